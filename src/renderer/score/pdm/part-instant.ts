import type { PdmCollision, PdmEvidence, PdmTerm, PdmTermResult } from '../../../shared/domain/pdm.ts';

/** Seconds between two steps of a scored plan. */
export const STEP_S = 0.1;

/** The first collision that counts against the plan, one with a moving thing before one with an obstacle. */
export function faultOf(events: readonly PdmCollision[]): PdmCollision | null {
  const faults = events.filter((event) => event.atFault);
  const moves = (event: PdmCollision) => ['vehicle', 'pedestrian', 'bicycle'].includes(event.objectKind);
  return faults.find(moves) ?? faults.at(0) ?? null;
}

/** When something happens, s after the decision instant; `toS` where it lasts. */
export interface PartInstant {
  atS: number;
  toS: number | null;
}

/** Where the evidence of a part is to be looked for in time; null where it has no instant, or nothing was found. */
export function instantOf(evidence: PdmEvidence | null): PartInstant | null {
  switch (evidence?.kind) {
    case undefined:
      return null;
    case 'collisions': {
      const event = faultOf(evidence.events) ?? evidence.events.at(0);
      return event ? { atS: event.timeS, toS: null } : null;
    }
    case 'drivable area': {
      const stretch = evidence.stretches.at(0);
      return stretch ? span(stretch.fromStep, stretch.toStep) : null;
    }
    case 'driving direction':
      return evidence.window ? span(evidence.window.fromStep, evidence.window.toStep) : null;
    case 'traffic lights':
      return evidence.contact ? { atS: evidence.contact.timeS, toS: null } : null;
    case 'time to collision':
      return evidence.hit ? { atS: evidence.hit.timeS, toS: evidence.hit.timeS + evidence.hit.aheadS } : null;
    case 'lane keeping':
      return evidence.run && evidence.run.samples >= evidence.neededSteps
        ? span(evidence.run.fromStep, evidence.run.toStep)
        : null;
    case 'comfort': {
      const out = evidence.series.flatMap((s) => (s.first === null ? [] : [s.first]));
      // Samples before the plan are history: what is felt there is felt at its start.
      return out.length > 0
        ? { atS: Math.max(0, (Math.min(...out) - evidence.historySamples) * STEP_S), toS: null }
        : null;
    }
    case 'extended comfort':
      return evidence.series.some((s) => !s.within) ? { atS: 0, toS: null } : null;
    case 'progress':
      return null;
  }
}

const span = (fromStep: number, toStep: number): PartInstant => ({
  atS: fromStep * STEP_S,
  toS: toStep > fromStep ? toStep * STEP_S : null,
});

export type PartVerdict = 'pass' | 'half' | 'fail' | 'na';

/** Whether a part is met. What the human filter forgave is met; half of a gate, and progress lost, are half met. */
export function partVerdict(value: number | null): PartVerdict {
  if (value === null) return 'na';
  return value === 0 ? 'fail' : value >= 0.995 ? 'pass' : 'half';
}

/** The part that decides a score: the first gate that costs most, else the weighted term that loses most. Null where all is met. */
export function decidingPart(
  terms: readonly Pick<PdmTermResult, 'term' | 'role' | 'weight' | 'value'>[],
): PdmTerm | null {
  const cost = (t: (typeof terms)[number]) =>
    t.value === null ? 0 : t.role === 'gate' ? 100 * (1 - t.value) : t.weight * (1 - t.value);
  const worst = terms.reduce<(typeof terms)[number] | null>(
    (best, t) => (cost(t) > (best ? cost(best) : 0) ? t : best),
    null,
  );
  return worst?.term ?? null;
}
