import { equalWithin, type ScoreUnit } from '../../shared/words/score-units.ts';

/** How a difference A − B is drawn: from a centre line to the side of its sign, in the better run's colour. */
export interface DeltaBar {
  /** Left for negative, right for positive. */
  side: 'left' | 'right';
  /** Whose colour and shape it takes; `equal` is grey. */
  better: 'A' | 'B' | 'equal';
  /** Length as a share of half the width, 0 to 1. */
  share: number;
}

/**
 * Bar of a difference. `delta` and `full` (what fills the half) are in the printed unit.
 * For errors the side still follows the sign, the colour the better run.
 */
export function deltaBar(delta: number, full: number, better: 'lower' | 'higher', unit: ScoreUnit): DeltaBar {
  const aIsBetter = better === 'lower' ? delta < 0 : delta > 0;
  return {
    side: delta < 0 ? 'left' : 'right',
    better: Math.abs(delta) <= equalWithin[unit] ? 'equal' : aIsBetter ? 'A' : 'B',
    share: full > 0 ? Math.min(1, Math.abs(delta) / full) : 0,
  };
}

/** How an interval of a mean difference A − B is marked: filled and in the better run's colour only when it leaves zero out. */
export function intervalMark(
  delta: { mean: number; low: number; high: number },
  better: 'lower' | 'higher',
): { leavesZeroOut: boolean; better: 'A' | 'B' | null } {
  const leavesZeroOut = delta.low > 0 || delta.high < 0;
  const aIsBetter = better === 'lower' ? delta.mean < 0 : delta.mean > 0;
  return { leavesZeroOut, better: leavesZeroOut ? (aIsBetter ? 'A' : 'B') : null };
}
