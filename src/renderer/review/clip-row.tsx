import { Check } from 'lucide-react';
import { memo, useState } from 'react';
import type { ClipSummary } from '../../shared/domain/clip.ts';
import type { ScoreInfo } from '../../shared/domain/score.ts';
import type { TagType } from '../../shared/domain/tag.ts';
import { DeltaMark } from '../score/delta-mark.tsx';
import { mediaUrl } from '../state/connection.ts';
import { useSession } from '../state/session.ts';
import { CutName } from '../ui/cut-name.tsx';
import { figure, metricDelta, metricValue, plural } from '../ui/numbers.ts';

const DOTS = 5;

/** One clip: picture, name, tags, description, scores and their difference. */
export const ClipRow = memo(function ClipRow({
  id,
  clip,
  index,
  top,
  open,
  types,
  metric,
  fullDelta,
}: {
  id: string;
  clip: ClipSummary;
  index: number;
  top: number;
  open: boolean;
  types: readonly TagType[];
  metric: ScoreInfo | undefined;
  fullDelta: number;
}) {
  return (
    <div
      id={id}
      className="review-row"
      role="row"
      aria-rowindex={index + 1}
      aria-selected={open}
      style={{ transform: `translateY(${String(top)}px)` }}
      onClick={() => useSession.getState().openClip(clip.clipId)}
    >
      <Thumbnail url={clip.thumbnailUrl} />
      <div role="gridcell" className="review-words">
        <span className="review-name">
          <b className="mono">
            <CutName>{clip.name}</CutName>
          </b>
          <TagDots tags={clip.tags} types={types} />
          {clip.reviewed && <Check size={11} strokeWidth={2} role="img" aria-label="reviewed" />}
        </span>
        <span className="review-about" title={clip.description}>
          {clip.description}
        </span>
        <span className="review-scores mono">{scoresInWords(clip, metric)}</span>
      </div>
      <div role="gridcell" className="review-delta">
        {clip.delta !== null && metric && (
          <>
            <b className="mono">{metricDelta(clip.delta, metric)}</b>
            <DeltaMark delta={clip.delta} full={fullDelta} metric={metric} />
          </>
        )}
      </div>
    </div>
  );
});

/** The third line of a row: both scores, one, or what the clip holds while nothing is scored. */
function scoresInWords(clip: ClipSummary, metric: ScoreInfo | undefined): string {
  const { scoreA, scoreB } = clip;
  if (!metric || (scoreA === null && scoreB === null))
    return `${plural(clip.frameCount, 'frame')}, ${figure(clip.meanSpeedMps, 2)} m/s`;
  if (scoreB === null) return `A ${metricValue(scoreA, metric)}`;
  if (scoreA === null) return `B ${metricValue(scoreB, metric)}`;
  return `${metricValue(scoreA, metric)} vs ${metricValue(scoreB, metric)}`;
}

function Thumbnail({ url }: { url: string | null }) {
  const [failed, setFailed] = useState<string | null>(null);
  if (url === null || failed === url) return <span className="review-thumb hatched" title="No image on disk" />;
  return (
    <img
      className="review-thumb"
      src={mediaUrl(url)}
      alt=""
      loading="lazy"
      decoding="async"
      draggable={false}
      onError={() => setFailed(url)}
    />
  );
}

/** A dot for each kind of tag: its shape and colour say how severe it is. */
function TagDots({ tags, types }: { tags: ClipSummary['tags']; types: readonly TagType[] }) {
  if (tags.length === 0) return null;
  const named = tags.map((t) => ({ ...t, type: types.find((type) => type.tagTypeId === t.tagTypeId) }));
  const words = named
    .map((t) => `${t.type?.name ?? t.tagTypeId}${t.count > 1 ? ` ×${String(t.count)}` : ''}`)
    .join(', ');
  return (
    <span className="review-dots" role="img" aria-label={`Tags: ${words}`} title={words}>
      {named.slice(0, DOTS).map((t) => (
        <i key={t.tagTypeId} data-severity={t.type?.severity ?? 'minor'} />
      ))}
    </span>
  );
}
