import { lastAtOrBefore } from '../../../shared/maths/track.ts';

/** A place in the plane with a direction, m and rad (counter-clockwise from east). */
export interface Pose {
  x: number;
  y: number;
  headingRad: number;
}

/** A stretch whose curvature (1/m, left positive) changes evenly from start to end: line, arc or clothoid. */
export interface Bend {
  lengthM: number;
  startCurvature: number;
  endCurvature: number;
}

/** A smooth curve by its arc length; it goes on straight before 0 and beyond its end. */
export interface ReferenceLine {
  lengthM: number;
  at(s: number): Pose;
}

const NODE_M = 0.25;

export const straight = (lengthM: number): Bend[] => [{ lengthM, startCurvature: 0, endCurvature: 0 }];

/** A bend of `angleRad` (left positive) that eases into its radius and out again over `easeM` each. */
export function bend(radiusM: number, angleRad: number, easeM: number): Bend[] {
  const turn = Math.abs(angleRad);
  const ease = Math.min(easeM, turn * radiusM * 0.5);
  const curvature = (angleRad < 0 ? -1 : 1) / radiusM;
  return [
    { lengthM: ease, startCurvature: 0, endCurvature: curvature },
    { lengthM: turn * radiusM - ease, startCurvature: curvature, endCurvature: curvature },
    { lengthM: ease, startCurvature: curvature, endCurvature: 0 },
  ];
}

/** A step along an arc whose curvature changes evenly: exact in heading, midpoint rule in position. */
function stepped(from: Pose, lengthM: number, curvature: number, slope: number): Pose {
  const half = lengthM / 2;
  const middle = from.headingRad + curvature * half + (slope * half * half) / 2;
  return {
    x: from.x + lengthM * Math.cos(middle),
    y: from.y + lengthM * Math.sin(middle),
    headingRad: from.headingRad + curvature * lengthM + (slope * lengthM * lengthM) / 2,
  };
}

/** The curve that leaves `start` and follows the bends one after another. */
export function referenceLine(start: Pose, bends: readonly Bend[]): ReferenceLine {
  const nodes: (Pose & { s: number; curvature: number; slope: number })[] = [];
  let pose = start;
  let s = 0;
  for (const piece of bends) {
    if (piece.lengthM <= 0) continue;
    const count = Math.max(1, Math.ceil(piece.lengthM / NODE_M));
    const step = piece.lengthM / count;
    const slope = (piece.endCurvature - piece.startCurvature) / piece.lengthM;
    for (let i = 0; i < count; i++) {
      const curvature = piece.startCurvature + slope * step * i;
      nodes.push({ ...pose, s, curvature, slope });
      pose = stepped(pose, step, curvature, slope);
      s += step;
    }
  }
  const end = { ...pose, s, curvature: 0, slope: 0 };
  const starts = Float64Array.from(nodes, (node) => node.s);
  return {
    lengthM: s,
    at(station) {
      if (station <= 0 || nodes.length === 0) return stepped(start, station, 0, 0);
      if (station >= s) return stepped(end, station - s, 0, 0);
      const node = nodes[lastAtOrBefore(starts, station)];
      return stepped(node, station - node.s, node.curvature, node.slope);
    },
  };
}

/** The pose `lateralM` to the left of another one. */
export const beside = (pose: Pose, lateralM: number): Pose => ({
  x: pose.x - lateralM * Math.sin(pose.headingRad),
  y: pose.y + lateralM * Math.cos(pose.headingRad),
  headingRad: pose.headingRad,
});

/** The pose `lengthM` straight ahead of another one. */
export const ahead = (pose: Pose, lengthM: number): Pose => stepped(pose, lengthM, 0, 0);

/** The same place, looking the other way. */
export const turnedBack = (pose: Pose): Pose => ({ ...pose, headingRad: pose.headingRad + Math.PI });

/** Stations from one to another, both included, in equal steps of at most 1 m. */
export function stations(fromM: number, toM: number): number[] {
  const count = Math.max(1, Math.ceil(Math.abs(toM - fromM) - 1e-9));
  return Array.from({ length: count + 1 }, (_, i) => (i === count ? toM : fromM + ((toM - fromM) * i) / count));
}
