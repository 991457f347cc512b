import {
  pdmFormula,
  pdmTermWords,
  pdmTitles,
  type PdmCollision,
  type PdmEvidence,
  type PdmObjectKind,
  type PdmResult,
  type PdmTermResult,
  type PdmVersion,
} from '../../../shared/domain/pdm.ts';
import { STEP_S } from './constants.ts';

/** Plain sentences about a score and its parts: the value, the instant, what happened, against which limit. */

const seconds = (s: number): string => `${s.toFixed(1)} s`;
const at = (step: number): string => seconds(step * STEP_S);
const value = (v: number): string => (Number.isInteger(v) ? String(v) : v.toFixed(2));
const kindWords: Record<PdmObjectKind, string> = {
  vehicle: 'vehicle',
  pedestrian: 'pedestrian',
  bicycle: 'bicycle',
  traffic_cone: 'cone',
  barrier: 'barrier',
  czone_sign: 'construction sign',
  generic_object: 'object',
};
const STANDS_MPS = 0.05;

/** Why a term has its value. `evidence` is that of the plan, before the human filter. */
export function termSentence(term: Omit<PdmTermResult, 'sentence'>): string {
  if (term.missing !== null) return `Not available: ${term.missing}.`;
  if (term.value === null || !term.evidence || term.unfiltered === null) return 'Not available.';
  return `${causeOf(term.evidence, term.unfiltered)}${filterWords(term)}.`;
}

/** The human filter, and what the human did where the plan fails. */
function filterWords(term: Omit<PdmTermResult, 'sentence'>): string {
  if (term.human === null || term.unfiltered === 1) return '';
  if (term.human === 0)
    return term.unfiltered === 0
      ? '; the human did so too, so it counts as 1'
      : '; the human scores 0, so it counts as 1';
  if (term.role === 'weighted' && term.term === 'ep') return '';
  return term.human === 1 ? '; the human did not' : `; the human scores ${value(term.human)}`;
}

function causeOf(evidence: PdmEvidence, score: number): string {
  const because = `${value(score)} because`;
  switch (evidence.kind) {
    case 'collisions': {
      const fault = worstCollision(evidence.events);
      if (fault) return `${because} at ${seconds(fault.timeS)} ${collisionWords(fault)}`;
      const other = evidence.events[0];
      return other
        ? `1: the overlap with ${objectWords(other)} at ${seconds(other.timeS)} is not the ego’s fault (${other.because.split(':')[0]})`
        : '1: the ego touches nothing';
    }
    case 'drivable area': {
      const exit = evidence.exits[0];
      if (!exit) return '1: all four corners stay on the drivable area';
      const corners = evidence.exits.map((e) => e.corner).join(' and ');
      const noun = evidence.exits.length > 1 ? 'corners' : 'corner';
      return exit.step === 0
        ? `${because} the ego starts with its ${corners} ${noun} off the drivable area`
        : `${because} at ${seconds(exit.timeS)} the ${corners} ${noun} ${evidence.exits.length > 1 ? 'leave' : 'leaves'} the drivable area${exit.leftPolygon === null ? '' : ` (out of ${exit.leftPolygon})`}`;
    }
    case 'driving direction': {
      const { window } = evidence;
      if (!window || score === 1)
        return `1: ${window ? `${window.metres.toFixed(1)} m off the route within 1 s, under ${evidence.compliantBelowM} m` : 'the centre stays on the route'}`;
      const limit = score === 0 ? evidence.violatedFromM : evidence.compliantBelowM;
      return `${because} ${window.metres.toFixed(1)} m are driven off the route from ${at(window.fromStep)} to ${at(window.toStep)} (limit ${limit} m within 1 s)`;
    }
    case 'traffic lights': {
      const { contact } = evidence;
      if (!contact)
        return evidence.redConnectors.length > 0
          ? '1: the ego stays clear of what is red'
          : '1: nothing on the route is red';
      const verb = contact.step === 0 ? 'the ego stands on' : 'the ego enters';
      return `${because} at ${seconds(contact.timeS)} ${verb} connector ${contact.connectorId}, which is red`;
    }
    case 'progress':
      return evidence.normaliserM > evidence.minimumM
        ? `${score === 1 ? '1' : score.toFixed(2)}: ${evidence.rawM.toFixed(1)} m along the route${evidence.referenceRawM === null ? '' : `, the reference ${evidence.referenceRawM.toFixed(1)} m`}; measured against ${evidence.normaliserM.toFixed(1)} m`
        : `${value(score)}: neither plan nor reference gets more than ${evidence.minimumM} m on safely`;
    case 'time to collision': {
      const { hit } = evidence;
      if (!hit) return '1: straight on for up to 0.9 s the ego would meet nothing';
      const meets =
        hit.aheadS === 0
          ? 'the ego meets'
          : `straight on for ${seconds(hit.aheadS)} at ${hit.egoSpeedMps.toFixed(1)} m/s it would meet`;
      return `${because} at ${seconds(hit.timeS)} ${meets} the ${kindWords[hit.objectKind]} ${hit.token} ${hit.why === 'ahead' ? 'ahead' : 'beside it'}`;
    }
    case 'lane keeping': {
      const { run } = evidence;
      const largest = Math.max(...evidence.deviationM);
      return score === 0 && run
        ? `${because} the centre is more than ${evidence.limitM} m off the centreline from ${at(run.fromStep)} to ${at(run.toStep)} (largest ${largest.toFixed(1)} m)`
        : `1: never more than ${evidence.limitM} m off the centreline for ${seconds(evidence.neededSteps * STEP_S)} on end`;
    }
    case 'comfort': {
      const out = evidence.series.filter((s) => !s.within);
      if (out.length === 0) return '1: all comfort terms stay within their bounds';
      const words = out.map((s) => {
        const worst = s.values[s.worst];
        return `${s.name} reaches ${worst.toFixed(1)} ${s.unit} at ${((s.worst - evidence.historySamples) * STEP_S).toFixed(1)} s (limit ${worst > 0 ? s.high : s.low})`;
      });
      return `${because} ${words.join(' and ')}`;
    }
    case 'extended comfort': {
      const out = evidence.series.filter((s) => !s.within);
      if (out.length === 0) return `1: the plan goes on as the one ${seconds(evidence.intervalS)} before`;
      const words = out.map((s) => `${s.name} differs by ${s.rms.toFixed(2)} ${s.unit} (limit ${s.limit})`);
      return `${because} against the plan ${seconds(evidence.intervalS)} before ${words.join(' and ')}`;
    }
  }
}

/** The first collision of those that cost most: with a moving thing before one with an obstacle. */
function worstCollision(events: readonly PdmCollision[]): PdmCollision | undefined {
  const faults = events.filter((event) => event.atFault);
  const isAgent = (event: PdmCollision) => ['vehicle', 'pedestrian', 'bicycle'].includes(event.objectKind);
  return faults.find(isAgent) ?? faults[0];
}

const objectWords = (event: PdmCollision): string =>
  `the ${['vehicle', 'pedestrian', 'bicycle'].includes(event.objectKind) && event.objectSpeedMps <= STANDS_MPS ? 'stopped ' : ''}${kindWords[event.objectKind]} ${event.token}`;

function collisionWords(event: PdmCollision): string {
  const reason =
    event.type === 'ACTIVE_LATERAL_COLLISION' ? ` ${event.because.split(':')[0].replace('from the side ', '')}` : '';
  return `the ${event.part} reaches ${objectWords(event)}${reason}`;
}

/** What decided the whole score. */
export function resultSentence(
  result: Pick<PdmResult, 'terms' | 'total' | 'totalMissing'>,
  version: PdmVersion,
): string {
  const title = pdmTitles[version];
  if (result.total === null) return `No ${title}: ${result.totalMissing ?? 'a part is missing'}.`;
  const gate = result.terms.find((t) => t.role === 'gate' && t.value === 0);
  if (gate) return `${title} 0: ${pdmTermWords[gate.term].short} ${lowerFirst(gate.sentence)}`;
  if (result.total === 1) return `${title} 1: every term is met in full.`;
  const { weights } = pdmFormula[version];
  const halved = result.terms.filter((t) => t.role === 'gate' && t.value !== null && t.value < 1);
  const lost = result.terms
    .filter((t) => t.role === 'weighted' && t.weight > 0 && t.value !== null && t.value < 1)
    .sort((a, b) => (weights[b.term] ?? 0) * (1 - (b.value ?? 1)) - (weights[a.term] ?? 0) * (1 - (a.value ?? 1)));
  const parts = [...halved, ...lost].map(
    (t) => `${pdmTermWords[t.term].short} ${lowerFirst(t.sentence).replace(/\.$/, '')}`,
  );
  return `${title} ${result.total.toFixed(3)}: ${parts.join('; ')}.`;
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
