import { useEffect } from 'react';
import type { Run } from '../../shared/domain/run.ts';
import { REFERENCE_MODEL_ID } from '../score/shown-scores.ts';
import { useRuns } from '../state/queries.ts';
import { useSession, type Session } from '../state/session.ts';
import { runsToChoose } from './run-choice.ts';

/**
 * The runs to show where none was chosen: the newest of another model than the reference as A, the newest of the
 * reference as B; else the newest run, against the newest of another model. One that has just begun may be B, as its plans
 * come by themselves; null where no run planned anything.
 */
export function defaultRuns(runs: readonly Run[]): Pick<Session, 'runA' | 'runB'> | null {
  const usable = runsToChoose(runs).filter((run) => run.clipsDone > 0);
  const first = usable.find((run) => run.modelId !== REFERENCE_MODEL_ID) ?? usable.at(0);
  if (!first) return null;
  const begun = runsToChoose(runs).filter((run) => run.clipsDone === 0 && run.status === 'running');
  const others = [...usable, ...begun].filter((run) => run.modelId !== first.modelId);
  const second = others.find((run) => run.modelId === REFERENCE_MODEL_ID) ?? others.at(0);
  return { runA: first.runId, runB: second?.runId ?? null };
}

/** Whether runs are to be chosen for the user: none is shown that is still there, and showing none is not what was chosen. */
export function needsRuns(
  session: Pick<Session, 'runA' | 'runB' | 'moreRuns' | 'showsNoRun'>,
  runs: readonly Run[],
): boolean {
  const { runA, runB, moreRuns, showsNoRun } = session;
  return !showsNoRun && ![runA, runB, ...moreRuns].some((id) => runs.some((run) => run.runId === id));
}

/** Shows the default runs once the stored session is back and as soon as there are runs. */
export function useDefaultRuns(ready: boolean): void {
  const { data: runs } = useRuns();
  useEffect(() => {
    const session = useSession.getState();
    if (!ready || !runs || !needsRuns(session, runs)) return;
    const chosen = defaultRuns(runs);
    if (chosen) session.set({ ...chosen, moreRuns: [] });
  }, [ready, runs]);
}
