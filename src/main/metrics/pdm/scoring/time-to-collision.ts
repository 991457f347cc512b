import type { PdmVersion } from '../../../../shared/domain/pdm.ts';
import { LIMITS, STEPS, STEP_S, STATE } from '../constants.ts';
import { bearing } from '../geometry/angles.ts';
import { QUAD } from '../geometry/quads.ts';
import { touchesObstacle, type Obstacle, type Traffic } from '../obstacles.ts';
import type { PreparedScene } from '../prepare.ts';
import { TRACK_STATE } from '../scene.ts';
import { egoAreas, type Rollout } from '../simulation/rollout.ts';
import { NEAR_SLACK, wayBounds } from './collisions.ts';

export interface TtcHit {
  step: number;
  aheadSteps: number;
  obstacle: Obstacle;
  why: 'ahead' | 'beside';
}

/** v2 looks only as far as its 41 steps of traffic reach, v1 has 51. */
const LAST_STEP = { v1: STEPS - 1, v2: STEPS - 1 - 9 } as const;
const pushed = new Float64Array(QUAD);

/**
 * Time to collision (pdm_scorer.py _calculate_ttc): the box is pushed straight on along its heading at its speed. The
 * first hit, null where there is none. A track that is met but neither ahead nor, where it counts, beside is passed over
 * from then on.
 */
export function firstTtcHit(
  rollout: Rollout,
  prepared: PreparedScene,
  traffic: Traffic,
  version: PdmVersion,
): TtcHit | null {
  const { vehicle } = prepared.scene;
  const { states, corners, centres, cos, sin, areas, speedMps, axleInIntersection } = rollout;
  const halfLength = vehicle.lengthM / 2;
  const halfWidth = vehicle.widthM / 2;
  const radius = Math.sqrt(halfLength * halfLength + halfWidth * halfWidth);
  const reach = wayBounds(centres);
  let fastest = 0;
  for (let i = 0; i < STEPS; i++) if (speedMps[i] > fastest) fastest = speedMps[i]!;
  const ahead = LIMITS.ttcAheadSteps;
  const push = radius + fastest * ahead[ahead.length - 1] * STEP_S;
  let hit: TtcHit | null = null;
  let lastStep: number = LAST_STEP[version];
  for (let k = 0; k < traffic.length; k++) {
    const o = traffic[k];
    if (o.minX > reach.maxX + push || o.maxX < reach.minX - push) continue;
    if (o.minY > reach.maxY + push || o.maxY < reach.minY - push) continue;
    const near = radius + o.radius;
    let isPassedOver = false;
    // Later than the hit already found nothing matters; at the same step the first track stands.
    for (let i = 0; i <= lastStep && !isPassedOver; i++) {
      const speed = speedMps[i];
      if (speed < LIMITS.ttcStoppedMps) continue;
      for (let a = 0; a < ahead.length; a++) {
        const at = i + ahead[a];
        if (at < o.firstStep || at > o.lastStep) continue;
        const way = ahead[a] * STEP_S;
        const shiftX = cos[i] * speed * way;
        const shiftY = sin[i] * speed * way;
        const x = centres[2 * i] + shiftX;
        const y = centres[2 * i + 1] + shiftY;
        const ox = o.states[at * TRACK_STATE];
        const oy = o.states[at * TRACK_STATE + 1];
        const dx = ox - x;
        const dy = oy - y;
        if (dx * dx + dy * dy > near * near + NEAR_SLACK) continue;
        for (let c = 0; c < QUAD; c += 2) {
          pushed[c] = corners[i * QUAD + c] + shiftX;
          pushed[c + 1] = corners[i * QUAD + c + 1] + shiftY;
        }
        if (!touchesObstacle(o, at, x, y, cos[i], sin[i], halfLength, halfWidth, pushed, 0)) continue;
        const angle = bearing(cos[i], sin[i], ox - states[i * STATE], oy - states[i * STATE + 1]);
        const astray = (areas[i] & (egoAreas.multipleLanes | egoAreas.offRoad)) !== 0 || axleInIntersection[i] === 1;
        if (angle < LIMITS.aheadRad) hit = { step: i, aheadSteps: ahead[a], obstacle: o, why: 'ahead' };
        else if (astray && !(angle > LIMITS.behindRad))
          hit = { step: i, aheadSteps: ahead[a], obstacle: o, why: 'beside' };
        if (hit?.step === i && hit.obstacle === o) lastStep = i - 1;
        isPassedOver = true;
        break;
      }
    }
  }
  return hit;
}
