import { boxesOverlap, type Box } from './boxes.ts';
import {
  boxOfState,
  type Fixture,
  type TrackRecord,
  type Role,
  type Vehicle,
  type Walker,
  type World,
} from './road-users.ts';
import { AGENT_STATE } from '../drive.ts';
import type { Body } from './bodies.ts';

export interface Recorded {
  name: string;
  role: Role;
  body: Body;
  record: TrackRecord;
}

/** Two that were in the same place at the same step. */
interface Encounter {
  step: number;
  a: Recorded;
  b: Recorded;
}

/** Every pair that overlapped at some recorded step, at its first such step; things that stay where they are do not count as a pair. */
export function encountersOf(world: World): Encounter[] {
  const movers: (Vehicle | Walker)[] = [...world.vehicles, ...world.walkers];
  const found: Encounter[] = [];
  movers.forEach((a, i) => {
    const others: Recorded[] = [...movers.slice(i + 1), ...world.fixtures];
    for (const b of others) {
      const step = firstOverlap(a, b);
      if (step >= 0) found.push({ step, a, b });
    }
  });
  return found;
}

function firstOverlap(a: Recorded, b: Recorded | Fixture): number {
  const first = Math.max(a.record.firstStep, b.record.firstStep);
  const last = Math.min(endOf(a), endOf(b));
  const reach = (a.body.lengthM + a.body.widthM + b.body.lengthM + b.body.widthM) / 2;
  for (let step = first; step <= last; step++) {
    const i = (step - a.record.firstStep) * AGENT_STATE;
    const j = (step - b.record.firstStep) * AGENT_STATE;
    const dx = a.record.states[i] - b.record.states[j];
    const dy = a.record.states[i + 1] - b.record.states[j + 1];
    const square = dx * dx + dy * dy;
    if (square > reach * reach) {
      // Nobody closes in faster than 80 m/s: skip the steps in which they cannot meet.
      step += Math.max(0, Math.floor((Math.sqrt(square) - reach) / 8) - 1);
      continue;
    }
    if (boxesOverlap(boxOf(a, i), boxOf(b, j))) return step;
  }
  return -1;
}

const endOf = (one: Recorded): number => one.record.firstStep + one.record.signals.length - 1;
const boxOf = (one: Recorded, at: number): Box => boxOfState(one.body, one.record.states, at);
