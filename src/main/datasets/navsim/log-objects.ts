import type { ObjectClass } from '../../../shared/domain/clip.ts';
import { wrapAngle } from '../../../shared/maths/angle.ts';
import { rotationOfQuaternion } from '../../../shared/maths/se3.ts';
import type { IndexedObjects } from '../../workspace/index/indexed-clip.ts';
import { objectLabel } from '../clip/object-classes.ts';
import { skip, type SkippedRows } from '../clip/skipped-rows.ts';
import type { LogBoxes, LogFrame } from './log-frame.ts';

const classes: Record<string, ObjectClass> = {
  vehicle: 'vehicle',
  pedestrian: 'pedestrian',
  bicycle: 'bicycle',
  traffic_cone: 'cone',
};

interface Observed {
  frame: number;
  /** Row in the frame's boxes. */
  row: number;
}

/**
 * The objects of consecutive frames, by track in order of first appearance. Boxes go to the global frame as the devkit's
 * scorer takes them: x, y and velocity turned by the ego heading, heading added and wrapped; z by the full ego rotation.
 * Size and category are those of a track's first box.
 */
export function objectsOfFrames(frames: readonly LogFrame[], skipped: SkippedRows): IndexedObjects {
  const tracks = observationsByTrack(frames, skipped);
  const total = [...tracks.values()].reduce((sum, seen) => sum + seen.length, 0);
  const objects = emptyObjects(tracks.size, total);
  const counted = new Map<ObjectClass, number>();
  let at = 0;
  let t = 0;
  for (const [trackId, seen] of tracks) {
    const first = boxesAt(frames, seen[0].frame);
    const category = first.names[seen[0].row];
    const objectClass = classes[category] ?? 'other';
    const n = (counted.get(objectClass) ?? 0) + 1;
    counted.set(objectClass, n);
    const size = seen[0].row * 7 + 3;
    objects.tracks.push({
      trackId,
      label: objectLabel(objectClass, n),
      objectClass,
      category,
      sizeM: [first.boxes[size], first.boxes[size + 1], first.boxes[size + 2]],
    });
    objects.counts[t++] = seen.length;
    for (const observed of seen) place(objects, at++, frames[observed.frame], observed);
  }
  return objects;
}

function observationsByTrack(frames: readonly LogFrame[], skipped: SkippedRows): Map<string, Observed[]> {
  const tracks = new Map<string, Observed[]>();
  frames.forEach(({ boxes, token }, frame) =>
    boxes?.trackTokens.forEach((track, row) => {
      const seen = tracks.get(track);
      if (!seen) tracks.set(track, [{ frame, row }]);
      else if (seen[seen.length - 1].frame === frame)
        skip(skipped, 'annotations: a second box of the same object in one frame', `frame ${token}`);
      else seen.push({ frame, row });
    }),
  );
  return tracks;
}

const boxesAt = (frames: readonly LogFrame[], frame: number): LogBoxes => {
  const { boxes } = frames[frame];
  if (!boxes) throw new Error('an observation in a frame without boxes');
  return boxes;
};

function place(objects: IndexedObjects, at: number, frame: LogFrame, { frame: index, row }: Observed): void {
  const { boxes, velocities } = boxesAt([frame], 0);
  const { globalFromEgo: pose, headingRad } = frame;
  const [x, y, z] = [boxes[row * 7], boxes[row * 7 + 1], boxes[row * 7 + 2]];
  const [cos, sin] = [Math.cos(headingRad), Math.sin(headingRad)];
  const rotation = rotationOfQuaternion(pose[3], pose[4], pose[5], pose[6]);
  objects.frames[at] = index;
  objects.centres[at * 3] = pose[0] + cos * x - sin * y;
  objects.centres[at * 3 + 1] = pose[1] + sin * x + cos * y;
  objects.centres[at * 3 + 2] = pose[2] + rotation[6] * x + rotation[7] * y + rotation[8] * z;
  objects.yaws[at] = wrapAngle(headingRad + boxes[row * 7 + 6]);
  const [vx, vy] = [velocities[row * 3], velocities[row * 3 + 1]];
  objects.velocities[at * 2] = cos * vx - sin * vy;
  objects.velocities[at * 2 + 1] = sin * vx + cos * vy;
}

const emptyObjects = (tracks: number, total: number): IndexedObjects => ({
  tracks: [],
  counts: new Uint32Array(tracks),
  frames: new Uint16Array(total),
  centres: new Float64Array(total * 3),
  yaws: new Float64Array(total),
  velocities: new Float32Array(total * 2),
  attributeSet: new Uint16Array(total),
  attributeSets: [[]],
  visibility: new Uint8Array(total),
  visibilityLevels: [],
  lidarPoints: new Int32Array(total).fill(-1),
});
