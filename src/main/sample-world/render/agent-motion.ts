import { AGENT_STATE, STEP_S, type Agent, type EgoDrive } from '../drive.ts';

/** An agent at an instant, world frame. */
export interface AgentInstant {
  x: number;
  y: number;
  headingRad: number;
  speedMps: number;
  /** Way moved since it appeared, m. */
  movedM: number;
  signals: number;
}

const turn = (from: number, to: number): number => {
  let d = to - from;
  while (d > Math.PI) d -= 2 * Math.PI;
  while (d < -Math.PI) d += 2 * Math.PI;
  return d;
};

/** The motion of one agent between its states. */
export class AgentMotion {
  private readonly agent: Agent;
  private readonly moved: Float64Array;

  constructor(agent: Agent) {
    this.agent = agent;
    const n = agent.lastStep - agent.firstStep + 1;
    this.moved = new Float64Array(n);
    for (let i = 1; i < n; i++) {
      const dx = agent.states[i * AGENT_STATE] - agent.states[(i - 1) * AGENT_STATE];
      const dy = agent.states[i * AGENT_STATE + 1] - agent.states[(i - 1) * AGENT_STATE + 1];
      this.moved[i] = this.moved[i - 1] + Math.sqrt(dx * dx + dy * dy);
    }
  }

  /** The whole way it moves, m. */
  get totalM(): number {
    return this.moved[this.moved.length - 1];
  }

  /** State at a time into `out`; false where the agent is not there. It is there up to half a step before and after. */
  at(timeS: number, out: AgentInstant): boolean {
    const { agent } = this;
    const step = timeS / STEP_S;
    if (step < agent.firstStep - 0.5 || step > agent.lastStep + 0.5) return false;
    const last = agent.lastStep - agent.firstStep;
    const f = Math.max(0, Math.min(last, step - agent.firstStep));
    const i = Math.min(last, Math.floor(f));
    const j = Math.min(last, i + 1);
    const k = f - i;
    const { states } = agent;
    const p = i * AGENT_STATE;
    const q = j * AGENT_STATE;
    out.x = states[p] + (states[q] - states[p]) * k;
    out.y = states[p + 1] + (states[q + 1] - states[p + 1]) * k;
    out.headingRad = states[p + 2] + turn(states[p + 2], states[q + 2]) * k;
    const vx = states[p + 3] + (states[q + 3] - states[p + 3]) * k;
    const vy = states[p + 4] + (states[q + 4] - states[p + 4]) * k;
    out.speedMps = Math.sqrt(vx * vx + vy * vy);
    out.movedM = this.moved[i] + (this.moved[j] - this.moved[i]) * k;
    out.signals = agent.signals[i];
    return true;
  }
}

/** The ego's pose at a time, held at the ends: x y (m) heading (rad), world frame. */
export function egoAt(ego: EgoDrive, timeS: number): [number, number, number] {
  const last = ego.x.length - 1;
  const f = Math.max(0, Math.min(last, timeS / STEP_S));
  const i = Math.min(last, Math.floor(f));
  const j = Math.min(last, i + 1);
  const k = f - i;
  return [
    ego.x[i] + (ego.x[j] - ego.x[i]) * k,
    ego.y[i] + (ego.y[j] - ego.y[i]) * k,
    ego.headingRad[i] + turn(ego.headingRad[i], ego.headingRad[j]) * k,
  ];
}
