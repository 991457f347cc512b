import { create } from 'zustand';
import type { Problem } from '../../shared/domain/problem.ts';

/** The last thing said to the engineer; `id` tells a repetition from silence. */
export interface Announcement {
  id: number;
  text: string;
  tone: 'done' | 'problem';
}

export const useAnnouncement = create<{ last: Announcement | null }>()(() => ({ last: null }));

/** Says one sentence in the live region and shows it for a few seconds. */
export function announce(text: string, tone: Announcement['tone'] = 'done'): void {
  useAnnouncement.setState(({ last }) => ({ last: { id: (last?.id ?? 0) + 1, text, tone } }));
}

export const announceProblem = (problem: Problem): void =>
  announce(`${problem.title}. ${problem.whatHappened} ${problem.whatToDo}`, 'problem');
