import { expect, it } from 'vitest';
import { placeLabels } from '../../../src/renderer/viewer/cameras/label-places.ts';
import type { ProjectedBox } from '../../../src/renderer/viewer/cameras/projected-box.ts';
import { boxTrack } from '../../../src/renderer/viewer/scene/box-track.ts';

const projected = (label: string, bounds: ProjectedBox['bounds'], depthM: number): ProjectedBox => ({
  box: {
    track: boxTrack(
      {
        trackId: label,
        label,
        objectClass: 'vehicle',
        category: '',
        sizeM: [4, 2, 1.5],
        frames: [],
        centres: [],
        yaws: [],
        velocities: [],
        attributes: [],
        visibility: [],
        lidarPoints: [],
      },
      [],
    ),
    x: 0,
    y: 0,
    z: 0,
    yaw: 0,
    velocity: null,
    standing: false,
  },
  edges: [],
  face: null,
  bounds,
  depthM,
});
const near = projected('near', [100, 100, 140, 140], 10);
const beside = projected('beside', [110, 100, 150, 140], 20);
const apart = projected('apart', [300, 100, 340, 140], 30);
const far = projected('far', [200, 100, 240, 140], 60);
const tile = { width: 400, height: 300 };

it.each<[string, Set<string>, [number, number, number, number][], string[]]>([
  ['the nearest where names meet', new Set(), [], ['near', 'apart']],
  ['a marked one however far, and over others', new Set(['far', 'beside']), [], ['beside', 'far', 'apart']],
  ['none where something else is', new Set(), [[100, 80, 140, 98]], ['apart']],
  ['a marked one there too', new Set(['near']), [[100, 80, 140, 98]], ['near', 'apart']],
])('names %s', (_, always, reserved, names) => {
  const places = placeLabels(
    [near, beside, apart, far],
    (u, v) => [u, v],
    tile,
    () => 30,
    always,
    reserved,
  );
  expect(places.map((p) => p.projected.box.track.label)).toEqual(names);
});
