import type { ReactNode } from 'react';
import { VerdictGlyph, type Verdict } from '../ui/verdict-glyph.tsx';
import './score.css';

/** Why in a sentence: a glyph, the operative words, the rest, and what may follow. `glyph` where it is not the verdict's own. */
export function ReasonLine({
  verdict,
  glyph = verdict,
  lead,
  rest,
  className = 'score-fact',
  children,
}: {
  verdict: Verdict;
  glyph?: Verdict;
  lead: string;
  rest: string;
  className?: string;
  children?: ReactNode;
}) {
  return (
    <p className={className} data-verdict={verdict}>
      <VerdictGlyph verdict={glyph} label="" />
      <span>
        <b>{lead}</b>
        {rest}
        {children}
      </span>
    </p>
  );
}
