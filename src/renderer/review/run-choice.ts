import { create } from 'zustand';
import type { ClipFilter } from '../../shared/domain/clip.ts';
import type { ModelInfo } from '../../shared/domain/model.ts';
import type { Run } from '../../shared/domain/run.ts';
import { api } from '../state/connection.ts';
import { MAX_SHOWN_RUNS } from '../../shared/domain/series.ts';
import { useSession } from '../state/session.ts';
import { dateOf } from '../ui/numbers.ts';
import { announce, attempt } from '../ui/notices.ts';

/** Which list of runs is open: that of A, of B, or of those shown beside them. */
export const useRunChoice = create<{ open: 'A' | 'B' | 'further' | null }>()(() => ({ open: null }));

/** Shows a run as A or B, or nothing, and closes the lists. A run that is shown elsewhere changes places with it. */
export function chooseRun(letter: 'A' | 'B', runId: string | null): void {
  useRunChoice.setState({ open: null });
  const { runA, runB, moreRuns, set } = useSession.getState();
  const places = [runA, runB, ...moreRuns];
  const at = letter === 'A' ? 0 : 1;
  const elsewhere = runId === null ? -1 : places.indexOf(runId);
  if (elsewhere >= 0 && elsewhere !== at) places[elsewhere] = places[at];
  places[at] = runId;
  const [a, b, ...more] = places;
  set({
    runA: a,
    runB: b,
    moreRuns: more.filter((r) => r !== null),
    showsNoRun: runId === null && places.every((r) => r === null),
  });
}

/** Shows a run beside A and B as the last, or no longer. */
export function toggleFurther(runId: string): void {
  const { moreRuns, set } = useSession.getState();
  if (moreRuns.includes(runId)) set({ moreRuns: moreRuns.filter((other) => other !== runId) });
  else if (moreRuns.length < MAX_SHOWN_RUNS - 2) set({ moreRuns: [...moreRuns, runId] });
  else announce(`${String(MAX_SHOWN_RUNS)} runs are shown: no more fit`);
}

/** A run in words: `constant velocity 1.0.0, 20 Nov 2026, 14:32`. */
export const runInWords = (run: Run): string => `${run.modelTitle} ${run.modelVersion}, ${dateOf(run.createdUs)}`;

/** Newest first; runs that made nothing come last. */
export const runsToChoose = (runs: readonly Run[]): Run[] =>
  [...runs].sort((a, b) => Number(b.clipsDone > 0) - Number(a.clipsDone > 0) || b.createdUs - a.createdUs);

/** Runs a model over the clips of the filter, and shows the run where asked, else in the first free place of A and B. */
export function startRun(
  model: Pick<ModelInfo, 'modelId' | 'title'>,
  filter: ClipFilter,
  place?: 'A' | 'B' | 'further',
): void {
  attempt(async () => {
    const { runId } = await api.runs.start({ modelId: model.modelId, filter });
    announce(`Running ${model.title}`);
    const { runA, runB } = useSession.getState();
    const letter = place ?? (runA === null ? 'A' : runB === null ? 'B' : null);
    if (letter === 'further') toggleFurther(runId);
    else if (letter) chooseRun(letter, runId);
  });
}
