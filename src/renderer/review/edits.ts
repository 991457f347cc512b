import { create } from 'zustand';
import type { ClipId } from '../../shared/domain/clip.ts';
import type { ClipReview, Tag } from '../../shared/domain/tag.ts';
import { api } from '../state/connection.ts';
import { keys, queryClient } from '../state/queries.ts';
import { reportError } from '../ui/notices.ts';
import { type PendingEdit } from './tag-painting.ts';

interface Edits {
  /** Edits that are painted and not yet durable, by clip, oldest first. */
  pending: Readonly<Record<ClipId, readonly PendingEdit[]>>;
  chosenTagId: string | null;
}

export const useEdits = create<Edits>()(() => ({ pending: {}, chosenTagId: null }));

const none: readonly PendingEdit[] = [];
export const pendingOf = (edits: Edits, clipId: ClipId | null): readonly PendingEdit[] =>
  clipId === null ? none : (edits.pending[clipId] ?? none);

export const chooseTag = (chosenTagId: string | null): void => useEdits.setState({ chosenTagId });

/** Ids that the workspace gave to tags which were painted under their edit's id. */
const givenIds = new Map<string, string>();
const realId = (tagId: string) => givenIds.get(tagId) ?? tagId;

let lastWrite: Promise<unknown> = Promise.resolve();
let editCount = 0;
const nextEditId = () => `edit-${String(++editCount)}`;

/** Runs writes one after another, so that undo follows the edits that were painted before it. */
export function inOrder<T>(write: () => Promise<T>): Promise<T> {
  const done = lastWrite.then(write);
  lastWrite = done.catch(() => undefined);
  return done;
}

const withPending = (clipId: ClipId, change: (edits: readonly PendingEdit[]) => readonly PendingEdit[]) =>
  useEdits.setState((s) => ({ pending: { ...s.pending, [clipId]: change(pendingOf(s, clipId)) } }));

const confirm = (clipId: ClipId, change: (review: ClipReview) => ClipReview) =>
  queryClient.setQueryData<ClipReview>(keys.review(clipId), (review) => review && change(review));

/** Paints an edit at once, makes it durable, then lets the durable state stand for it. A failure takes it back, is told, and gives false. */
async function edit(
  clipId: ClipId,
  painted: PendingEdit,
  write: () => Promise<(review: ClipReview) => ClipReview>,
): Promise<boolean> {
  withPending(clipId, (edits) => [...edits, painted]);
  try {
    confirm(clipId, await inOrder(write));
    return true;
  } catch (error) {
    reportError(error);
    return false;
  } finally {
    withPending(clipId, (edits) => edits.filter((e) => e !== painted));
  }
}

const withTag = (tag: Tag) => (review: ClipReview) => ({
  ...review,
  tags: [...review.tags.filter((t) => t.tagId !== tag.tagId), tag],
});

type Change = Omit<Extract<PendingEdit, { kind: 'change' }>, 'editId' | 'kind' | 'tagId'>['part'];

/** The edits of a clip's review. Each is painted in the same frame; its promise says whether it became durable. */
export const edits = {
  /** `tagId` names the tag from now on, also before the workspace gave it its own id. */
  addTag(tag: Extract<PendingEdit, { kind: 'add' }>['tag']): { tagId: string; saved: Promise<boolean> } {
    const editId = nextEditId();
    const saved = edit(tag.clipId, { editId, kind: 'add', tag }, async () => {
      const made = await api.review.addTag(tag);
      givenIds.set(editId, made.tagId);
      useEdits.setState((s) => (s.chosenTagId === editId ? { chosenTagId: made.tagId } : s));
      return withTag(made);
    });
    return { tagId: editId, saved };
  },
  changeTag: (clipId: ClipId, tagId: string, part: Change) =>
    edit(clipId, { editId: nextEditId(), kind: 'change', tagId, part }, async () =>
      withTag(await api.review.changeTag({ tagId: realId(tagId), ...part })),
    ),
  removeTags: (clipId: ClipId, tagIds: readonly string[]) =>
    edit(clipId, { editId: nextEditId(), kind: 'remove', tagIds }, async () => {
      const real = tagIds.map(realId);
      await api.review.removeTags({ tagIds: real });
      return (review) => ({ ...review, tags: review.tags.filter((t) => !real.includes(t.tagId)) });
    }),
  setNote: (clipId: ClipId, note: string) =>
    edit(clipId, { editId: nextEditId(), kind: 'note', note }, async () => {
      await api.review.setNote({ clipId, note });
      return (review) => ({ ...review, note });
    }),
  setReviewed: (clipId: ClipId, reviewed: boolean) =>
    edit(clipId, { editId: nextEditId(), kind: 'reviewed', reviewed }, async () => {
      await api.review.setReviewed({ clipId, reviewed });
      return (review) => ({ ...review, reviewed });
    }),
};
