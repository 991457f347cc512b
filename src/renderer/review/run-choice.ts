import { create } from 'zustand';
import type { ClipFilter } from '../../shared/domain/clip.ts';
import type { ModelInfo } from '../../shared/domain/model.ts';
import type { Run } from '../../shared/domain/run.ts';
import { api } from '../state/connection.ts';
import { useSession, type RunLetter } from '../state/session.ts';
import { dateOf } from '../ui/numbers.ts';
import { announce, attempt } from '../ui/notices.ts';

/** Which run's list is open. */
export const useRunChoice = create<{ open: RunLetter | null }>()(() => ({ open: null }));

/** Shows a run under a letter, or nothing, and closes the lists. A run that another letter shows changes places with it. */
export function chooseRun(letter: RunLetter, runId: string | null): void {
  // At once: the button of a further run gives way to the run's own, which must not open in turn.
  useRunChoice.setState({ open: null });
  const { runA, runB, moreRuns, set } = useSession.getState();
  const places = [runA, runB, moreRuns.at(0) ?? null, moreRuns.at(1) ?? null];
  const at = 'ABCD'.indexOf(letter);
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

/** A run in words: `constant velocity 1.0.0, 20 Nov 2026, 14:32`. */
export const runInWords = (run: Run): string => `${run.modelTitle} ${run.modelVersion}, ${dateOf(run.createdUs)}`;

/** Newest first; runs that made nothing come last. */
export const runsToChoose = (runs: readonly Run[]): Run[] =>
  [...runs].sort((a, b) => Number(b.clipsDone > 0) - Number(a.clipsDone > 0) || b.createdUs - a.createdUs);

/** Runs a model over the clips of the filter, and shows the run in the first free place of A and B. */
export function startRun(model: Pick<ModelInfo, 'modelId' | 'title'>, filter: ClipFilter, letter?: RunLetter): void {
  attempt(async () => {
    const { runId } = await api.runs.start({ modelId: model.modelId, filter });
    announce(`Running ${model.title}`);
    const { runA, runB } = useSession.getState();
    const place = letter ?? (runA === null ? 'A' : runB === null ? 'B' : null);
    if (place) chooseRun(place, runId);
  });
}
