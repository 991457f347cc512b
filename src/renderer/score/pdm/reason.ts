import {
  pdmTermWords,
  pdmTitles,
  type PdmAreaEvidence,
  type PdmResult,
  type PdmTerm,
  type PdmTermResult,
} from '../../../shared/domain/pdm.ts';
import { figure, fixed, metricValue, offsetTime } from '../../../shared/words/numbers.ts';
import { decidingPart, faultOf, partVerdict, STEP_S, type PartVerdict } from './part-instant.ts';
import { waterfallOf, withoutGates } from './waterfall.ts';

/** Why a plan scores what it scores: `lead` is the operative part. */
export interface Reason {
  verdict: PartVerdict;
  lead: string;
  rest: string;
  /** The part it speaks of; null where it speaks of the whole. */
  term: PdmTerm | null;
}

/** The name of an object as it is called everywhere: `veh 41` for a track's token. */
export type LabelOf = (token: string) => string | null;

const share = { unit: 'share' } as const;
const at = (step: number): string => offsetTime(step * STEP_S);
const speed = (mps: number): string => `${figure(mps)} m/s`;

/** One sentence on what decided a score, with what it would be otherwise. */
export function reasonOf(result: PdmResult, letter: string, labelOf: LabelOf): Reason {
  const { context, terms } = result;
  const title = pdmTitles[context.version];
  if (result.total === null)
    return {
      verdict: 'na',
      lead: `No ${title} for ${letter}:`,
      rest: ` ${named(result.totalMissing ?? 'a part is missing', labelOf)}.`,
      term: null,
    };
  const term = decidingPart(terms);
  const part = terms.find((t) => t.term === term);
  if (!part || partVerdict(part.value) === 'pass')
    return { verdict: 'pass', lead: `${letter} meets every part.`, rest: '', term: null };
  const human = humanWords(part);
  const { lead, rest } = partWords(part, letter, labelOf);
  return {
    verdict: part.role === 'gate' && part.value === 0 ? 'fail' : partVerdict(part.value),
    lead,
    rest: [rest, human, otherwise(result)]
      .filter((s) => s !== '')
      .map((s) => ` ${s}`)
      .join(''),
    term: part.term,
  };
}

/** `Without the hit this plan would score 54.4.` */
function otherwise(result: PdmResult): string {
  const bars = waterfallOf(result.context.version, valuesOf(result));
  const value = withoutGates(bars);
  if (value === null) return '';
  const costs = bars.gates.filter((g) => g.value !== null && g.value < 1);
  return `Without ${costs.map((g) => gateNouns[g.term] ?? 'it').join(' and ')} this plan would score ${metricValue(value, share)}.`;
}

export const valuesOf = ({ terms }: Pick<PdmResult, 'terms'>): Partial<Record<PdmTerm, number | null>> =>
  Object.fromEntries(terms.map((t) => [t.term, t.value]));

const gateNouns: Partial<Record<PdmTerm, string>> = {
  nc: 'the hit',
  dac: 'leaving the road',
  ddc: 'the wrong way',
  tlc: 'the red light',
};

function humanWords({ human, role, term }: PdmTermResult): string {
  if (human === null || term === 'ep') return '';
  if (human === 1) return 'The human did not.';
  return role === 'gate' ? `The human scores ${plainValue(human)} there.` : '';
}

/** What one part found, in the words of the clip; where it found nothing special, the scorer's own sentence. */
export function partWords(part: PdmTermResult, letter: string, labelOf: LabelOf): { lead: string; rest: string } {
  const { evidence } = part;
  const plain = { lead: `${letter}, ${pdmTermWords[part.term].short}:`, rest: named(part.sentence, labelOf) };
  switch (evidence?.kind) {
    case undefined:
      return plain;
    case 'progress': {
      const { rawM, referenceRawM, normaliserM, minimumM } = evidence;
      if (part.value === null || part.value === 1 || normaliserM <= minimumM) return plain;
      const other = referenceRawM === null ? '' : `, the reference ${figure(referenceRawM)} m`;
      return {
        lead: `Makes ${fixed(part.value * 100, 0)} % of the way that it could.`,
        rest: `${letter} gets ${figure(rawM)} m along the route${other}.`,
      };
    }
    case 'collisions': {
      const fault = faultOf(evidence.events);
      if (!fault) return plain;
      const what = labelOf(fault.token) ?? fault.objectKind.replaceAll('_', ' ');
      const part_ = fault.part === 'body' ? '' : ` with the ${fault.part}`;
      return {
        lead: `Hits ${what} at ${offsetTime(fault.timeS)}${part_}.`,
        rest: `${letter} drives ${speed(fault.egoSpeedMps)}.`,
      };
    }
    case 'drivable area': {
      const exit = evidence.exits.at(0);
      if (!exit) return plain;
      const corners = evidence.exits.map((e) => e.corner).join(' and ');
      return {
        lead: `${exit.step === 0 ? 'Starts off' : 'Leaves'} the drivable area at ${offsetTime(exit.timeS)}.`,
        rest: `${letter}’s ${corners} ${evidence.exits.length > 1 ? 'corners are' : 'corner is'} outside${leftWords(evidence)}.`,
      };
    }
    case 'driving direction': {
      const { window } = evidence;
      if (!window || part.value === 1) return plain;
      const limit = part.unfiltered === 0 ? evidence.violatedFromM : evidence.compliantBelowM;
      return {
        lead: `Drives ${figure(window.metres)} m against the direction from ${at(window.fromStep)} to ${at(window.toStep)}.`,
        rest: `The limit is ${figure(limit, 2)} m within 1 s.`,
      };
    }
    case 'traffic lights': {
      const { contact } = evidence;
      if (!contact) return plain;
      return {
        lead: `${contact.step === 0 ? 'Stands on a red connector' : 'Runs a red light'} at ${offsetTime(contact.timeS)}.`,
        rest: `${letter} enters connector ${contact.connectorId}.`,
      };
    }
    case 'time to collision': {
      const { hit } = evidence;
      if (!hit) return plain;
      const what = labelOf(hit.token) ?? hit.objectKind.replaceAll('_', ' ');
      return {
        lead: `${hit.aheadS === 0 ? 'Meets' : 'Would meet'} ${what} ${hit.why === 'ahead' ? 'ahead' : 'beside it'} at ${offsetTime(hit.timeS)}${hit.aheadS === 0 ? '' : ` within ${fixed(hit.aheadS, 1)} s`}.`,
        rest: `${letter} drives ${speed(hit.egoSpeedMps)} straight on.`,
      };
    }
    case 'lane keeping': {
      const { run } = evidence;
      if (!run || part.unfiltered !== 0) return plain;
      return {
        lead: `More than ${fixed(evidence.limitM, 1)} m off the centreline from ${at(run.fromStep)} to ${at(run.toStep)}.`,
        rest: `At most ${figure(Math.max(...evidence.deviationM))} m.`,
      };
    }
    case 'comfort': {
      const out = evidence.series.filter((s) => !s.within);
      if (out.length === 0) return plain;
      const words = out.map((s) => {
        const worst = s.values[s.worst];
        return `${s.name} reaches ${figure(worst)} ${s.unit} (limit ${figure(worst > 0 ? s.high : s.low)})`;
      });
      return {
        lead: `Is not comfortable: ${words[0]}.`,
        rest: words.length > 1 ? `${words.slice(1).join(', ')}.` : '',
      };
    }
    case 'extended comfort': {
      const out = evidence.series.filter((s) => !s.within);
      if (out.length === 0) return plain;
      const words = out.map((s) => `${s.name} differs by ${figure(s.rms)} ${s.unit} (limit ${figure(s.limit)})`);
      return {
        lead: `Differs from its plan ${fixed(evidence.intervalS, 1)} s before: ${words[0]}.`,
        rest: words.length > 1 ? `${words.slice(1).join(', ')}.` : '',
      };
    }
  }
}

/** ` polygon 3f1a`, ` polygons 3f1a and 77`: the first that each corner was in; none where it never was in one. */
function leftWords({ exits }: PdmAreaEvidence): string {
  const tokens = [...new Set(exits.flatMap((exit) => exit.leftPolygon ?? []))];
  return tokens.length === 0 ? '' : ` polygon${tokens.length > 1 ? 's' : ''} ${tokens.join(' and ')}`;
}

/** The time, or the cause, that stands at the end of a part's row. */
export function causeOf(part: PdmTermResult, weight: number): string {
  if (part.missing !== null || part.value === null) return 'n/a';
  const { evidence } = part;
  if (part.value === 1 && part.unfiltered !== null && part.unfiltered < 1) return 'as human';
  if (evidence?.kind === 'traffic lights' && evidence.redConnectors.length === 0) return 'no light';
  if (part.value < 1)
    switch (evidence?.kind) {
      case 'collisions': {
        const fault = faultOf(evidence.events);
        return fault ? offsetTime(fault.timeS) : '';
      }
      case 'drivable area':
        return evidence.exits[0] ? offsetTime(evidence.exits[0].timeS) : '';
      case 'driving direction':
        return evidence.window ? at(evidence.window.toStep) : '';
      case 'traffic lights':
        return evidence.contact ? offsetTime(evidence.contact.timeS) : '';
      case 'time to collision':
        return evidence.hit ? offsetTime(evidence.hit.timeS) : '';
      case 'lane keeping':
        return evidence.run ? at(evidence.run.fromStep) : '';
      case 'comfort': {
        const worst = evidence.series.find((s) => !s.within);
        return worst ? `${shortSeries(worst.name)} ${figure(worst.values[worst.worst], 2)}` : '';
      }
      case 'extended comfort': {
        const worst = evidence.series.find((s) => !s.within);
        return worst ? `${shortSeries(worst.name)} ${figure(worst.rms, 2)}` : '';
      }
      case 'progress':
      case undefined:
    }
  return weight > 0 ? `w ${String(weight)}` : '';
}

const shortNames: Partial<Record<string, string>> = {
  acceleration: 'acc.',
  'longitudinal acceleration': 'lon.',
  'lateral acceleration': 'lat.',
  'longitudinal jerk': 'jerk',
  'yaw acceleration': 'yaw a.',
  'yaw rate': 'yaw',
};
const shortSeries = (name: string): string => shortNames[name] ?? name;

/** Names the objects of a sentence as the clip does: `the vehicle 3f…` becomes `veh 41`. */
export const named = (sentence: string, labelOf: LabelOf): string =>
  sentence.replace(
    /(?:the (stopped )?(?:vehicle|pedestrian|bicycle|cone|barrier|construction sign|object) )([^\s,;:.()]+)/g,
    (whole, stopped: string | undefined, token: string) => {
      const label = labelOf(token);
      return label === null ? whole : `${stopped === undefined ? '' : 'the standing '}${label}`;
    },
  );

/** `0`, `0.5`, `1`, `0.86`. */
export const plainValue = (value: number): string => (Number.isInteger(value * 2) ? String(value) : figure(value, 2));

/** What the human filter changed: `DAC 0 → 1`; null where it changed nothing. */
export function filterWords(terms: readonly PdmTermResult[]): string | null {
  const changed = terms.filter((t) => t.value !== null && t.unfiltered !== null && t.value !== t.unfiltered);
  if (changed.length === 0) return null;
  return changed
    .map((t) => `${pdmTermWords[t.term].short} ${plainValue(t.unfiltered ?? 0)} → ${plainValue(t.value ?? 0)}`)
    .join(', ');
}
