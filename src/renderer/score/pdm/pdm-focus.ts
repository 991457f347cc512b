import { create } from 'zustand';
import type { PdmTerm } from '../../../shared/domain/pdm.ts';
import type { RunLetter } from '../../../shared/domain/series.ts';
import { useClock } from '../../state/clock.ts';
import { decisionOf } from '../../state/decision.ts';

/** Which run's score is taken apart, and which part of it is looked at. */
export interface PdmFocus {
  letter: RunLetter;
  /** The part that was selected; null: the one that decides the score is shown. */
  term: PdmTerm | null;
  /** The part under the pointer, shown for as long as it is there. */
  hovered: PdmTerm | null;
}

export const usePdmFocus = create<PdmFocus>()(() => ({ letter: 'A', term: null, hovered: null }));

/** Where the clock stood before a look at a part under the pointer. */
let before: { timeUs: number; pinnedUs: number | null; shownUs: number } | null = null;

/** Takes the clock to some seconds after the decision instant, which is held: the next one would have another score. */
function goTo(atS: number | null): void {
  const clock = useClock.getState();
  const decision = decisionOf(clock);
  if (!decision || atS === null) return;
  clock.pause();
  clock.pin(decision.timeUs);
  clock.seek(decision.timeUs + Math.round(atS * 1e6));
}

/** Selects a part of the score and goes to its instant; null lets it go. */
export function selectPart(term: PdmTerm | null, atS: number | null): void {
  before = null;
  usePdmFocus.setState({ term, hovered: null });
  goTo(atS);
}

/** Shows a part and its instant while the pointer rests on it; then the clock goes back, unless it was moved meanwhile. */
export function peekPart(term: PdmTerm | null, atS: number | null): void {
  const clock = useClock.getState();
  if (term === null) {
    usePdmFocus.setState({ hovered: null });
    if (before && clock.timeUs === before.shownUs && !clock.playing) {
      clock.seek(before.timeUs);
      clock.pin(before.pinnedUs);
    }
    before = null;
    return;
  }
  if (clock.playing) return;
  before ??= { timeUs: clock.timeUs, pinnedUs: clock.pinnedUs, shownUs: clock.timeUs };
  usePdmFocus.setState({ hovered: term });
  goTo(atS);
  before.shownUs = useClock.getState().timeUs;
}
