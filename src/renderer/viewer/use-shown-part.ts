import { useMemo } from 'react';
import type { PdmResult, PdmTermResult } from '../../shared/domain/pdm.ts';
import type { RunLetter } from '../../shared/domain/series.ts';
import { usePdmFocus } from '../score/pdm/pdm-focus.ts';
import type { Explained } from '../score/pdm/use-explained.ts';
import { useWhatIf } from '../score/pdm/what-if.ts';
import { firstInfraction } from './birds-eye/evidence-picture.ts';

/** The part of a score whose evidence the pictures and the ground show. */
export interface ShownPart {
  letter: RunLetter;
  part: PdmTermResult;
  context: PdmResult['context'];
  /** x y heading of what the plan drives every 0.1 s, global frame, flat. */
  driven: readonly number[];
}

/**
 * The part under the pointer, else the selected one, else the first infraction, of the run that is taken apart or of its bent plan.
 * `only` is another run than that.
 */
export function useShownPart(explained: Explained | null, only: RunLetter | null = null): ShownPart | null {
  const { letter: focused, term, hovered } = usePdmFocus();
  const edited = useWhatIf((w) => (w.plan ? w.scored : null));
  const letter = only ?? focused;
  return useMemo(() => {
    const own = explained?.plans.find((p) => p.letter === letter);
    const plan = letter === focused ? (edited ?? own) : own;
    if (!plan?.result) return null;
    const { terms, context } = plan.result;
    const shown = hovered ?? term ?? firstInfraction(terms);
    const part = terms.find((t) => t.term === shown);
    return part ? { letter, part, context, driven: plan.driven } : null;
  }, [edited, explained, letter, focused, term, hovered]);
}
