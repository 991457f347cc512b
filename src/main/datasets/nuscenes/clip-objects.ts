import type { IndexedObjects, IndexedTrack } from '../../workspace/index/indexed-clip.ts';
import type { Annotations } from './annotations.ts';
import type { ColumnMemory } from './column-memory.ts';
import type { Instances } from './instances.ts';
import { objectClassOf, objectLabel } from '../clip/object-classes.ts';
import { skip, type SkippedRows } from '../clip/skipped-rows.ts';
import { centralVelocities } from '../clip/velocity.ts';

interface Observation {
  row: number;
  frame: number;
}

/**
 * Objects of one clip from its annotation rows. `frameOf` gives the frame of a sample row (−1 for one that was left out).
 * Tracks come by first appearance, then token, which is what their labels count.
 */
export function objectsOfClip(
  annotations: Annotations,
  rows: Int32Array,
  instances: Instances,
  frameOf: (sample: number) => number,
  frameTimesUs: Float64Array,
  memory: ColumnMemory,
  skipped: SkippedRows,
): IndexedObjects {
  const tracks = tracksOf(annotations, rows, frameOf, skipped).map(([instance, observations]) => ({
    instance,
    token: instances.tokens[instance],
    observations,
  }));
  tracks.sort((a, b) => a.observations[0].frame - b.observations[0].frame || (a.token < b.token ? -1 : 1));
  const total = tracks.reduce((sum, track) => sum + track.observations.length, 0);
  const objects = emptyObjects(tracks.length, total, annotations, memory);
  const counted = new Map<string, number>();
  const source = annotations.columns;
  let at = 0;
  tracks.forEach(({ instance, token, observations }, t) => {
    const category = instances.categories[instance];
    const objectClass = objectClassOf(category);
    const n = (counted.get(objectClass) ?? 0) + 1;
    counted.set(objectClass, n);
    const { sizes } = annotations;
    const track: IndexedTrack = {
      trackId: token,
      label: objectLabel(objectClass, n),
      objectClass,
      category,
      sizeM: [sizes[instance * 3], sizes[instance * 3 + 1], sizes[instance * 3 + 2]],
    };
    objects.tracks.push(track);
    objects.counts[t] = observations.length;
    const from = at;
    for (const { row, frame } of observations) {
      objects.frames[at] = frame;
      for (let i = 0; i < 3; i++) objects.centres[at * 3 + i] = source.centre[row * 3 + i];
      objects.yaws[at] = source.yaw[row];
      objects.attributeSet[at] = source.attributeSet[row];
      objects.visibility[at] = source.visibility[row];
      objects.lidarPoints[at] = source.lidarPoints[row];
      at++;
    }
    const timesUs = observations.map(({ frame }) => frameTimesUs[frame]);
    objects.velocities.set(centralVelocities(timesUs, objects.centres.subarray(from * 3, at * 3)), from * 2);
  });
  return objects;
}

function tracksOf(
  annotations: Annotations,
  rows: Int32Array,
  frameOf: (sample: number) => number,
  skipped: SkippedRows,
) {
  const byInstance = new Map<number, Observation[]>();
  const { sample, instance } = annotations.columns;
  for (const row of rows) {
    const frame = frameOf(sample[row]);
    if (frame < 0) {
      skip(skipped, 'sample_annotation.json: its sample was left out', `a box of sample ${sample[row]}`);
      continue;
    }
    const track = byInstance.get(instance[row]);
    if (track) track.push({ row, frame });
    else byInstance.set(instance[row], [{ row, frame }]);
  }
  for (const observations of byInstance.values()) {
    observations.sort((a, b) => a.frame - b.frame);
    for (let i = observations.length - 1; i > 0; i--) {
      if (observations[i].frame !== observations[i - 1].frame) continue;
      skip(
        skipped,
        'sample_annotation.json: a second box of one object in one sample',
        `a box in frame ${observations[i].frame}`,
      );
      observations.splice(i, 1);
    }
  }
  return [...byInstance];
}

function emptyObjects(
  tracks: number,
  observations: number,
  annotations: Annotations,
  memory: ColumnMemory,
): IndexedObjects {
  return {
    tracks: [],
    counts: memory.u32(tracks),
    frames: memory.u16(observations),
    centres: memory.f64(observations * 3),
    yaws: memory.f64(observations),
    velocities: memory.f32(observations * 2),
    attributeSet: memory.u16(observations),
    attributeSets: annotations.attributeSets,
    visibility: memory.u8(observations),
    visibilityLevels: annotations.visibilityLevels,
    lidarPoints: memory.i32(observations),
  };
}
