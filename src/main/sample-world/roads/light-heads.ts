import type { Scenery } from '../drive.ts';
import { signalGroups } from './light-phases.ts';
import type { LaneEnd, Network } from './network.ts';
import type { Ground } from './open-ground.ts';
import { ahead, beside, turnedBack, type Pose } from './reference-line.ts';
import { roadside } from './roadside.ts';

type Head = Scenery['lightHeads'][number];

const NEAR_Z_M = 3.3;
const FAR_Z_M = 5.4;
const FAR_AT_LEAST_M = 12;

const middleOf = (lanes: readonly LaneEnd[]): Pose => ({
  x: lanes.reduce((sum, { pose }) => sum + pose.x, 0) / lanes.length,
  y: lanes.reduce((sum, { pose }) => sum + pose.y, 0) / lanes.length,
  headingRad: lanes[0].pose.headingRad,
});

/** The first point from `from` along its heading, in steps of half a metre, that is not drivable; null within 40 m none. */
function offRoad(from: Pose, ground: Ground): Pose | null {
  for (let s = 0; s < 40; s += 0.5) {
    const pose = ahead(from, s);
    if (!ground.drivable(pose.x, pose.y)) return ahead(pose, 0.6);
  }
  return null;
}

/**
 * Heads of an approach: for each signal group one over its lanes beyond the junction, hung from a mast at the right,
 * which drivers at the stop line see; and one on a post at the near right.
 */
export function lightHeadsOf(network: Network, ground: Ground): Head[] {
  return network.approaches.flatMap((approach) => {
    const lanes = approach.mouth.arriving?.lanes;
    if (approach.control !== 'light' || lanes === undefined) return [];
    const own = network.roads.connectors.filter(({ id }) => approach.connectorIds.includes(id));
    const groups = signalGroups(network.roads, own);
    const intersection = network.roads.intersections.find(({ id }) => id === approach.intersectionId);
    const heads: Head[] = [];
    for (const group of groups) {
      const connectorIds = group.map(({ id }) => id);
      const from = middleOf(lanes.filter(({ laneId }) => group.some((connector) => connector.fromLaneId === laneId)));
      const far = ahead(from, Math.max(FAR_AT_LEAST_M, depthOf(intersection?.polygon[0] ?? [], from) + 1));
      const mast = offRoad({ ...beside(far, -1), headingRad: far.headingRad - Math.PI / 2 }, ground);
      if (mast !== null) heads.push({ ...far, z: FAR_Z_M, mastX: mast.x, mastY: mast.y, connectorIds });
    }
    const side = roadside(approach.mouth.street, approach.mouth.arrivingDirection);
    const near = side.at(approach.mouth.stationM, 0.7);
    const inward = turnedBack(approach.mouth.pose).headingRad;
    const post = ahead({ ...near, headingRad: inward }, 0.6);
    if (!ground.drivable(post.x, post.y) && groups.length > 0) {
      const connectorIds = groups[0].map(({ id }) => id);
      heads.push({ ...post, z: NEAR_Z_M, mastX: post.x, mastY: post.y, connectorIds });
    }
    return heads;
  });
}

/** How far a ring reaches ahead of a pose, near its axis, m. */
function depthOf(ring: readonly number[], from: Pose): number {
  const [c, s] = [Math.cos(from.headingRad), Math.sin(from.headingRad)];
  let depth = 0;
  for (let i = 0; i < ring.length; i += 2) {
    const along = (ring[i] - from.x) * c + (ring[i + 1] - from.y) * s;
    const across = (ring[i + 1] - from.y) * c - (ring[i] - from.x) * s;
    if (Math.abs(across) < 12) depth = Math.max(depth, along);
  }
  return depth;
}
