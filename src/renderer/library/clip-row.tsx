import type { ClipSummary } from '../../shared/domain/clip.ts';
import { scoreInfoOf } from '../../shared/domain/score.ts';
import { secondsBetween } from '../../shared/domain/time.ts';
import { useSession } from '../state/session.ts';
import { CutName } from '../ui/cut-name.tsx';
import { count, metricDelta, withUnit } from '../ui/numbers.ts';
import { ReviewedMark, Score, TagMarks, Thumbnail } from './clip-facts.tsx';

const heads = [
  { column: 'what', title: 'Clip', figures: false },
  { column: 'location', title: 'Location', figures: false },
  { column: 'manoeuvre', title: 'Manoeuvre', figures: false },
  { column: 'length', title: 'Length', figures: true },
  { column: 'speed', title: 'Speed', figures: true },
  { column: 'boxes', title: 'Boxes', figures: true },
  { column: 'absent', title: 'Absent', figures: true },
] as const;

/** Heads of the list's columns; scores only where runs are chosen. */
export function ClipRowHeads() {
  const { runA, runB, metric } = useSession();
  const metricTitle = scoreInfoOf(metric)?.title ?? metric;
  const scores = [runA !== null && 'A', runB !== null && 'B', runA !== null && runB !== null && 'Δ A − B'].filter(
    (title) => title !== false,
  );
  return (
    <div className="lib-row lib-heads" role="row">
      <span />
      {heads.map((head) => (
        <span
          key={head.column}
          role="columnheader"
          data-col={head.column}
          className={head.figures ? 'figures' : undefined}
        >
          {head.title}
        </span>
      ))}
      {scores.map((title) => (
        <span key={title} role="columnheader" data-col="score" className="figures" title={metricTitle}>
          {title}
        </span>
      ))}
    </div>
  );
}

/** One clip in the list. */
export function ClipRow({ clip, rootGone }: { clip: ClipSummary; rootGone: boolean }) {
  const { runA, runB, metric } = useSession();
  const info = scoreInfoOf(metric);
  return (
    <div className="lib-row">
      <Thumbnail key={String(rootGone)} clip={clip} rootGone={rootGone} />
      <span className="lib-what" data-col="what">
        <span className="lib-line">
          <b className="lib-name mono">
            <CutName>{clip.name}</CutName>
          </b>
          <TagMarks tags={clip.tags} />
          {clip.reviewed && <ReviewedMark />}
        </span>
        <span className="lib-description">{clip.description}</span>
      </span>
      <span data-col="location">{clip.location}</span>
      <span data-col="manoeuvre">{clip.manoeuvre}</span>
      <span className="mono" data-col="length">
        {withUnit(secondsBetween(clip.startUs, clip.endUs), 's')}
      </span>
      <span className="mono" data-col="speed">
        {withUnit(clip.meanSpeedMps, 'm/s')}
      </span>
      <span className="mono" data-col="boxes">
        {count(clip.boxCount)}
      </span>
      <span className="mono" data-col="absent" data-some={clip.absentImageCount > 0 || undefined}>
        {count(clip.absentImageCount)}
      </span>
      {runA !== null && (
        <span className="mono" data-col="score">
          <Score value={clip.scoreA} />
        </span>
      )}
      {runB !== null && (
        <span className="mono" data-col="score">
          <Score value={clip.scoreB} />
        </span>
      )}
      {runA !== null && runB !== null && (
        <span className="mono" data-col="score">
          {info && metricDelta(clip.delta, info)}
        </span>
      )}
    </div>
  );
}
