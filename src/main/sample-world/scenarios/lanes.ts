import { wrapAngle } from '../../../shared/maths/angle.ts';
import { spanOf } from '../traffic/lane-changes.ts';
import type { Segment } from '../traffic/network.ts';
import { pathAlong } from '../traffic/make-path.ts';
import { pointAt, projectOnto, type Path } from '../traffic/path.ts';
import { wander, waysTo } from '../traffic/routes.ts';
import type { Scene } from './scene.ts';

/** Whether a lane runs beside it in the same direction. */
export const hasNeighbour = (segment: Segment): boolean => segment.left !== null || segment.right !== null;

interface BesideLane {
  lane: Segment;
  path: Path;
  /** Distance along its path that is abreast of the ego's rear axle. */
  abreastM: number;
  side: 'left' | 'right';
}

/** A lane beside the ego's with the way through it; null where there is none. */
export function laneBeside(scene: Scene, aheadM = 0): BesideLane | null {
  const { ego } = scene;
  const random = scene.random.fork('beside');
  const segment = scene.ego.path.spans.find(
    (span) => span.toM > ego.atM + aheadM && !span.segment.isConnector,
  )?.segment;
  if (!segment) return null;
  const sides = (['left', 'right'] as const).filter((side) => segment[side]);
  if (!sides.length) return null;
  const side = random.pick(sides);
  const lane = segment[side]!;
  const before = waysTo(lane, 120, random);
  const path = pathAlong([...before, ...wander(lane, 900, random, true)]);
  const at = pointAt(ego.path, ego.atM);
  return { lane, path, abreastM: projectOnto(path, at.x, at.y, 0, path.lengthM).atM, side };
}

/** The lane on the other side of the vehicle's own, by which it would come back: left or right neighbour that the ego is on. */
export function egoLaneFrom(scene: Scene, lane: Segment): Segment | null {
  const own = spanOf(scene.ego).segment;
  if (lane.left?.blockId === own.blockId && lane.left.laneIndex === own.laneIndex) return lane.left;
  if (lane.right?.blockId === own.blockId && lane.right.laneIndex === own.laneIndex) return lane.right;
  return null;
}

/** The nearest lane that comes the other way on the left of the path: its offset from the path, m; null where there is none within 9 m. */
export function oncomingOffset(
  scene: Pick<Scene, 'network'>,
  path: Path,
  atM: number,
): { leftM: number; lane: Segment } | null {
  const here = pointAt(path, atM);
  let found: { leftM: number; lane: Segment } | null = null;
  for (const lane of scene.network.segments) {
    if (lane.isConnector) continue;
    for (let i = 0; i + 3 < lane.line.length; i += 2) {
      const dx = lane.line[i] - here.x;
      const dy = lane.line[i + 1] - here.y;
      if (dx * dx + dy * dy > 120) continue;
      const heading = Math.atan2(lane.line[i + 3] - lane.line[i + 1], lane.line[i + 2] - lane.line[i]);
      if (Math.abs(wrapAngle(heading - here.headingRad)) < 2.8) continue;
      const along = dx * Math.cos(here.headingRad) + dy * Math.sin(here.headingRad);
      const leftM = dy * Math.cos(here.headingRad) - dx * Math.sin(here.headingRad);
      if (Math.abs(along) > 1.5 || leftM < 2 || leftM > 9) continue;
      if (!found || leftM < found.leftM) found = { leftM, lane };
    }
  }
  return found;
}
