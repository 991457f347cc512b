import type { ScoreDeltas, TermFlip } from '../../shared/domain/comparison.ts';
import { pdmTermWords } from '../../shared/domain/pdm.ts';
import type { ScoreInfo } from '../../shared/domain/score.ts';
import type { Verdict } from '../ui/verdict-glyph.tsx';

/** Clips where A is worse first, where B is worse first, or where they differ most. */
export const compareOrders = ['worseA', 'worseB', 'apart'] as const;
export type CompareOrder = (typeof compareOrders)[number];

/** Indices into the deltas in the wanted order, of the clips in `within` where that is given. */
export function orderedClips(
  deltas: ScoreDeltas,
  better: ScoreInfo['better'],
  order: CompareOrder,
  within: ReadonlySet<string> | null,
): number[] {
  const rising = deltas.clipIds.flatMap((clipId, i) => (within === null || within.has(clipId) ? [i] : []));
  if (order === 'apart') {
    const size = (i: number) => Math.abs(deltas.a[i] - deltas.b[i]);
    return rising.sort((x, y) => size(y) - size(x) || x - y);
  }
  return (order === 'worseA') === (better === 'higher') ? rising : rising.reverse();
}

/** `.5`, `0`, `1`, `.83`: a term's value without its leading zero. */
const short = (value: number): string => Number(value.toFixed(2)).toString().replace(/^0\./, '.');

/** `NC 0→1`, or the name alone for progress, which is no pass or fail. */
export const flipWords = ({ term, a, b }: TermFlip): string =>
  term === 'ep' ? pdmTermWords[term].short : `${pdmTermWords[term].short} ${short(a)}→${short(b)}`;

/** A gate that is lost whole is a fail, what costs a part of the score a half. */
export const flipVerdict = ({ a, b }: TermFlip, isGate: boolean): Verdict =>
  isGate && Math.min(a, b) === 0 ? 'fail' : 'half';
