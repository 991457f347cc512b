import type { ComponentProps } from 'react';
import type { ClipDetail } from '../../shared/domain/clip.ts';
import type { Tag, TagType } from '../../shared/domain/tag.ts';
import { placeInWords } from '../review/tagging.ts';
import { LANE_PX } from './rows.ts';
import { xOf, type TimeScale } from './time-scale.ts';

/** A tag on the timeline: a span with grips at its ends, a pin on a frame, or a dashed rail along the whole clip. */
export function TagMark({
  tag,
  type,
  clip,
  scale,
  lane,
  chosen,
  ...handlers
}: {
  tag: Tag;
  type: TagType | undefined;
  clip: ClipDetail;
  scale: TimeScale;
  lane: number;
  chosen: boolean;
} & Omit<ComponentProps<'button'>, 'type'>) {
  const kind = tag.startUs === null ? 'clip' : tag.endUs === null ? 'frame' : 'span';
  const left = xOf(scale, tag.startUs ?? clip.startUs);
  const right = kind === 'clip' ? xOf(scale, clip.endUs) : kind === 'span' ? xOf(scale, tag.endUs ?? 0) : left;
  if (right < 0 || left > scale.widthPx) return null;
  const name = type?.name ?? tag.tagTypeId;
  return (
    <button
      {...handlers}
      type="button"
      className="tl-tag"
      data-kind={kind}
      data-severity={tag.severity}
      aria-pressed={chosen}
      aria-label={`${name}, ${tag.severity}, ${placeInWords(tag, clip.startUs)}`}
      title={`${name}, ${tag.severity}, ${placeInWords(tag, clip.startUs)}${tag.note === '' ? '' : `\n${tag.note}`}`}
      style={{
        left: kind === 'frame' ? left - 1 : Math.max(0, left),
        ...(kind === 'frame' ? {} : { width: Math.max(6, Math.min(scale.widthPx, right) - Math.max(0, left)) }),
        top: lane * LANE_PX + 2,
        height: LANE_PX - 2,
      }}
    >
      {kind === 'span' && <span className="tl-tag-end" data-part="start" />}
      <span className="tl-tag-name">{name}</span>
      {type?.digit !== undefined && type.digit !== null && <span className="tl-tag-digit">{type.digit}</span>}
      {kind === 'span' && <span className="tl-tag-end" data-part="end" />}
    </button>
  );
}
