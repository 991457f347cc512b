import type { WorkspaceState } from '../../../shared/api/app.ts';
import { ProblemError, type Problem } from '../../../shared/domain/problem.ts';
import { useLive } from '../../state/live.ts';
import { reportError } from '../notices.ts';

/** What opening the workspace has to tell: a backup brought back, what could be saved, why it cannot be written. Null when it was told or chosen. */
export const openingNote = (before: WorkspaceState | null, now: WorkspaceState | null): Problem | null =>
  now?.problem &&
  (now.status === 'open' || (now.status === 'read-only' && before === null)) &&
  before?.problem?.whatHappened !== now.problem.whatHappened
    ? now.problem
    : null;

/** Tells what opening the workspace did to its files; returns what ends it. */
export function announceWorkspace(): () => void {
  const tell = (before: WorkspaceState | null, now: WorkspaceState | null) => {
    const note = openingNote(before, now);
    if (note) reportError(new ProblemError(note));
  };
  tell(null, useLive.getState().workspace);
  return useLive.subscribe((now, before) => tell(before.workspace, now.workspace));
}
