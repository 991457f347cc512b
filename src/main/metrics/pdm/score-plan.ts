import {
  pdmFormula,
  pdmTermWords,
  type PdmContext,
  type PdmEvidence,
  type PdmPart,
  type PdmResult,
  type PdmStage,
  type PdmTerm,
  type PdmTermResult,
  type PdmVersion,
} from '../../../shared/domain/pdm.ts';
import { comfortEvidence, extendedComfortEvidence } from './evidence/comfort-evidence.ts';
import { collisionEvidence, ttcEvidence } from './evidence/object-evidence.ts';
import {
  areaEvidence,
  directionEvidence,
  laneEvidence,
  lightEvidence,
  progressEvidence,
} from './evidence/road-evidence.ts';
import { resultSentence, termSentence } from './explain.ts';
import { humanFiltered } from './human-filter.ts';
import type { PreparedScene } from './prepare.ts';
import type { PdmPlan } from './scene.ts';
import type { Scorer, SubScores } from './score-batch.ts';
import { extendedComfort, frameInterval } from './scoring/comfort.ts';

export interface PlanToScore {
  name: string;
  plan: PdmPlan;
  /** Plan of the frame before, in its own ego frame; null where there is none. */
  previous: PdmPlan | null;
}

/** What each term is made from. */
const needs: Record<PdmTerm, readonly PdmPart[]> = {
  nc: ['tracks', 'drivable area', 'lanes'],
  dac: ['drivable area'],
  ddc: ['lanes', 'route', 'intersections'],
  tlc: ['traffic lights', 'lanes', 'route'],
  ep: ['centreline', 'reference'],
  ttc: ['tracks', 'drivable area', 'lanes', 'intersections'],
  lk: ['centreline', 'intersections'],
  hc: ['history'],
  ec: ['previous plan'],
  c: [],
};

/**
 * Scores one plan against the scene's reference and tells every part with its evidence. A term whose parts are missing
 * has no value, and then there is no total; only extended comfort may be left out with its weight, as the kit does for
 * the first frame of a log.
 */
export function scorePlan(
  scorer: Scorer,
  prepared: PreparedScene,
  version: PdmVersion,
  { name, plan, previous }: PlanToScore,
  stage: PdmStage = 'one',
): PdmResult {
  const { scene } = prepared;
  const human = version === 'v2' ? humanScores(scorer, prepared) : null;
  const proposals = scene.reference ? (['reference', plan] as const) : [plan];
  const scores = scorer.score(reacting(prepared, scorer, plan), version, proposals);
  const own = scores[scores.length - 1];
  const reference = scene.reference ? scores[0] : null;
  const rollout = scorer.rollouts[scores.length - 1];
  const filtered = version === 'v2' ? humanFiltered(own, human) : null;
  const previousStates =
    version === 'v2' && previous && scene.previousEgo ? scorer.simulatePrevious(prepared, previous) : null;
  const comfort =
    previousStates && scene.previousEgo
      ? extendedComfort(rollout.states, previousStates, frameInterval(scene.ego, scene.previousEgo))
      : null;
  const evidenceOf = (term: PdmTerm): PdmEvidence | null => {
    switch (term) {
      case 'nc':
        return collisionEvidence(own, rollout);
      case 'dac':
        return areaEvidence(rollout, prepared);
      case 'ddc':
        return directionEvidence(rollout, version);
      case 'tlc':
        return lightEvidence(rollout, prepared);
      case 'ep':
        return progressEvidence(own, reference, rollout, reference && scorer.rollouts[0], prepared, version);
      case 'ttc':
        return ttcEvidence(own, rollout);
      case 'lk':
        return laneEvidence(rollout, prepared);
      case 'hc':
      case 'c':
        return comfortEvidence(rollout, prepared, version);
      case 'ec':
        return comfort && extendedComfortEvidence(comfort);
    }
  };
  const missing = missingTerms(prepared, version, comfort !== null);
  const { gates, weights } = pdmFormula[version];
  const termOf = (term: PdmTerm): PdmTermResult => {
    const isGate = gates.includes(term);
    const reason = missing.get(term) ?? null;
    const values = reason === null ? valuesOf(term, own, filtered, human, comfort?.score ?? null) : noValues;
    const result = {
      term,
      role: isGate ? ('gate' as const) : ('weighted' as const),
      weight: isGate ? 0 : (weights[term] ?? 0),
      ...values,
      missing: reason,
      evidence: reason === null ? evidenceOf(term) : null,
    };
    return { ...result, sentence: termSentence(result) };
  };
  const terms = [...gates, ...(Object.keys(weights) as PdmTerm[])].map(termOf);
  const context: PdmContext = {
    version,
    stage,
    filter: human ? 'human' : 'none',
    traffic: scene.traffic,
    reference: scene.reference?.kind ?? null,
  };
  const totals = totalOf(terms);
  return {
    scene: scene.name,
    plan: name,
    context,
    terms,
    ...totals,
    sentence: resultSentence({ terms, ...totals }, version),
    notes: [...scene.notes],
  };
}

const humans = new WeakMap<PreparedScene, SubScores | null>();

/** What the human filter of v2 goes by; null where it does not apply. The same for every plan of a scene, so it is scored once. */
export function humanScores(scorer: Scorer, prepared: PreparedScene): SubScores | null {
  const known = humans.get(prepared);
  if (known !== undefined) return known;
  const { human, sceneType, absent } = prepared.scene;
  const isFiltered = human !== null && sceneType === 'original' && !absent.human;
  const scores = isFiltered ? scorer.score(reacting(prepared, scorer, human), 'v2', [human], false)[0] : null;
  humans.set(prepared, scores);
  return scores;
}

/** The scene with the traffic that answers to a plan; the scene itself where the log is replayed. */
export function reacting(prepared: PreparedScene, scorer: Scorer, plan: PdmPlan): PreparedScene {
  const { reactive } = prepared;
  if (!reactive) return prepared;
  const traffic = reactive(scorer.simulateNow(prepared, plan));
  return { ...prepared, traffic: () => traffic };
}

const noValues = { value: null, unfiltered: null, human: null };
const fieldOf = {
  nc: 'nc',
  dac: 'dac',
  ddc: 'ddc',
  tlc: 'tlc',
  ep: 'ep',
  ttc: 'ttc',
  lk: 'lk',
  hc: 'comfort',
  c: 'comfort',
} as const;

function valuesOf(
  term: PdmTerm,
  own: SubScores,
  filtered: ReturnType<typeof humanFiltered> | null,
  human: SubScores | null,
  ec: number | null,
): { value: number | null; unfiltered: number | null; human: number | null } {
  if (term === 'ec') return { value: ec, unfiltered: ec, human: null };
  const field = fieldOf[term];
  return {
    value: filtered ? filtered[field] : own[field],
    unfiltered: own[field],
    // The human is scored without history: its comfort says nothing.
    human: human && term !== 'hc' ? human[field] : null,
  };
}

/** Terms that this scene cannot give, each with its reason. */
export function missingTerms(
  { scene }: PreparedScene,
  version: PdmVersion,
  hasPrevious: boolean,
): Map<PdmTerm, string> {
  const { gates, weights } = pdmFormula[version];
  const missing = new Map<PdmTerm, string>();
  for (const term of [...gates, ...(Object.keys(weights) as PdmTerm[])]) {
    const part = needs[term].find((p) => scene.absent[p] !== undefined);
    if (part) missing.set(term, scene.absent[part] ?? part);
  }
  if (!hasPrevious && weights.ec !== undefined)
    missing.set('ec', 'there is no plan of the frame before; its weight is left out');
  const gate = gates.find((term) => missing.has(term));
  if (gate && !missing.has('ep'))
    missing.set(
      'ep',
      `progress is measured by plans that pass the gates, and ${pdmTermWords[gate].short} is not available`,
    );
  return missing;
}

function totalOf(terms: readonly PdmTermResult[]): Pick<PdmResult, 'product' | 'weighted' | 'total' | 'totalMissing'> {
  const counted = terms.filter((t) => t.role === 'gate' || (t.weight > 0 && !(t.term === 'ec' && t.value === null)));
  const absent = counted.filter((t) => t.value === null);
  if (absent.length > 0)
    return {
      product: null,
      weighted: null,
      total: null,
      totalMissing: absent.map((t) => `${pdmTermWords[t.term].short} is not available (${t.missing ?? ''})`).join('; '),
    };
  let product = 1;
  let sum = 0;
  let weight = 0;
  for (const t of counted) {
    if (t.role === 'gate') product *= t.value ?? 0;
    else {
      sum += t.weight * (t.value ?? 0);
      weight += t.weight;
    }
  }
  const weighted = sum / weight;
  return { product, weighted, total: product * weighted, totalMissing: null };
}
