import type { ClipDetail } from '../../shared/domain/clip.ts';
import type { NewTag, Tag, TagType } from '../../shared/domain/tag.ts';
import { useClock } from '../state/clock.ts';
import { keys, queryClient } from '../state/queries.ts';
import { useSession } from '../state/session.ts';
import { spanOf } from '../timeline/span.ts';
import { frameTimeAt, frameTimes } from '../timeline/stepping.ts';
import { clipTime } from '../ui/numbers.ts';
import { announce } from '../ui/notices.ts';
import { chooseTag, edits, useEdits } from './edits.ts';
import { shownReview } from './open-review.ts';
import { sameTag, tagsAt } from './tag-painting.ts';

export type TagPlace = 'here' | 'clip';

/** Says what was done, once it is durable; a refusal is told by the edit itself. */
export const announceSaved = (saved: Promise<boolean>, words: string): void =>
  void saved.then((durable) => durable && announce(words));

/** Time of the frame on the screen. A camera's first image may lie some ms before the clip's first key frame: never before the clip. */
function shownFrameUs(): number {
  const { clipId, timeUs, startUs, endUs } = useClock.getState();
  const clip = queryClient.getQueryData<ClipDetail>(keys.clip(clipId));
  return clip ? Math.min(endUs, Math.max(startUs, frameTimeAt(frameTimes(clip), timeUs))) : timeUs;
}

/** Times of a tag put down now: the marked span, else the frame on the screen; none for the whole clip. */
function placed(where: TagPlace): Pick<NewTag, 'startUs' | 'endUs'> {
  if (where === 'clip') return { startUs: null, endUs: null };
  return spanOf(useSession.getState()) ?? { startUs: shownFrameUs(), endUs: null };
}

/** A tag's times in words: `at 00:08.00`, `from 00:08.90 to 00:11.60`, `on the clip`. */
export function placeInWords(tag: Pick<Tag, 'startUs' | 'endUs'>, clipStartUs: number): string {
  if (tag.startUs === null) return 'on the clip';
  const start = clipTime(tag.startUs - clipStartUs);
  return tag.endUs === null ? `at ${start}` : `from ${start} to ${clipTime(tag.endUs - clipStartUs)}`;
}

/** Puts a failure tag on the span, the frame or the clip. The same tag at the same place is only chosen. */
export function putTag(type: TagType, where: TagPlace): void {
  const { clipId, runA } = useSession.getState();
  if (clipId === null) return;
  const tag: NewTag = {
    clipId,
    tagTypeId: type.tagTypeId,
    ...placed(where),
    severity: type.severity,
    note: '',
    runId: runA,
  };
  const words = `${type.name} ${placeInWords(tag, useClock.getState().startUs)}`;
  const same = sameTag(shownReview(clipId).tags, tag);
  if (same) {
    chooseTag(same.tagId);
    return announce(`Already tagged: ${words}`);
  }
  const { tagId, saved } = edits.addTag(tag);
  chooseTag(tagId);
  announceSaved(saved, `Tagged ${words}`);
}

/** Removes the tags at the clock's time; those on the whole clip stay. */
export function clearTagsHere(): void {
  const { clipId } = useSession.getState();
  if (clipId === null) return;
  const here = tagsAt(shownReview(clipId).tags, useClock.getState().timeUs, shownFrameUs());
  if (here.length === 0) return announce('No tag at this time');
  const removed = edits.removeTags(
    clipId,
    here.map((t) => t.tagId),
  );
  announceSaved(removed, here.length === 1 ? 'Removed 1 tag' : `Removed ${String(here.length)} tags`);
}

/** Removes the chosen tag. */
export function removeChosenTag(): void {
  const { clipId } = useSession.getState();
  const { chosenTagId } = useEdits.getState();
  const chosen = clipId === null ? undefined : shownReview(clipId).tags.find((t) => t.tagId === chosenTagId);
  if (clipId === null || !chosen) return announce('No tag is chosen');
  chooseTag(null);
  announceSaved(edits.removeTags(clipId, [chosen.tagId]), 'Removed 1 tag');
}

const nextSeverity = { minor: 'major', major: 'critical', critical: 'minor' } as const;

/** Turns the chosen tag's severity on: minor, major, critical, minor. */
export function turnSeverity(): void {
  const { clipId } = useSession.getState();
  const chosenTagId = useEdits.getState().chosenTagId;
  const tag = clipId === null ? undefined : shownReview(clipId).tags.find((t) => t.tagId === chosenTagId);
  if (clipId === null || !tag) return announce('No tag is chosen');
  const severity = nextSeverity[tag.severity];
  announceSaved(edits.changeTag(clipId, tag.tagId, { severity }), `Severity ${severity}`);
}
