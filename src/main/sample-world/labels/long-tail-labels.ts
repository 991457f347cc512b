import { AGENT_STATE, type DriveLabel } from '../drive.ts';
import { boxesOverlap } from '../traffic/boxes.ts';
import { projectOnto } from '../traffic/path.ts';
import { EGO_MIDDLE_M } from '../traffic/road-users.ts';
import { EGO_HALF_WIDTH_M, type Seen, type Situation } from './situation.ts';
import { spansWhere } from './spans.ts';
import { standsInLane } from './vehicle-labels.ts';

const AHEAD_M = 60;
const WORKS_M = 45;
/** Boxes of a crash are kept just apart, m. */
const CONTACT_M = 0.07;

/** Labels of what is rare: debris, crashes, works, animals, rails and the like. */
export function longTailLabels(situation: Situation): DriveLabel[] {
  const { drive, seen } = situation;
  const { steps } = drive;
  const some = (test: (one: Seen) => boolean) => (step: number) => seen[step].some(test);
  return [
    ...spansWhere('long-tail', 'road debris', steps, some(isDebrisAhead)),
    ...spansWhere('long-tail', 'accident scene', steps, accidentNear(situation)),
    ...spansWhere('long-tail', 'construction', steps, (step) => isNearWorks(situation, step)),
    ...spansWhere(
      'long-tail',
      'animal on road',
      steps,
      some(
        (one) => one.agent.kind === 'animal' && one.gapM > -3 && one.gapM < AHEAD_M && situation.isOnRoad(one.x, one.y),
      ),
    ),
    ...spansWhere('long-tail', 'railway crossing', steps, (step) => isNearRails(situation, step)),
  ];
}

export const isDebrisAhead = (seen: Seen): boolean =>
  seen.agent.kind === 'debris' && seen.gapM > -1 && seen.gapM < AHEAD_M && Math.abs(seen.leftM) < 4;

/** Building ground beside the ego's way, from a little before it to its end. */
export function isNearWorks({ drive, way, egoM }: Situation, step: number): boolean {
  return drive.place.works.some(({ edge }) => {
    for (let i = 0; i < edge.length; i += 8) {
      if (Math.hypot(edge[i] - drive.ego.x[step], edge[i + 1] - drive.ego.y[step]) > WORKS_M + 5) continue;
      const foot = projectOnto(way, edge[i], edge[i + 1], egoM[step] - 5, egoM[step] + WORKS_M);
      if (foot.atM > egoM[step] - 4 && foot.atM < egoM[step] + WORKS_M && Math.abs(foot.leftM) < 9) return true;
    }
    return false;
  });
}

/** Rails across the ego's way ahead or under it. */
export function isNearRails({ drive, way, egoM }: Situation, step: number): boolean {
  return drive.place.scenery.markings.some(({ kind, line }) => {
    if (kind !== 'rails') return false;
    for (let i = 0; i < line.length; i += 2) {
      const foot = projectOnto(way, line[i], line[i + 1], egoM[step] - 3, egoM[step] + 50);
      if (Math.abs(foot.leftM) < 8 && foot.atM > egoM[step] - 2 && foot.atM < egoM[step] + 48) return true;
    }
    return false;
  });
}

/** Vehicles that stand askew close together in a lane ahead, or the ego's own box in another's. */
function accidentNear(situation: Situation): (step: number) => boolean {
  const { drive, seen } = situation;
  const standing = drive.agents.filter((agent) => standsInLane(situation, agent));
  const crashed = new Set<string>();
  for (const a of standing) {
    for (const b of standing) {
      if (a === b || Math.hypot(a.states[0] - b.states[0], a.states[1] - b.states[1]) > 11) continue;
      if (Math.abs(Math.sin(a.states[2] - b.states[2])) > 0.15) crashed.add(a.id);
    }
  }
  const hit = firstContact(situation);
  return (step) =>
    (hit >= 0 && step >= hit) ||
    seen[step].some((one) => crashed.has(one.agent.id) && one.gapM > -2 && one.gapM < AHEAD_M);
}

/** First step at which the ego's box touches another's; −1 where it never does. */
function firstContact({ drive, seen }: Situation): number {
  const { ego } = drive;
  for (let step = 0; step < drive.steps; step++) {
    const heading = ego.headingRad[step];
    const own = {
      x: ego.x[step] + EGO_MIDDLE_M * Math.cos(heading),
      y: ego.y[step] + EGO_MIDDLE_M * Math.sin(heading),
      headingRad: heading,
      halfLengthM: 2.588,
      halfWidthM: EGO_HALF_WIDTH_M,
    };
    for (const { agent, distanceM } of seen[step]) {
      if (distanceM > 10) continue;
      const at = (step - agent.firstStep) * AGENT_STATE;
      const other = {
        x: agent.states[at],
        y: agent.states[at + 1],
        headingRad: agent.states[at + 2],
        halfLengthM: agent.lengthM / 2,
        halfWidthM: agent.widthM / 2,
      };
      if (boxesOverlap(own, other, drive.fault ? CONTACT_M : 0)) return step;
    }
  }
  return -1;
}
