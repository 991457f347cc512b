import type { ClipId } from '../../shared/domain/clip.ts';
import type { Run } from '../../shared/domain/run.ts';
import type { ClipPlan } from '../pipelines/planner.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { median } from './run-policy.ts';

/** The run store hears of progress this often: each time the windows read it anew. */
const TELL_EVERY_MS = 1000;

/** A clip that was planned, and what it cost beside the plan. */
export interface PlannedClip {
  plan: ClipPlan;
  /** Decision instants that have a plan or a video. */
  instants: number;
  /** ms for the whole clip by stage, e.g. scoring. */
  hostMs: Record<string, number>;
}

/** What becomes of a run's record while its job works. */
export interface RunRecord {
  planned(clip: PlannedClip): void;
  failed(clipId: ClipId, reason: string): void;
  /** Writes what is new, at most once a second. `clipsDone` counts the clips whose predictions are stored. */
  tell(clipsDone: number): Promise<void>;
  finish(status: Run['status'], clipsDone: number): Promise<void>;
}

/** `failures` are those of clips that this job does not try again; `parameters` is asked whenever the record is written. */
export function createRunRecord(
  workspace: Workspace,
  run: Run,
  failures: Run['failures'],
  parameters: () => Run['parameters'],
): RunRecord {
  const found: Run['failures'] = [...failures];
  const stages = new Map<string, number[]>();
  let ranOn: Partial<Pick<Run, 'provider' | 'threads'>> = {};
  let told = -Infinity;

  const add = (stage: string, ms: number) => {
    const list = stages.get(stage);
    if (list) list.push(ms);
    else stages.set(stage, [ms]);
  };
  const part = (clipsDone: number): Partial<Run> => ({
    ...ranOn,
    clipsDone,
    failures: found,
    parameters: parameters(),
    ...(stages.size > 0 && { stageMs: Object.fromEntries([...stages].map(([stage, list]) => [stage, median(list)])) }),
  });

  return {
    planned({ plan, instants, hostMs }) {
      if (instants === 0) return;
      ranOn = { provider: plan.provider, threads: plan.threads };
      for (const [stage, ms] of Object.entries(plan.stageMs)) add(stage, ms);
      for (const [stage, ms] of Object.entries(hostMs)) add(stage, ms / instants);
    },
    failed: (clipId, reason) => void found.push({ clipId, reason }),
    async tell(clipsDone) {
      if (performance.now() - told < TELL_EVERY_MS) return;
      told = performance.now();
      await workspace.runs.update(run.runId, part(clipsDone));
    },
    finish: (status, clipsDone) =>
      workspace.runs.update(run.runId, { ...part(clipsDone), status, finishedUs: Date.now() * 1000 }),
  };
}
