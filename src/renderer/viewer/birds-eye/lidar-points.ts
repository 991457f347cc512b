import type { LidarTrack } from '../../../shared/domain/clip.ts';
import type { Pose2 } from '../../../shared/maths/se2.ts';
import { affineOfPose, transformPoint } from '../../../shared/maths/se3.ts';
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
  const painted = new Uint8Array(4 * length);
  const mounted = affineOfPose(egoFromLidar);
  const [c, s] = [Math.cos(ego.yaw), Math.sin(ego.yaw)];
  const [dx, dy] = [ego.x - anchor[0], ego.y - anchor[1]];
  for (let i = 0; i < length; i++) {
    const [x, y, z] = transformPoint(mounted, places[3 * i], places[3 * i + 1], places[3 * i + 2]);
    positions[3 * i] = dx + c * x - s * y;
    positions[3 * i + 1] = dy + s * x + c * y;
    painted.set(z < ROAD_M ? colours.road : z < OVERHEAD_M ? colours.standing : colours.overhead, 4 * i);
  }
  return {
    length,
    attributes: {
      getPosition: { value: positions, size: 3 },
      getColor: { value: painted, size: 4, normalized: true },
    },
  };
}
