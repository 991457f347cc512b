import type { LidarTrack } from '../../../shared/domain/clip.ts';
import type { Pose2 } from '../../../shared/maths/se2.ts';
import { affineOfPose, composeAffine } from '../../../shared/maths/se3.ts';
import { nearestIndex } from '../../../shared/maths/track.ts';
import type { Rgba } from './strokes.ts';

/** A scan farther than this from the clock shows another moment; NAVSIM's come twice a second. */
const NEAR_US = 260_000;
/** Heights above the ground, m: below the first lies the road, above the second what no vehicle meets. */
const ROAD_M = 0.3;
const OVERHEAD_M = 3;

/** Points as deck.gl's PointCloudLayer takes them: clip-local ground, m. */
export interface GroundPoints {
  length: number;
  attributes: {
    getPosition: { value: Float32Array; size: 3 };
    getColor: { value: Uint8Array; size: 4; normalized: true };
  };
}

export interface PointColours {
  road: Rgba;
  standing: Rgba;
  overhead: Rgba;
}

const wordOf = (colour: Rgba): number => new Uint32Array(Uint8Array.from(colour).buffer)[0];

/** The scan on disk nearest to a time; −1 where none was taken near it. */
export function scanNear({ timesUs, present }: Pick<LidarTrack, 'timesUs' | 'present'>, timeUs: number): number {
  const nearest = nearestIndex(timesUs, timeUs);
  if (nearest < 0) return -1;
  let best = -1;
  const away = (i: number) => Math.abs(timesUs[i] - timeUs);
  for (const step of [-1, 1])
    for (let i = nearest; i >= 0 && i < timesUs.length && away(i) <= NEAR_US; i += step)
      if (present[i] === 1) {
        if (best < 0 || away(i) < away(best)) best = i;
        break;
      }
  return best;
}

/** Why a clip has no points to show, in words; null where it has some. */
export function whyNoPoints(lidar: LidarTrack | null): string | null {
  if (lidar === null) return 'The recording names no lidar.';
  return lidar.present.includes(1) ? null : 'No scan of the lidar is on disk.';
}

/**
 * Places of a scan (x y z, m, lidar frame) on the ground and their colours by height above it. The vehicle is taken to stand
 * level at `ego`, the pose at the time of the scan.
 * @param anchor global position that all device positions are relative to, m
 */
export function groundPoints(
  places: Float32Array,
  { egoFromLidar }: Pick<LidarTrack, 'egoFromLidar'>,
  ego: Pose2,
  anchor: readonly [number, number],
  colours: PointColours,
): GroundPoints {
  const length = Math.floor(places.length / 3);
  const positions = new Float32Array(3 * length);
  // A colour is written as one word: a scan has 100,000 points, and this runs between two frames.
  const painted = new Uint32Array(length);
  const [road, standing, overhead] = [colours.road, colours.standing, colours.overhead].map(wordOf);
  const level = affineOfPose([
    ego.x - anchor[0],
    ego.y - anchor[1],
    0,
    Math.cos(ego.yaw / 2),
    0,
    0,
    Math.sin(ego.yaw / 2),
  ]);
  const a = composeAffine(level, affineOfPose(egoFromLidar));
  for (let i = 0, o = 0; i < length; i++, o += 3) {
    const [x, y, z] = [places[o], places[o + 1], places[o + 2]];
    positions[o] = a[0] * x + a[1] * y + a[2] * z + a[3];
    positions[o + 1] = a[4] * x + a[5] * y + a[6] * z + a[7];
    const height = a[8] * x + a[9] * y + a[10] * z + a[11];
    painted[i] = height < ROAD_M ? road : height < OVERHEAD_M ? standing : overhead;
  }
  return {
    length,
    attributes: {
      getPosition: { value: positions, size: 3 },
      getColor: { value: new Uint8Array(painted.buffer), size: 4, normalized: true },
    },
  };
}
