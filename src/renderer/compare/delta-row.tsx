import { memo } from 'react';
import type { ClipId, ClipSummary } from '../../shared/domain/clip.ts';
import { partsOfClipId } from '../../shared/domain/clip.ts';
import type { TermFlip } from '../../shared/domain/comparison.ts';
import { pdmFormula } from '../../shared/domain/pdm.ts';
import type { ScoreInfo } from '../../shared/domain/score.ts';
import { DeltaMark } from '../score/delta-mark.tsx';
import { CutName } from '../ui/cut-name.tsx';
import { metricDelta, metricValue } from '../ui/numbers.ts';
import { VerdictGlyph } from '../ui/verdict-glyph.tsx';
import { flipVerdict, flipWords } from './clip-order.ts';

/** One clip of the list: its name, both scores, their difference and the term that moved it. */
export const DeltaRow = memo(function DeltaRow({
  id,
  index,
  top,
  clipId,
  clip,
  a,
  b,
  flip,
  info,
  full,
  isAt,
  onChoose,
  onOpen,
}: {
  id: string;
  index: number;
  top: number;
  clipId: ClipId;
  /** Undefined while its name is read. */
  clip: ClipSummary | undefined;
  a: number;
  b: number;
  flip: TermFlip | null;
  info: ScoreInfo;
  full: number;
  isAt: boolean;
  onChoose: (clipId: ClipId) => void;
  onOpen: (clipId: ClipId) => void;
}) {
  const isGate = flip !== null && info.family === 'pdm' && pdmFormula[info.setting.version].gates.includes(flip.term);
  return (
    <div
      id={id}
      className="compare-row"
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isAt}
      style={{ transform: `translateY(${String(top)}px)` }}
      onClick={() => onChoose(clipId)}
      onDoubleClick={() => onOpen(clipId)}
    >
      <span className="compare-verdict">{flip && <VerdictGlyph verdict={flipVerdict(flip, isGate)} />}</span>
      <span role="gridcell" className="compare-name mono">
        <CutName>{clip?.name ?? partsOfClipId(clipId).token}</CutName>
      </span>
      <span role="gridcell" className="compare-about" title={clip?.description}>
        {clip && (clip.description || clip.logName)}
      </span>
      <span role="gridcell" className="compare-number" data-series="A">
        {metricValue(a, info)}
      </span>
      <span role="gridcell" className="compare-number" data-series="B">
        {metricValue(b, info)}
      </span>
      <DeltaMark delta={a - b} full={full} metric={info} />
      <span role="gridcell" className="compare-number">
        {metricDelta(a - b, info)}
      </span>
      <span role="gridcell" className="compare-flip">
        {flip && flipWords(flip)}
      </span>
    </div>
  );
});
