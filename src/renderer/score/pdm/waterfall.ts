import { pdmFormula, type PdmTerm, type PdmVersion } from '../../../shared/domain/pdm.ts';

/** The value of one part of a score, after the human filter; null where it is not available. */
export type TermValues = Partial<Record<PdmTerm, number | null>>;

/** A gate: what is left of 1 before and after it; null once a gate before it, or this one, is not available. */
export interface GateBar {
  term: PdmTerm;
  value: number | null;
  before: number | null;
  after: number | null;
}

/** A weighted term as a bar over the whole of the weights: it starts where the last one ended; shares of the whole. */
export interface TermBar {
  term: PdmTerm;
  weight: number;
  value: number | null;
  from: number;
  earned: number;
  lost: number;
}

export interface Waterfall {
  gates: GateBar[];
  terms: TermBar[];
  /** Terms that are reported with weight 0. */
  reported: { term: PdmTerm; value: number | null }[];
  /** Sum of the weights: terms are counted in sixteenths (v2; fourteenths without EC) or twelfths (v1). */
  whole: number;
  /** Of those, how many were earned. */
  earnedParts: number | null;
  product: number | null;
  weighted: number | null;
  total: number | null;
}

/**
 * A score from 1 down through its gates, and up through its terms, as bars.
 * EPDMS = NC · DAC · DDC · TLC · (5 EP + 5 TTC + 2 LK + 2 HC + 2 EC) / 16; PDMS = NC · DAC · (5 EP + 5 TTC + 2 C) / 12
 * (NAVSIM). A part that is not available leaves no total; only EC is left out with its weight, where there is no plan of
 * the frame before.
 */
export function waterfallOf(version: PdmVersion, values: TermValues): Waterfall {
  const { gates, weights } = pdmFormula[version];
  const valueOf = (term: PdmTerm): number | null => values[term] ?? null;
  const weightOf = (term: PdmTerm): number => weights[term] ?? 0;
  const named = Object.keys(weights) as PdmTerm[];
  const isLeftOut = (term: PdmTerm): boolean => term === 'ec' && valueOf(term) === null;
  const weighed = named.filter((term) => weightOf(term) > 0);
  const whole = weighed.reduce((sum, term) => sum + (isLeftOut(term) ? 0 : weightOf(term)), 0);

  let left: number | null = 1;
  const gateBars = gates.map((term): GateBar => {
    const value = valueOf(term);
    const before = left;
    left = before === null || value === null ? null : before * value;
    return { term, value, before, after: left };
  });
  let earned = 0;
  const termBars = weighed.map((term): TermBar => {
    const value = valueOf(term);
    const weight = weightOf(term);
    const bar = {
      term,
      weight,
      value,
      from: earned / whole,
      earned: (weight * (value ?? 0)) / whole,
      lost: value === null ? 0 : (weight * (1 - value)) / whole,
    };
    earned += weight * (value ?? 0);
    return bar;
  });
  const allTerms = termBars.every((bar) => bar.value !== null || isLeftOut(bar.term));
  const weighted = allTerms ? earned / whole : null;
  return {
    gates: gateBars,
    terms: termBars,
    reported: named.filter((term) => weightOf(term) === 0).map((term) => ({ term, value: valueOf(term) })),
    whole,
    earnedParts: allTerms ? earned : null,
    product: left,
    weighted,
    total: left === null || weighted === null ? null : left * weighted,
  };
}

/** What the plan would score with every gate passed and the terms as they are; null where no gate costs anything. */
export const withoutGates = ({ product, weighted }: Waterfall): number | null =>
  product !== null && product < 1 ? weighted : null;
