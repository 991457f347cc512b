import type { PdmCollisionType } from '../../../../shared/domain/pdm.ts';
import { LIMITS, STATE, STEPS } from '../constants.ts';
import { bearing } from '../geometry/angles.ts';
import { QUAD, segmentTouchesQuad } from '../geometry/quads.ts';
import { touchesObstacle, writeObstacleCorners, type Obstacle, type Traffic } from '../obstacles.ts';
import type { PreparedScene } from '../prepare.ts';
import { TRACK_STATE } from '../scene.ts';
import { egoAreas, type Rollout } from '../simulation/rollout.ts';

/** An overlap of the ego box with a track that was classified. */
export interface Overlap {
  step: number;
  obstacle: Obstacle;
  type: PdmCollisionType;
  atFault: boolean;
}

export interface Collisions {
  score: number;
  /** First at-fault step, −1 where there is none. */
  step: number;
  overlaps: Overlap[];
}

const quad = new Float64Array(QUAD);
const NONE: Overlap[] = [];

/**
 * No at-fault collision (pdm_scorer.py, pdm_scorer_utils.py). A track that was not at fault once is passed over from then
 * on; one that is at fault is looked at again.
 */
export function scoreCollisions(rollout: Rollout, prepared: PreparedScene, traffic: Traffic): Collisions {
  const { vehicle } = prepared.scene;
  const { states, corners, centres, cos, sin, areas, speedMps } = rollout;
  const halfLength = vehicle.lengthM / 2;
  const halfWidth = vehicle.widthM / 2;
  const radius = Math.sqrt(halfLength * halfLength + halfWidth * halfWidth);
  let score = 1;
  let first = -1;
  let overlaps = NONE;
  const reach = wayBounds(centres);
  for (let k = 0; k < traffic.length; k++) {
    const o = traffic[k];
    if (o.minX > reach.maxX + radius || o.maxX < reach.minX - radius) continue;
    if (o.minY > reach.maxY + radius || o.maxY < reach.minY - radius) continue;
    const near = radius + o.radius;
    const last = Math.min(o.lastStep, STEPS - 1);
    for (let i = o.firstStep; i <= last; i++) {
      const x = centres[2 * i];
      const y = centres[2 * i + 1];
      const dx = o.states[i * TRACK_STATE] - x;
      const dy = o.states[i * TRACK_STATE + 1] - y;
      if (dx * dx + dy * dy > near * near + NEAR_SLACK) continue;
      if (!touchesObstacle(o, i, x, y, cos[i], sin[i], halfLength, halfWidth, corners, i * QUAD)) continue;
      let type: PdmCollisionType;
      if (speedMps[i] <= LIMITS.stoppedEgoMps) type = 'STOPPED_EGO_COLLISION';
      else if (o.isStopped) type = 'STOPPED_TRACK_COLLISION';
      else {
        const angle = bearing(
          cos[i],
          sin[i],
          o.states[i * TRACK_STATE] - states[i * STATE],
          o.states[i * TRACK_STATE + 1] - states[i * STATE + 1],
        );
        if (angle > LIMITS.behindRad) type = 'ACTIVE_REAR_COLLISION';
        else {
          writeObstacleCorners(quad, o, i);
          const q = i * QUAD;
          type = segmentTouchesQuad(corners[q], corners[q + 1], corners[q + 6], corners[q + 7], quad, 0)
            ? 'ACTIVE_FRONT_COLLISION'
            : 'ACTIVE_LATERAL_COLLISION';
        }
      }
      const astray = (areas[i] & (egoAreas.multipleLanes | egoAreas.offRoad)) !== 0;
      const atFault =
        type === 'ACTIVE_FRONT_COLLISION' ||
        type === 'STOPPED_TRACK_COLLISION' ||
        (type === 'ACTIVE_LATERAL_COLLISION' && astray);
      if (overlaps === NONE) overlaps = [];
      overlaps.push({ step: i, obstacle: o, type, atFault });
      if (!atFault) break;
      score = Math.min(score, o.isAgent ? 0 : 0.5);
      if (first < 0 || i < first) first = i;
    }
  }
  if (overlaps.length > 1)
    overlaps.sort((a, b) => a.step - b.step || (a.obstacle.track.token < b.obstacle.track.token ? -1 : 1));
  return { score, step: first, overlaps };
}

/** Rounding of a squared distance: far below a square centimetre at map coordinates. */
export const NEAR_SLACK = 1e-4;

const bounds = { minX: 0, minY: 0, maxX: 0, maxY: 0 };
/** Box around the centres of a rollout; the object is filled anew at each call. */
export function wayBounds(centres: Float64Array): Readonly<typeof bounds> {
  let minX = Infinity;
  let minY = Infinity;
  let maxX = -Infinity;
  let maxY = -Infinity;
  for (let i = 0; i < centres.length; i += 2) {
    const x = centres[i];
    const y = centres[i + 1];
    if (x < minX) minX = x;
    if (x > maxX) maxX = x;
    if (y < minY) minY = y;
    if (y > maxY) maxY = y;
  }
  bounds.minX = minX;
  bounds.minY = minY;
  bounds.maxX = maxX;
  bounds.maxY = maxY;
  return bounds;
}
