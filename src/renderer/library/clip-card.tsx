import type { ClipSummary } from '../../shared/domain/clip.ts';
import { secondsBetween } from '../../shared/domain/time.ts';
import { useSession } from '../state/session.ts';
import { CutName } from '../ui/cut-name.tsx';
import { plural, withUnit } from '../ui/numbers.ts';
import { ReviewedMark, Score, TagMarks, Thumbnail } from './clip-facts.tsx';

/** One clip in the grid. */
export function ClipCard({ clip, rootGone }: { clip: ClipSummary; rootGone: boolean }) {
  const scored = useSession((s) => s.runA !== null || s.runB !== null) && (clip.scoreA ?? clip.scoreB) !== null;
  return (
    <>
      <Thumbnail key={String(rootGone)} clip={clip} rootGone={rootGone} />
      <span className="lib-line">
        <b className="lib-name mono">
          <CutName>{clip.name}</CutName>
        </b>
        <TagMarks tags={clip.tags} />
        <span className="lib-space" />
        {clip.reviewed && <ReviewedMark />}
      </span>
      <span className="lib-description">{clip.description}</span>
      <span className="lib-line lib-figures">
        <span>{withUnit(secondsBetween(clip.startUs, clip.endUs), 's')}</span>
        <span>{withUnit(clip.meanSpeedMps, 'm/s')}</span>
        {clip.absentImageCount > 0 && (
          <span className="lib-absent">{plural(clip.absentImageCount, 'image')} absent</span>
        )}
        <span className="lib-space" />
        {scored && (
          <span className="mono lib-score">
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
