import type { ClipReview, NewTag, Severity, Tag } from '../../shared/domain/tag.ts';

/** An edit that is shown at once and not yet known to be durable. */
export type PendingEdit =
  | { editId: string; kind: 'add'; tag: NewTag }
  | {
      editId: string;
      kind: 'change';
      tagId: string;
      part: { tagTypeId?: string; startUs?: number | null; endUs?: number | null; severity?: Severity; note?: string };
    }
  | { editId: string; kind: 'remove'; tagIds: readonly string[] }
  | { editId: string; kind: 'note'; note: string }
  | { editId: string; kind: 'reviewed'; reviewed: boolean };

/** What is painted: the durable review with the pending edits laid over it in their order. A tag being added carries its edit's id. */
export function painted(review: ClipReview, pending: readonly PendingEdit[]): ClipReview {
  return pending.reduce<ClipReview>((shown, edit) => {
    switch (edit.kind) {
      case 'add':
        // The event of the change may bring the durable tag before the call's own answer.
        if (sameTag(shown.tags, edit.tag)) return shown;
        return { ...shown, tags: [...shown.tags, { ...edit.tag, tagId: edit.editId, createdUs: 0 }] };
      case 'change':
        return { ...shown, tags: shown.tags.map((t) => (t.tagId === edit.tagId ? { ...t, ...edit.part } : t)) };
      case 'remove':
        return { ...shown, tags: shown.tags.filter((t) => !edit.tagIds.includes(t.tagId)) };
      case 'note':
        return { ...shown, note: edit.note };
      case 'reviewed':
        return { ...shown, reviewed: edit.reviewed };
    }
  }, review);
}

/** The tag that already says the same about the same time, if any: painting it twice would add nothing. */
export const sameTag = (tags: readonly Tag[], tag: Pick<Tag, 'tagTypeId' | 'startUs' | 'endUs'>): Tag | undefined =>
  tags.find((t) => t.tagTypeId === tag.tagTypeId && t.startUs === tag.startUs && t.endUs === tag.endUs);

/** Tags at a time: spans that hold it, and frame tags from `frameUs` (the frame shown) up to the time. Clip tags are at no time. */
export const tagsAt = (tags: readonly Tag[], timeUs: number, frameUs: number): Tag[] =>
  tags.filter((t) => {
    if (t.startUs === null) return false;
    return t.endUs === null
      ? t.startUs >= Math.min(frameUs, timeUs) && t.startUs <= timeUs
      : t.startUs <= timeUs && timeUs <= t.endUs;
  });
