import type { ClipSummary } from '../../shared/domain/clip.ts';
import { metricInfoOf } from '../../shared/domain/score.ts';
import { secondsBetween } from '../../shared/domain/time.ts';
import { useSession } from '../state/session.ts';
import { count, metricDelta, withUnit } from '../ui/numbers.ts';
import { ReviewedMark, Score, TagMarks, Thumbnail } from './clip-facts.tsx';

/** Heads of the list's columns; scores only where runs are chosen. */
export function ClipRowHeads() {
  const { runA, runB, metric } = useSession();
  const title = metricInfoOf(metric)?.title ?? metric;
  return (
    <div className="lib-row lib-heads" role="row">
      <span />
      <span role="columnheader">Clip</span>
      <span role="columnheader">Location</span>
      <span role="columnheader">Manoeuvre</span>
      <span role="columnheader">Length</span>
      <span role="columnheader">Speed</span>
      <span role="columnheader">Boxes</span>
      <span role="columnheader">Absent</span>
      {runA !== null && (
        <span role="columnheader" title={title}>
          A, {title}
        </span>
      )}
      {runB !== null && <span role="columnheader">B</span>}
      {runA !== null && runB !== null && <span role="columnheader">Δ A − B</span>}
    </div>
  );
}

/** One clip in the list. */
export function ClipRow({ clip, rootGone }: { clip: ClipSummary; rootGone: boolean }) {
  const { runA, runB, metric } = useSession();
  const info = metricInfoOf(metric);
  return (
    <div className="lib-row">
      <Thumbnail clip={clip} rootGone={rootGone} />
      <span className="lib-what">
        <span className="lib-line">
          <b className="lib-name mono">{clip.name}</b>
          <TagMarks tags={clip.tags} />
          {clip.reviewed && <ReviewedMark />}
        </span>
        <span className="lib-description">{clip.description}</span>
      </span>
      <span>{clip.location}</span>
      <span>{clip.manoeuvre}</span>
      <span className="mono">{withUnit(secondsBetween(clip.startUs, clip.endUs), 's')}</span>
      <span className="mono">{withUnit(clip.meanSpeedMps, 'm/s')}</span>
      <span className="mono">{count(clip.boxCount)}</span>
      <span className="mono" data-some={clip.absentImageCount > 0 || undefined}>
        {count(clip.absentImageCount)}
      </span>
      {runA !== null && (
        <span className="mono">
          <Score value={clip.scoreA} />
        </span>
      )}
      {runB !== null && (
        <span className="mono">
          <Score value={clip.scoreB} />
        </span>
      )}
      {runA !== null && runB !== null && <span className="mono">{info && metricDelta(clip.delta, info)}</span>}
    </div>
  );
}
