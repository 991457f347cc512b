import { useSession } from '../state/session.ts';

/** Shows an imported run in the first free place of A and B; where both are taken it waits in the list of runs. */
export function showImported(runId: string): void {
  const { runA, runB, set } = useSession.getState();
  if (runA === null) set({ runA: runId, showsNoRun: false });
  else if (runB === null) set({ runB: runId });
}
