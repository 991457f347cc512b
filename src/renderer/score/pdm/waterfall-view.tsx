import { useRef, type KeyboardEvent } from 'react';
import type { PdmSetting } from '../../../shared/domain/pdm-metric.ts';
import { pdmTermWords, pdmTitles, type PdmTerm } from '../../../shared/domain/pdm.ts';
import { ABSENT, fixed } from '../../ui/numbers.ts';
import { VerdictGlyph } from '../../ui/verdict-glyph.tsx';
import { decidingPart, instantOf, partVerdict } from './part-instant.ts';
import { peekPart, selectPart, usePdmFocus } from './pdm-focus.ts';
import { causeOf, filterWords, named, plainValue, type LabelOf } from './reason.ts';
import { waterfallOf, type GateBar, type TermBar } from './waterfall.ts';
import type { ShownScore } from './shown-score.ts';

/** Names of the parts as a row has room for. */
const rowNames: Record<PdmTerm, string> = {
  nc: 'At-fault hit',
  dac: 'Drivable area',
  ddc: 'Direction',
  tlc: 'Traffic light',
  ep: 'Progress',
  ttc: 'Time to hit',
  lk: 'Lane keeping',
  hc: 'Comfort, hist.',
  ec: 'Comfort, ext.',
  c: 'Comfort',
};

/** The pointer rests this long on a row before the clock follows it, ms. */
const REST_MS = 150;

/** A score taken apart: gates multiply, terms add, the last line is the arithmetic. A row goes to its instant. */
export function WaterfallView({
  score,
  setting,
  letter,
  labelOf,
}: {
  score: ShownScore;
  setting: PdmSetting;
  letter: string;
  labelOf: LabelOf;
}) {
  const { term: selected, hovered } = usePdmFocus();
  const bars = waterfallOf(setting.version, score.values);
  const parts = score.result?.terms ?? null;
  const partOf = (term: PdmTerm) => parts?.find((p) => p.term === term) ?? null;
  const deciding = decidingPart([
    ...bars.gates.map((g) => ({ ...g, role: 'gate' as const, weight: 0 })),
    ...bars.terms.map((t) => ({ ...t, role: 'weighted' as const })),
  ]);
  const order = [...bars.gates, ...bars.terms, ...bars.reported].map((b) => b.term);
  const atOf = (term: PdmTerm) => instantOf(partOf(term)?.evidence ?? null)?.atS ?? null;
  const resting = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const leave = () => {
    clearTimeout(resting.current);
    if (usePdmFocus.getState().hovered !== null) peekPart(null, null);
  };
  const onKey = (event: KeyboardEvent) => {
    const at = selected === null ? -1 : order.indexOf(selected);
    const next = nextRow(event.key, at, order.length);
    if (event.altKey || event.ctrlKey || next === undefined) return;
    event.preventDefault();
    const term = next === null ? null : order[next];
    selectPart(term, term && atOf(term));
  };
  const row = (term: PdmTerm, value: number | null, bar: React.ReactNode, written: string, weight: number) => {
    const part = partOf(term);
    const verdict = partVerdict(value);
    const sentence = part ? named(part.sentence, labelOf) : '';
    const cause = part ? causeOf(part, weight) : weight > 0 ? `w ${String(weight)}` : '';
    return (
      <div
        key={term}
        id={`part-${term}`}
        role="option"
        className="pdm-row"
        aria-selected={term === selected}
        data-hovered={term === hovered || undefined}
        data-verdict={verdict}
        data-deciding={term === deciding || undefined}
        title={`${pdmTermWords[term].short}, ${pdmTermWords[term].title}. ${sentence}`}
        onClick={() => {
          clearTimeout(resting.current);
          selectPart(term === selected ? null : term, term === selected ? null : atOf(term));
        }}
        onPointerEnter={() => {
          clearTimeout(resting.current);
          resting.current = setTimeout(() => peekPart(term, atOf(term)), REST_MS);
        }}
      >
        <VerdictGlyph verdict={verdict} />
        <b>{pdmTermWords[term].short}</b>
        <span className="pdm-row-name">{rowNames[term]}</span>
        {bar}
        <span className="pdm-row-value mono">{written}</span>
        <span className="pdm-row-cause mono">{cause}</span>
      </div>
    );
  };
  const changed = parts && filterWords(parts);
  const { product, weighted } = bars;
  const title = pdmTitles[setting.version];
  return (
    <div
      className="pdm-waterfall"
      role="listbox"
      tabIndex={0}
      aria-label={`Parts of the score of ${letter}`}
      aria-activedescendant={selected === null ? undefined : `part-${selected}`}
      onKeyDown={onKey}
      onPointerLeave={leave}
    >
      <p className="pdm-head">
        <span>Gates multiply</span>
        {setting.version === 'v2' && (
          <span className="mono" title="Where the human scores 0 in a part, the plan is not blamed for it.">
            {setting.filter === 'none'
              ? 'no human filter'
              : parts === null
                ? 'human filter'
                : `human filter: ${changed ?? 'no effect'}`}
          </span>
        )}
      </p>
      {bars.gates.map((gate) =>
        row(
          gate.term,
          gate.value,
          <GateMark gate={gate} />,
          gate.value === null ? ABSENT : `×${plainValue(gate.value)}`,
          0,
        ),
      )}
      <p className="pdm-head">
        <span>{`Terms add, in ${partNames[bars.whole] ?? 'parts'}`}</span>
        <span className="mono">
          {bars.earnedParts === null || weighted === null
            ? ABSENT
            : `${fixed(bars.earnedParts, 2)} / ${String(bars.whole)} = ${fixed(weighted, 3)}`}
        </span>
      </p>
      {bars.terms.map((bar) =>
        row(bar.term, bar.value, <TermMark bar={bar} />, bar.value === null ? ABSENT : written(bar.value), bar.weight),
      )}
      {bars.reported.map(({ term, value }) =>
        row(
          term,
          value,
          <span className="pdm-reported">reported only</span>,
          value === null ? ABSENT : written(value),
          0,
        ),
      )}
      <p className="pdm-total">
        <b>{`${title} = gates ${product === null ? ABSENT : plainValue(product)} × terms ${weighted === null ? ABSENT : fixed(weighted, 3)}`}</b>
        <b className="mono" data-fail={score.total === 0 || undefined}>
          {score.total === null ? ABSENT : fixed(score.total, 3)}
        </b>
        <span className="mono">{setting.version}</span>
      </p>
    </div>
  );
}

const partNames: Partial<Record<number, string>> = { 12: 'twelfths', 14: 'fourteenths', 16: 'sixteenths' };

const written = (value: number): string => (Number.isInteger(value) ? String(value) : fixed(value, 3));

/** Row that a key goes to; null lets the selection go, undefined: the key is not for the rows. */
export function nextRow(key: string, at: number, rows: number): number | null | undefined {
  switch (key) {
    case 'ArrowDown':
      return Math.min(rows - 1, at + 1);
    case 'ArrowUp':
      return at < 0 ? rows - 1 : Math.max(0, at - 1);
    case 'Home':
      return 0;
    case 'End':
      return rows - 1;
    case 'Escape':
      return at < 0 ? undefined : null;
    default:
      return undefined;
  }
}

const percent = (share: number): string => `${(share * 100).toFixed(2)}%`;
const H = 12;

/** What a gate leaves of what came to it: solid what stays, dashed what is lost; a passed gate stays quiet. */
function GateMark({ gate: { value, before, after } }: { gate: GateBar }) {
  return (
    <svg className="pdm-bar" height={H} aria-hidden>
      <line className="pdm-bar-start" x1={0.5} x2={0.5} y1={1} y2={H - 1} />
      {before === null || after === null || value === null ? (
        <line className="pdm-bar-na" x1="0" x2="100%" y1={H / 2} y2={H / 2} />
      ) : value === 1 ? (
        <line className="pdm-bar-rest" x1="0" x2={percent(before)} y1={H / 2} y2={H / 2} />
      ) : (
        <>
          {after > 0 && <rect className="pdm-bar-kept" x="0" y={3} height={6} width={percent(after)} />}
          <rect className="pdm-bar-lost" x={percent(after)} y={2.5} height={7} rx={1} width={percent(before - after)} />
        </>
      )}
    </svg>
  );
}

/** A term from where the last one ended: solid what it earns, dashed what it loses. */
function TermMark({ bar }: { bar: TermBar }) {
  return (
    <svg className="pdm-bar" height={H} aria-hidden>
      {bar.value === null ? (
        <line className="pdm-bar-na" x1={percent(bar.from)} x2="100%" y1={H / 2} y2={H / 2} />
      ) : (
        <>
          {bar.earned > 0 && (
            <rect
              className="pdm-bar-earned"
              x={percent(bar.from)}
              y={3}
              height={6}
              rx={1}
              width={percent(bar.earned)}
            />
          )}
          {bar.lost > 0.002 && (
            <rect
              className="pdm-bar-lost"
              data-verdict={partVerdict(bar.value)}
              x={percent(bar.from + bar.earned)}
              y={2.5}
              height={7}
              rx={1}
              width={percent(bar.lost)}
            />
          )}
        </>
      )}
    </svg>
  );
}
