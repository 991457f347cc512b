import type { PdmVersion } from '../../../../shared/domain/pdm.ts';
import { LIMITS, STEPS } from '../constants.ts';
import { locate, type IndexedPolygon } from '../geometry/polygon.ts';
import { nearestOnLine, type Nearest } from '../geometry/polyline.ts';
import { QUAD, quadHolds, segmentsTouch } from '../geometry/quads.ts';
import type { PreparedScene } from '../prepare.ts';
import { egoAreas, type Rollout } from '../simulation/rollout.ts';

const travel = new Float64Array(STEPS);

/**
 * Way driven with the centre off the route within the last second before each step, m, into `out`
 * (pdm_scorer.py _calculate_driving_direction_compliance). v2 counts nothing inside intersections.
 */
export function offRouteTravel(rollout: Rollout, version: PdmVersion, out: Float64Array): void {
  const { centres, areas, centreInIntersection } = rollout;
  for (let i = 0; i < STEPS; i++) {
    const counts = (areas[i] & egoAreas.offRoute) !== 0 && !(version === 'v2' && centreInIntersection[i] === 1);
    if (!counts || i === 0) travel[i] = 0;
    else {
      const dx = centres[2 * i] - centres[2 * i - 2];
      const dy = centres[2 * i + 1] - centres[2 * i - 1];
      travel[i] = Math.sqrt(dx * dx + dy * dy);
    }
    let sum = 0;
    for (let j = Math.max(0, i - LIMITS.directionWindowSteps); j <= i; j++) sum += travel[j];
    out[i] = sum;
  }
}

const windows = new Float64Array(STEPS);
export function scoreDirection(rollout: Rollout, version: PdmVersion): number {
  offRouteTravel(rollout, version, windows);
  let worst = 0;
  for (let i = 0; i < STEPS; i++) if (windows[i] > worst) worst = windows[i]!;
  return worst < LIMITS.directionCompliantM ? 1 : worst < LIMITS.directionViolatedM ? 0.5 : 0;
}

export const scoreDrivableArea = (rollout: Rollout): number => {
  for (let i = 0; i < STEPS; i++) if ((rollout.areas[i] & egoAreas.offRoad) !== 0) return 0;
  return 1;
};

/** First step at which the ego box touches a red connector on the route and that polygon; null where none does. */
export function firstRedContact(rollout: Rollout, prepared: PreparedScene): { step: number; polygon: number } | null {
  const { polygons: list, starts } = prepared.red;
  if (list.length === 0) return null;
  for (let i = 0; i < STEPS; i++)
    for (let k = starts[i]; k < starts[i + 1]; k++)
      if (quadTouchesPolygon(rollout.corners, i * QUAD, prepared.polygons[list[k]]))
        return { step: i, polygon: list[k] };
  return null;
}

/** Whether a quad and a polygon share a point, boundaries included. Exact. */
export function quadTouchesPolygon(quad: Float64Array, at: number, polygon: IndexedPolygon): boolean {
  const minX = Math.min(quad[at], quad[at + 2], quad[at + 4], quad[at + 6]);
  const maxX = Math.max(quad[at], quad[at + 2], quad[at + 4], quad[at + 6]);
  const minY = Math.min(quad[at + 1], quad[at + 3], quad[at + 5], quad[at + 7]);
  const maxY = Math.max(quad[at + 1], quad[at + 3], quad[at + 5], quad[at + 7]);
  if (maxX < polygon.minX || minX > polygon.maxX || maxY < polygon.minY || minY > polygon.maxY) return false;
  for (let c = 0; c < QUAD; c += 2) if (locate(polygon, quad[at + c], quad[at + c + 1]) >= 0) return true;
  for (const ring of polygon.rings) {
    let ax = ring[ring.length - 2];
    let ay = ring[ring.length - 1];
    for (let i = 0; i < ring.length; i += 2) {
      const bx = ring[i];
      const by = ring[i + 1];
      const isNear = !(
        (ax < minX && bx < minX) ||
        (ax > maxX && bx > maxX) ||
        (ay < minY && by < minY) ||
        (ay > maxY && by > maxY)
      );
      if (isNear) {
        if (quadHolds(quad, at, bx, by)) return true;
        for (let c = 0; c < QUAD; c += 2) {
          const d = at + ((c + 2) % QUAD);
          if (segmentsTouch(ax, ay, bx, by, quad[at + c], quad[at + c + 1], quad[d], quad[d + 1])) return true;
        }
      }
      ax = bx;
      ay = by;
    }
  }
  return false;
}

const nearest: Nearest = { distanceM: 0, alongM: 0, segment: 0 };

/** Distance of the ego centre from the centreline by step, m, into `out`. */
export function laneDeviations(rollout: Rollout, prepared: PreparedScene, out: Float64Array): void {
  let segment = 0;
  for (let i = 0; i < STEPS; i++) {
    nearestOnLine(prepared.centreline, rollout.centres[2 * i], rollout.centres[2 * i + 1], segment, nearest);
    out[i] = nearest.distanceM;
    segment = nearest.segment;
  }
}

const deviations = new Float64Array(STEPS);
/** The count is neither raised nor reset inside intersections. */
export function scoreLaneKeeping(rollout: Rollout, prepared: PreparedScene): number {
  laneDeviations(rollout, prepared, deviations);
  let run = 0;
  for (let i = 0; i < STEPS; i++) {
    if (rollout.centreInIntersection[i] === 1) continue;
    run = deviations[i] > LIMITS.laneDeviationM ? run + 1 : 0;
    if (run >= LIMITS.laneDeviationSteps) return 0;
  }
  return 1;
}

/** Progress along the centreline from the first to the last centre, m, never negative. */
export function rawProgress(rollout: Rollout, prepared: PreparedScene): number {
  const last = 2 * (STEPS - 1);
  const { centres } = rollout;
  const start = nearestOnLine(prepared.centreline, centres[0], centres[1], 0, nearest).alongM;
  const end = nearestOnLine(prepared.centreline, centres[last], centres[last + 1], nearest.segment, nearest).alongM;
  return Math.max(0, end - start);
}
