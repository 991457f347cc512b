import { create } from 'zustand';
import { problemOf, type Problem } from '../../shared/domain/problem.ts';

/** A word to the user: a short fact that goes by itself, or a problem that stays until it is put away. */
export interface Notice {
  id: number;
  text: string;
  problem: Problem | null;
}

const FACT_MS = 4000;
let nextId = 1;

export const useNotices = create<{ notices: Notice[] }>()(() => ({ notices: [] }));

export const dismissNotice = (id: number): void =>
  useNotices.setState((s) => ({ notices: s.notices.filter((n) => n.id !== id) }));

const add = (text: string, problem: Problem | null): number => {
  const id = nextId++;
  // A new fact replaces the one shown, which is under the hand of a fast tagger; so does the same problem again.
  const isOld = (n: Notice) => (problem === null ? n.problem === null : n.text === text);
  useNotices.setState((s) => ({ notices: [...s.notices.filter((n) => !isOld(n)), { id, text, problem }].slice(-4) }));
  return id;
};

/** Says a fact on screen and to screen readers: `Tagged collision.vru`. */
export function announce(text: string): void {
  const id = add(text, null);
  setTimeout(() => dismissNotice(id), FACT_MS);
}

/** Shows why an action failed. */
export function reportError(error: unknown): void {
  if (error instanceof DOMException && error.name === 'AbortError') return;
  const problem = problemOf(error);
  add(problem.title, problem);
}

/** Runs an action of the user's; a failure is shown, never lost. */
export const attempt = (action: () => Promise<unknown>): void => {
  action().catch(reportError);
};
