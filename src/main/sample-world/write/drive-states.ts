import { AGENT_STATE, STEP_S, type Agent, type Drive } from '../drive.ts';

/** Annotated instants a second; a step of the drive falls on each. */
const KEY_FRAME_HZ = 2;
/** Objects further from the ego than this are not annotated, m. */
const ANNOTATED_M = 100;
const STEPS_A_KEY_FRAME = Math.round(1 / KEY_FRAME_HZ / STEP_S);

/** Steps of the annotated instants, 0.5 s apart from the first state on. */
export const keyFrameSteps = (drive: Drive): number[] =>
  Array.from({ length: Math.floor((drive.steps - 1) / STEPS_A_KEY_FRAME) + 1 }, (_, i) => i * STEPS_A_KEY_FRAME);

/** Quaternion w x y z of a heading. */
export const quaternionOfHeading = (headingRad: number): [number, number, number, number] => [
  Math.cos(headingRad / 2),
  0,
  0,
  Math.sin(headingRad / 2),
];

/** An agent at a step, world frame: centre of its box on the ground (m), heading (rad), velocity (m/s). */
export interface AgentState {
  x: number;
  y: number;
  headingRad: number;
  vx: number;
  vy: number;
  signals: number;
}

/** null where it is not there at that step. */
export function agentAt(agent: Agent, step: number): AgentState | null {
  if (step < agent.firstStep || step > agent.lastStep) return null;
  const row = step - agent.firstStep;
  const o = row * AGENT_STATE;
  const { states, signals } = agent;
  return {
    x: states[o],
    y: states[o + 1],
    headingRad: states[o + 2],
    vx: states[o + 3],
    vy: states[o + 4],
    signals: signals[row],
  };
}

/** The ego's rear axle at any time of the drive, linear between its states: world frame, m and rad. */
export function egoAt({ ego, steps }: Drive, timeS: number): { x: number; y: number; headingRad: number } {
  const place = Math.min(Math.max(timeS / STEP_S, 0), steps - 1);
  // Times that are whole steps but for the last bit give that step's own numbers.
  const nearest = Math.round(place);
  const i = Math.abs(place - nearest) < 1e-6 ? nearest : Math.floor(place);
  const share = i === nearest && Math.abs(place - nearest) < 1e-6 ? 0 : place - i;
  return {
    x: valueAt(ego.x, i, share),
    y: valueAt(ego.y, i, share),
    headingRad: headingBetween(ego.headingRad, i, share),
  };
}

/** Column value in the share between entry `i` and the next. */
export const valueAt = (column: Float64Array, i: number, share: number): number =>
  share === 0 ? column[i] : column[i] + (column[i + 1] - column[i]) * share;

function headingBetween(column: Float64Array, i: number, share: number): number {
  if (share === 0) return column[i];
  const turn = column[i + 1] - column[i];
  return column[i] + Math.atan2(Math.sin(turn), Math.cos(turn)) * share;
}

/** An agent at a step where it is there and near enough to be annotated; null elsewhere. */
export function annotatedAt(drive: Drive, agent: Agent, step: number): AgentState | null {
  const state = agentAt(agent, step);
  const { x, y } = drive.ego;
  return state && Math.hypot(state.x - x[step], state.y - y[step]) <= ANNOTATED_M ? state : null;
}
