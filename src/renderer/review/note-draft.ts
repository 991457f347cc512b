import { create } from 'zustand';
import type { ClipId } from '../../shared/domain/clip.ts';
import { edits } from './edits.ts';
import { shownReview } from './open-review.ts';

const PAUSE_MS = 600;

/** The clip note while it is being typed; null when what is shown is what is saved. */
export const useNoteDraft = create<{ draft: { clipId: ClipId; text: string } | null; open: boolean }>()(() => ({
  draft: null,
  open: false,
}));

let timer: ReturnType<typeof setTimeout> | undefined;

/** Makes what was typed durable now: on a pause, on leaving the field, before another clip. Words that are refused stay the draft. */
export function flushNote(): void {
  clearTimeout(timer);
  const { draft } = useNoteDraft.getState();
  if (!draft) return;
  useNoteDraft.setState({ draft: null });
  if (shownReview(draft.clipId).note === draft.text) return;
  void edits.setNote(draft.clipId, draft.text).then((saved) => {
    if (!saved) useNoteDraft.setState((s) => ({ draft: s.draft ?? draft }));
  });
}

export function typeNote(clipId: ClipId, text: string): void {
  useNoteDraft.setState({ draft: { clipId, text } });
  clearTimeout(timer);
  timer = setTimeout(flushNote, PAUSE_MS);
}

export function closeNote(): void {
  flushNote();
  useNoteDraft.setState({ open: false });
}
