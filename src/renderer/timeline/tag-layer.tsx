import { memo, useState, type KeyboardEvent, type PointerEvent } from 'react';
import type { ClipDetail } from '../../shared/domain/clip.ts';
import { nearestIndex } from '../../shared/maths/track.ts';
import type { Tag } from '../../shared/domain/tag.ts';
import { chooseTag, edits, useEdits } from '../review/edits.ts';
import { useClock } from '../state/clock.ts';
import { useTagTypes } from '../state/queries.ts';
import { frameTimes, neighbourTime } from './stepping.ts';
import type { Row, RowName } from './rows.ts';
import { TagEditor } from './tag-editor.tsx';
import { TagMark } from './tag-mark.tsx';
import { dragged, lanesOf, type DragPart } from './tag-lanes.ts';
import type { TimeScale } from './time-scale.ts';

export interface TagSpan {
  tag: Tag;
  lane: number;
}

/** Room that the name of a frame tag takes beside its pin, as a share of the clip. */
const FRAME_ROOM = 0.1;

/** Tags of a clip in lanes: those on the whole clip, spans and frames, so that no name covers another. */
export function tagSpans(
  tags: readonly Tag[],
  clip: { startUs: number; endUs: number },
): { spans: TagSpan[]; lanes: number } {
  const frameRoomUs = (clip.endUs - clip.startUs) * FRAME_ROOM;
  const placed = lanesOf(
    tags.map((tag) => {
      const startUs = tag.startUs ?? clip.startUs;
      const endUs = tag.startUs === null ? clip.endUs : (tag.endUs ?? startUs);
      return { tag, startUs, endUs: Math.max(endUs, startUs + frameRoomUs) };
    }),
  );
  return {
    spans: placed.map(({ span, lane }) => ({ tag: span.tag, lane })),
    lanes: Math.max(0, ...placed.map((p) => p.lane + 1)),
  };
}

const DRAG_FROM_PX = 3;

interface Drag {
  tagId: string;
  part: DragPart;
  fromX: number;
  times: { startUs: number; endUs: number | null };
  moved: boolean;
}

/** Tags as spans, pins and clip-long rails. Drag an end or the whole, Delete removes, Enter opens the details. */
export const TagLayer = memo(function TagLayer({
  scale,
  rows,
  clip,
  spans,
}: {
  scale: TimeScale;
  rows: Record<RowName, Row>;
  clip: ClipDetail;
  spans: readonly TagSpan[];
}) {
  const { data: types } = useTagTypes();
  const chosenTagId = useEdits((s) => s.chosenTagId);
  const [opened, setOpened] = useState<{ tagId: string; mark: HTMLElement } | null>(null);
  const openTag = spans.find((s) => s.tag.tagId === opened?.tagId)?.tag;
  const [drag, setDrag] = useState<Drag | null>(null);
  const frames = frameTimes(clip);
  const snap = (us: number) => frames[nearestIndex(frames, us)] ?? us;

  const begin = (event: PointerEvent<HTMLElement>, tag: Tag) => {
    if (event.button !== 0) return;
    chooseTag(tag.tagId);
    if (tag.startUs === null) return;
    const part = event.target instanceof HTMLElement ? event.target.dataset['part'] : undefined;
    event.currentTarget.setPointerCapture(event.pointerId);
    setDrag({
      tagId: tag.tagId,
      part: part === 'start' || part === 'end' ? part : 'whole',
      fromX: event.clientX,
      times: { startUs: tag.startUs, endUs: tag.endUs },
      moved: false,
    });
  };
  const move = (event: PointerEvent<HTMLElement>, tag: Tag) => {
    if (drag?.tagId !== tag.tagId || tag.startUs === null) return;
    const byPx = event.clientX - drag.fromX;
    if (!drag.moved && Math.abs(byPx) < DRAG_FROM_PX) return;
    const byUs = (byPx / scale.widthPx) * (scale.endUs - scale.startUs);
    const free = dragged({ startUs: tag.startUs, endUs: tag.endUs }, drag.part, byUs, clip);
    const times = {
      startUs: drag.part === 'end' ? free.startUs : snap(free.startUs),
      endUs: free.endUs === null || drag.part === 'start' ? free.endUs : snap(free.endUs),
    };
    setDrag({ ...drag, times, moved: true });
  };
  const end = (tag: Tag) => {
    if (drag?.tagId !== tag.tagId) return;
    if (drag.moved) void edits.changeTag(clip.clipId, tag.tagId, drag.times);
    else if (tag.startUs !== null && tag.endUs === null) useClock.getState().seek(tag.startUs);
    setDrag(null);
  };
  const onKey = (event: KeyboardEvent<HTMLElement>, tag: Tag) => {
    if (event.key === 'Enter') {
      event.preventDefault();
      setOpened({ tagId: tag.tagId, mark: event.currentTarget });
    }
    const direction = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0;
    if (direction === 0 || !event.altKey || tag.startUs === null) return;
    event.preventDefault();
    const part: DragPart = tag.endUs === null ? 'whole' : event.shiftKey ? 'end' : 'start';
    const from = part === 'end' ? (tag.endUs ?? tag.startUs) : tag.startUs;
    const to = neighbourTime(frames, from, direction);
    if (to === null) return;
    void edits.changeTag(
      clip.clipId,
      tag.tagId,
      dragged({ startUs: tag.startUs, endUs: tag.endUs }, part, to - from, clip),
    );
  };

  return (
    <div className="tl-tags" role="group" aria-label="Tags" style={{ top: rows.tags.top, height: rows.tags.height }}>
      {spans.map(({ tag, lane }) => {
        const times = drag?.tagId === tag.tagId ? { ...tag, ...drag.times } : tag;
        return (
          <TagMark
            key={tag.tagId}
            tag={times}
            type={types?.find((t) => t.tagTypeId === tag.tagTypeId)}
            clip={clip}
            scale={scale}
            lane={lane}
            chosen={chosenTagId === tag.tagId}
            onPointerDown={(event) => begin(event, tag)}
            onPointerMove={(event) => move(event, tag)}
            onPointerUp={() => end(tag)}
            onPointerCancel={() => setDrag(null)}
            onDoubleClick={(event) => setOpened({ tagId: tag.tagId, mark: event.currentTarget })}
            onFocus={() => chooseTag(tag.tagId)}
            onKeyDown={(event) => onKey(event, tag)}
          />
        );
      })}
      {opened && openTag && (
        <TagEditor
          key={opened.tagId}
          tag={openTag}
          clipId={clip.clipId}
          mark={opened.mark}
          close={() => setOpened(null)}
        />
      )}
    </div>
  );
});
