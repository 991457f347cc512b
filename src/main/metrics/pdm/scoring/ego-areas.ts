import { QUAD, writeCorners } from '../geometry/quads.ts';
import { isInside } from '../geometry/polygon.ts';
import { STATE, STEPS } from '../constants.ts';
import type { PreparedScene } from '../prepare.ts';
import { egoAreas, type Rollout } from '../simulation/rollout.ts';

/** Fills headings, speeds, centres and corners of the ego boxes from the simulated states. */
export function placeBoxes(rollout: Rollout, prepared: PreparedScene): void {
  const { vehicle } = prepared.scene;
  const { states, cos, sin, speedMps, centres, corners } = rollout;
  for (let i = 0; i < STEPS; i++) {
    const s = i * STATE;
    const heading = states[s + 2];
    const c = Math.cos(heading);
    const n = Math.sin(heading);
    cos[i] = c;
    sin[i] = n;
    const vy = states[s + 4];
    speedMps[i] = vy === 0 ? Math.abs(states[s + 3]) : Math.hypot(states[s + 3], vy);
    const x = states[s] + vehicle.rearAxleToCentreM * c;
    const y = states[s + 1] + vehicle.rearAxleToCentreM * n;
    centres[2 * i] = x;
    centres[2 * i + 1] = y;
    writeCorners(corners, i * QUAD, x, y, heading, vehicle.lengthM / 2, vehicle.widthM / 2);
  }
}

/** Polygons near the way of the rollout, by use; the lists are filled anew for each rollout. */
const near = { drivable: new Int32Array(64), lanes: new Int32Array(64), intersections: new Int32Array(64) };

/**
 * Fills the areas of the ego box by step (pdm_scorer.py _calculate_ego_area): in several lanes, off the drivable area,
 * centre off the route; and whether its centre and the rear axle are in an intersection. Boundaries are outside.
 */
export function fillAreas(rollout: Rollout, prepared: PreparedScene): void {
  const { corners, centres, states, areas, centreInIntersection, axleInIntersection } = rollout;
  const { polygons, isRouteLane } = prepared;
  let minX = Infinity;
  let minY = Infinity;
  let maxX = -Infinity;
  let maxY = -Infinity;
  for (let i = 0; i < STEPS * QUAD; i += 2) {
    const x = corners[i];
    const y = corners[i + 1];
    if (x < minX) minX = x;
    if (x > maxX) maxX = x;
    if (y < minY) minY = y;
    if (y > maxY) maxY = y;
  }
  const reaching = (from: Int32Array, into: 'drivable' | 'lanes' | 'intersections'): number => {
    if (near[into].length < from.length) near[into] = new Int32Array(from.length * 2);
    let n = 0;
    for (let k = 0; k < from.length; k++) {
      const p = polygons[from[k]];
      if (p.minX <= maxX && p.maxX >= minX && p.minY <= maxY && p.maxY >= minY) near[into][n++] = from[k]!;
    }
    return n;
  };
  const drivableCount = reaching(prepared.drivable, 'drivable');
  const laneCount = reaching(prepared.lanes, 'lanes');
  const intersectionCount = reaching(prepared.intersections, 'intersections');
  for (let i = 0; i < STEPS; i++) {
    const q = i * QUAD;
    const x = centres[2 * i];
    const y = centres[2 * i + 1];
    let lanesWithCorner = 0;
    let holdsAll = false;
    let onRoute = false;
    for (let k = 0; k < laneCount; k++) {
      const index = near.lanes[k];
      const p = polygons[index];
      let held = 0;
      for (let c = 0; c < QUAD; c += 2) if (isInside(p, corners[q + c], corners[q + c + 1])) held++;
      if (held > 0) lanesWithCorner++;
      if (held === 4) holdsAll = true;
      if (!onRoute && isRouteLane[index] === 1 && isInside(p, x, y)) onRoute = true;
    }
    let onRoad = 0;
    for (let k = 0; k < drivableCount && onRoad !== 15; k++) {
      const p = polygons[near.drivable[k]];
      for (let c = 0; c < 4; c++)
        if ((onRoad & (1 << c)) === 0 && isInside(p, corners[q + 2 * c], corners[q + 2 * c + 1])) onRoad |= 1 << c;
    }
    let centreIn = 0;
    let axleIn = 0;
    for (let k = 0; k < intersectionCount; k++) {
      const p = polygons[near.intersections[k]];
      if (centreIn === 0 && isInside(p, x, y)) centreIn = 1;
      if (axleIn === 0 && isInside(p, states[i * STATE], states[i * STATE + 1])) axleIn = 1;
    }
    areas[i] =
      (lanesWithCorner > 1 && !holdsAll ? egoAreas.multipleLanes : 0) |
      (onRoad !== 15 ? egoAreas.offRoad : 0) |
      (onRoute ? 0 : egoAreas.offRoute);
    centreInIntersection[i] = centreIn;
    axleInIntersection[i] = axleIn;
  }
}
