import type { ClipSummary } from '../../shared/domain/clip.ts';
import { secondsBetween } from '../../shared/domain/time.ts';
import { useSession } from '../state/session.ts';
import { count, withUnit } from '../ui/numbers.ts';
import { ReviewedMark, Score, TagMarks, Thumbnail } from './clip-facts.tsx';

/** One clip in the grid. */
export function ClipCard({ clip, rootGone }: { clip: ClipSummary; rootGone: boolean }) {
  const scored = useSession((s) => s.runA !== null || s.runB !== null);
  return (
    <>
      <Thumbnail clip={clip} rootGone={rootGone} />
      <span className="clip-line">
        <b className="clip-name mono">{clip.name}</b>
        <TagMarks tags={clip.tags} />
        <span className="clip-space" />
        {clip.reviewed && <ReviewedMark />}
      </span>
      <span className="clip-description">{clip.description}</span>
      <span className="clip-line clip-figures">
        <span>{withUnit(secondsBetween(clip.startUs, clip.endUs), 's')}</span>
        <span>{withUnit(clip.meanSpeedMps, 'm/s')}</span>
        {clip.absentImageCount > 0 && <span className="clip-absent">{count(clip.absentImageCount)} images absent</span>}
        <span className="clip-space" />
        {scored && (
          <span className="mono clip-score">
            <Score value={clip.scoreA} />
            {clip.scoreB !== null && (
              <>
                {' vs '}
                <Score value={clip.scoreB} />
              </>
            )}
          </span>
        )}
      </span>
    </>
  );
}
