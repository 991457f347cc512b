import { pdmTermWords, type PdmResult, type PdmTermResult } from '../../shared/domain/pdm.ts';
import type { RunLetter } from '../../shared/domain/series.ts';
import type { TimeUs } from '../../shared/domain/time.ts';
import { faultOf, instantOf, partVerdict } from '../score/pdm/part-instant.ts';
import { named, type LabelOf } from '../score/pdm/reason.ts';
import type { Mark } from './marks.ts';

/** What a plan does not meet, as marks after its decision instant: instants and spans with the part's letters. */
export function infractionMarks(
  letter: RunLetter,
  { terms }: Pick<PdmResult, 'terms'>,
  decisionUs: TimeUs,
  labelOf: LabelOf,
): Mark[] {
  return terms.flatMap((part): Mark[] => {
    const verdict = partVerdict(part.value);
    const instant = instantOf(part.evidence);
    const counts = part.role === 'gate' || part.weight > 0;
    if (!counts || !instant || (verdict !== 'fail' && verdict !== 'half')) return [];
    const timeOf = (s: number) => decisionUs + Math.round(s * 1e6);
    return [
      {
        row: letter,
        timeUs: timeOf(instant.atS),
        endUs: instant.toS === null ? null : timeOf(instant.toS),
        text: textOf(part, labelOf),
        detail: `${letter}, ${pdmTermWords[part.term].short}, ${pdmTermWords[part.term].title}: ${named(part.sentence, labelOf)}`,
        part: { term: part.term, atS: instant.atS, verdict },
      },
    ];
  });
}

/** `NC, ped 17`, `LK, 0.7 m off centre`, `TTC`. */
function textOf({ term, evidence }: PdmTermResult, labelOf: LabelOf): string {
  const { short } = pdmTermWords[term];
  switch (evidence?.kind) {
    case 'collisions': {
      const label = labelOf(faultOf(evidence.events)?.token ?? '');
      return label === null ? short : `${short}, ${label}`;
    }
    case 'driving direction':
      return `${short}, wrong way`;
    case 'traffic lights':
      return `${short}, red`;
    case 'drivable area':
      return `${short}, off road`;
    case 'lane keeping':
      return `${short}, ${Math.max(...evidence.deviationM).toFixed(1)} m off centre`;
    case 'comfort':
    case 'extended comfort':
    case 'time to collision':
    case 'progress':
    case undefined:
      return short;
  }
}
