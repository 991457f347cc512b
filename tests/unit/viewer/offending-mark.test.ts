import { describe, expect, it } from 'vitest';
import { tagPlace } from '../../../src/renderer/viewer/cameras/draw-offending.ts';
import { markedBox, offendingMark, projectBase } from '../../../src/renderer/viewer/cameras/offending-mark.ts';
import { projectBox } from '../../../src/renderer/viewer/cameras/projected-box.ts';
import { viewOf } from '../../../src/renderer/viewer/cameras/tile-painter.ts';
import { boxTrack } from '../../../src/renderer/viewer/scene/box-track.ts';
import type { PdmCollision, PdmEvidence } from '../../../src/shared/domain/pdm.ts';

const T0 = 8_000_000;
const hit: PdmCollision = {
  step: 27,
  timeS: 2.7,
  token: 'p',
  objectKind: 'pedestrian',
  type: 'ACTIVE_FRONT_COLLISION',
  atFault: true,
  because: '',
  part: 'front bumper',
  x: 20,
  y: 0,
  ego: [20, 1, 16, 1, 16, -1, 20, -1],
  // 1 m long and 0.6 m wide about (21, 2), heading along y.
  object: [20.7, 2.5, 20.7, 1.5, 21.3, 1.5, 21.3, 2.5],
  egoSpeedMps: 9,
  objectSpeedMps: 1,
  bearingRad: 0,
};
const hits: PdmEvidence = { kind: 'collisions', events: [{ ...hit, timeS: 1, token: 'q', atFault: false }, hit] };
const track = boxTrack(
  {
    trackId: 'p',
    label: 'ped 17',
    objectClass: 'pedestrian',
    category: 'pedestrian',
    sizeM: [1, 0.6, 1.8],
    frames: [0, 1, 2],
    centres: [20, 0, 0.9, 20, 1, 0.9, 20, 2, 1.4],
    yaws: [0, 0, 0],
    velocities: [0, 1, 0, 1, 0, 1],
    attributes: [[], [], []],
    visibility: [],
    lidarPoints: [],
  },
  [T0, T0 + 1_000_000, T0 + 2_500_000].map((timeUs) => ({ token: '', timeUs, egoIndex: 0 })),
);
const labelOf = (token: string) => (token === 'p' ? 'ped 17' : null);
const markOf = (evidence: PdmEvidence | null, traffic: 'log-replay' | 'reactive-idm' = 'log-replay') =>
  offendingMark({ evidence }, 'A', traffic, T0, labelOf);
const ttc = (aheadS: number): PdmEvidence => ({
  kind: 'time to collision',
  hit: {
    step: 18,
    timeS: 1.8,
    aheadS,
    token: 'x',
    objectKind: 'traffic_cone',
    bearingRad: 0,
    why: 'ahead',
    ego: hit.ego,
    pushed: hit.ego,
    object: hit.object,
    egoSpeedMps: 9,
  },
});

it.each([
  ['the hit that counts', hits, 'ped 17 · hit by A at +2.7 s'],
  [
    'where none counts, the first',
    { kind: 'collisions', events: [{ ...hit, atFault: false }] },
    'ped 17 · touches A, not at fault, at +2.7 s',
  ],
  ['what would be met', ttc(0.5), 'traffic cone · 0.5 s ahead of A at +1.8 s'],
  ['what is met', ttc(0), 'traffic cone · met by A at +1.8 s'],
  ['nothing met', { kind: 'collisions', events: [] }, undefined],
  ['a part without an object', { kind: 'comfort', historySamples: 0, series: [] }, undefined],
  ['no evidence', null, undefined],
] as const)('names %s', (_, evidence, text) => {
  expect(markOf(evidence as PdmEvidence | null)?.text.replaceAll('\u00a0', ' ')).toBe(text);
});

describe('the box that is marked', () => {
  it('in replayed traffic is the one that the picture shows, within the scored seconds', () => {
    const mark = markOf(hits)!;
    expect(markedBox(mark, [track], T0 + 500_000)).toMatchObject({ x: 20, y: 0.5, z: 0.9 });
    expect(markedBox(mark, [track], T0 - 300_000)).toBeNull();
    expect(markedBox(mark, [track], T0 + 4_200_000)).toBeNull();
    expect(markedBox(mark, [], T0 + 500_000)).toBeNull();
  });
  it('in simulated traffic is the one that was scored, beside the instant only', () => {
    const mark = markOf(hits, 'reactive-idm')!;
    const found = markedBox(mark, [track], T0 + 2_500_000)!;
    expect([found.x, found.y, found.z]).toEqual([21, 2, 1.4]);
    expect(found.yaw).toBeCloseTo(Math.PI / 2, 12);
    expect(markedBox(mark, [track], T0 + 2_000_000)).toBeNull();
  });
  it('stands on the ground where its lower edges are', () => {
    const view = viewOf(
      {
        channel: 'F',
        title: 'front',
        widthPx: 1600,
        heightPx: 900,
        intrinsic: [1000, 0, 800, 0, 1000, 450, 0, 0, 1],
        egoFromCamera: [0, 0, 1.5, 0.5, -0.5, 0.5, -0.5],
        timesUs: [T0],
        present: [1],
        isKey: [1],
        globalFromEgo: [0, 0, 0, 1, 0, 0, 0],
        mediaBase: '',
        firstImage: 0,
        video: null,
        lens: { model: 'pinhole', distortion: null },
      },
      0,
    );
    const box = markedBox(markOf(hits)!, [track], T0)!;
    const base = projectBase(box, view);
    expect(base).toHaveLength(4);
    // 1.5 m below the camera: 1000 px · 1.5 m / depth below the middle.
    for (const [, v] of base) expect([450 + 1500 / 20.5, 450 + 1500 / 19.5]).toContainEqual(expect.closeTo(v, 6));
    const [, , , bottom] = projectBox(box, view)!.bounds;
    expect(Math.max(...base.map(([, v]) => v))).toBeCloseTo(bottom, 6);
    expect(projectBase({ ...box, x: -20 }, view)).toEqual([]);
  });
});

const tile = { width: 400, height: 300 };
it.each([
  ['over the box', [100, 100, 140, 200], { x: 70, y: 76, width: 100 }],
  ['held inside at the left', [-30, 100, 20, 200], { x: 3, y: 76, width: 100 }],
  ['held inside at the right', [380, 100, 500, 200], { x: 297, y: 76, width: 100 }],
  ['at the top', [100, 5, 140, 200], { x: 70, y: 3, width: 100 }],
] as const)('the tag stands %s', (_, bounds, place) => {
  expect(tagPlace(bounds, 86, tile)).toEqual(place);
});
