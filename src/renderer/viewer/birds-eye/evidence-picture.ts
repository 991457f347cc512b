import type { PdmTerm, PdmTermResult } from '../../../shared/domain/pdm.ts';
import type { Series } from '../../../shared/domain/series.ts';
import { offsetTime } from '../../../shared/words/numbers.ts';
import { faultOf } from '../../score/pdm/part-instant.ts';
import type { LabelOf } from '../../score/pdm/reason.ts';

/** What a shape of the evidence is: it decides how it is drawn. */
export type EvidenceRole = 'offending' | 'ego' | 'pushed' | 'red';

/** Why a part of a score has its value, as shapes on the ground, global frame, m. */
export interface EvidencePicture {
  /** Whose plan it is about. */
  series: Series;
  /** The offending object’s track; null for none. */
  trackId: string | null;
  rings: { role: EvidenceRole; points: [number, number][] }[];
  /** Drivable polygons that held the ego until it left, exterior first, then holes; `left`: those that a corner is out of. */
  areas: { left: boolean; rings: [number, number][][] }[];
  /** Stretches of the driven path. */
  lines: { role: 'wrong'; points: [number, number][] }[];
  /** A dashed ring is drawn around it. */
  ring: { x: number; y: number; radiusM: number } | null;
  /** Who or what, and which part of which run, when. */
  callout: { x: number; y: number; title: string; detail: string } | null;
}

const pairs = (flat: readonly number[]): [number, number][] =>
  Array.from({ length: Math.floor(flat.length / 2) }, (_, i) => [flat[2 * i], flat[2 * i + 1]]);

const middle = (flat: readonly number[]): [number, number] => {
  const points = pairs(flat);
  const sum = points.reduce(([sx, sy], [x, y]) => [sx + x, sy + y], [0, 0]);
  return [sum[0] / points.length, sum[1] / points.length];
};

/** Half of the diagonal of a box, with some room. */
const around = (box: readonly number[]) => {
  const [x, y] = middle(box);
  return { x, y, radiusM: Math.max(1.2, Math.hypot(box[0] - x, box[1] - y) + 0.4) };
};

/** x y of the driven poses from a step to another, both included. */
const drivenBetween = (driven: readonly number[], fromStep: number, toStep: number): [number, number][] =>
  Array.from({ length: Math.max(0, Math.min(toStep, driven.length / 3 - 1) - fromStep + 1) }, (_, i) => {
    const at = 3 * (fromStep + i);
    return [driven[at], driven[at + 1]];
  });

/** The shapes of one part; null where it has nothing on the ground. `driven`: x y heading every 0.1 s, flat. */
export function evidencePicture(
  part: Pick<PdmTermResult, 'term' | 'evidence'>,
  series: Series,
  driven: readonly number[],
  labelOf: LabelOf,
): EvidencePicture | null {
  const { evidence } = part;
  const none = { series, trackId: null, rings: [], areas: [], lines: [], ring: null, callout: null };
  switch (evidence?.kind) {
    case undefined:
    case 'progress':
    case 'comfort':
    case 'extended comfort':
      return null;
    case 'collisions': {
      const hit = faultOf(evidence.events) ?? evidence.events.at(0);
      if (!hit) return null;
      const title = labelOf(hit.token) ?? hit.objectKind.replaceAll('_', ' ');
      return {
        ...none,
        trackId: hit.token,
        rings: [
          { role: 'ego', points: pairs(hit.ego) },
          { role: 'offending', points: pairs(hit.object) },
        ],
        ring: around(hit.object),
        callout: {
          x: hit.x,
          y: hit.y,
          title,
          detail: `${series} ${hit.part}, ${offsetTime(hit.timeS)}${hit.atFault ? '' : ', not at fault'}`,
        },
      };
    }
    case 'drivable area': {
      const exit = evidence.exits.at(0);
      if (!exit || !evidence.ego) return null;
      return {
        ...none,
        rings: [{ role: 'ego', points: pairs(evidence.ego) }],
        areas: evidence.heldBy.map(({ left, rings }) => ({ left, rings: rings.map(pairs) })),
        lines: evidence.stretches.map((s) => ({ role: 'wrong', points: drivenBetween(driven, s.fromStep, s.toStep) })),
        ring: { x: exit.x, y: exit.y, radiusM: 0.9 },
        callout: {
          x: exit.x,
          y: exit.y,
          title: 'off the road',
          detail: `${series} ${exit.corner}, ${offsetTime(exit.timeS)}`,
        },
      };
    }
    case 'driving direction': {
      const { window } = evidence;
      if (!window || window.metres < evidence.compliantBelowM) return null;
      const points = drivenBetween(driven, window.fromStep, window.toStep);
      const end = points.at(-1);
      return {
        ...none,
        lines: [{ role: 'wrong', points }],
        callout: end
          ? {
              x: end[0],
              y: end[1],
              title: 'wrong way',
              detail: `${series} ${window.metres.toFixed(1)} m, ${offsetTime(window.toStep / 10)}`,
            }
          : null,
      };
    }
    case 'traffic lights': {
      const { contact } = evidence;
      if (!contact) return null;
      const [x, y] = middle(contact.ego);
      return {
        ...none,
        rings: [
          { role: 'red', points: pairs(contact.polygon) },
          { role: 'ego', points: pairs(contact.ego) },
        ],
        callout: { x, y, title: 'red light', detail: `${series} enters it, ${offsetTime(contact.timeS)}` },
      };
    }
    case 'time to collision': {
      const { hit } = evidence;
      if (!hit) return null;
      const [x, y] = middle(hit.object);
      return {
        ...none,
        trackId: hit.token,
        rings: [
          { role: 'ego', points: pairs(hit.ego) },
          { role: 'pushed', points: pairs(hit.pushed) },
          { role: 'offending', points: pairs(hit.object) },
        ],
        ring: around(hit.object),
        callout: {
          x,
          y,
          title: labelOf(hit.token) ?? hit.objectKind.replaceAll('_', ' '),
          detail: `${hit.aheadS.toFixed(1)} s ahead of ${series}, ${offsetTime(hit.timeS)}`,
        },
      };
    }
    case 'lane keeping': {
      const { run } = evidence;
      if (!run || run.samples < evidence.neededSteps) return null;
      const points = drivenBetween(driven, run.fromStep, run.toStep);
      const at = points.at(Math.floor(points.length / 2));
      return {
        ...none,
        lines: [{ role: 'wrong', points }],
        callout: at
          ? {
              x: at[0],
              y: at[1],
              title: `${Math.max(...evidence.deviationM).toFixed(1)} m off centre`,
              detail: `${series} from ${offsetTime(run.fromStep / 10)} to ${offsetTime(run.toStep / 10)}`,
            }
          : null,
      };
    }
  }
}

/** The part to show where none is selected: of those that are not met and can be shown, the first gate, else the costliest term. */
export function firstInfraction(terms: readonly PdmTermResult[]): PdmTerm | null {
  const shown = terms.filter(
    (t) =>
      t.value !== null &&
      t.value < 1 &&
      (t.role === 'gate' || t.weight > 0) &&
      t.evidence !== null &&
      !['progress', 'comfort', 'extended comfort'].includes(t.evidence.kind),
  );
  const cost = (t: PdmTermResult) => (t.role === 'gate' ? 100 : t.weight) * (1 - (t.value ?? 1));
  return [...shown].sort((a, b) => cost(b) - cost(a)).at(0)?.term ?? null;
}
