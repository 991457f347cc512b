import type { ScoreInfo } from '../../shared/domain/score.ts';
import { equalWithin, printedScale } from '../../shared/words/score-units.ts';
import { count, figure, plural, signed } from '../ui/numbers.ts';
import { useElementSize } from '../ui/use-element-size.ts';
import { deltaHistogram, type DeltaBin } from './histogram.ts';

const H = 62;
const deltaUnit: Record<ScoreInfo['unit'], string> = { share: ' × 100', index: '', m: ' in m', dB: ' in dB' };
const EQUAL_PX = 7;
const GAP = 1.5;

/** Distribution of A − B: bars in the better run's colour, A's solid, B's outlined; in the middle what is equal. */
export function DeltaHistogramPlot({ deltas, info }: { deltas: readonly number[]; info: ScoreInfo }) {
  const { ref, width } = useElementSize();
  const printed = printedScale(info.unit);
  const within = equalWithin[info.unit];
  const histogram = deltaHistogram(
    deltas.map((delta) => delta * printed),
    within,
  );
  const { full, negative, positive, equal } = histogram;
  const total = (bins: readonly DeltaBin[]) => bins.reduce((sum, bin) => sum + bin.count, 0);
  const [below, above] = [total(negative), total(positive)];
  const left = info.better === 'higher' ? 'B' : 'A';
  const right = left === 'A' ? 'B' : 'A';
  const tallest = Math.sqrt(Math.max(1, equal, ...[...negative, ...positive].map((bin) => bin.count)));
  const heightOf = (n: number) => (n === 0 ? 0 : Math.max(1.5, (Math.sqrt(n) / tallest) * (H - 2)));
  const half = Math.max(0, (width - EQUAL_PX) / 2 - GAP);
  const bar = half / positive.length;
  const words = `${left} better in ${plural(below, 'clip')}, equal in ${count(equal)}, ${right} better in ${count(above)}`;
  return (
    <figure className="compare-histogram">
      <p className="compare-sides">
        <span data-series={left}>{`${left} better in ${count(below)}`}</span>
        <span>{`equal ${count(equal)}`}</span>
        <span data-series={right}>{`${right} better in ${count(above)}`}</span>
      </p>
      <div ref={ref}>
        <svg width={width} height={H} role="img" aria-label={words}>
          {negative.map((bin, i) => (
            <Bar key={bin.from} bin={bin} series={left} x={i * bar} width={bar} height={heightOf(bin.count)} />
          ))}
          <rect
            className="compare-bar-equal"
            x={half + GAP}
            y={H - heightOf(equal)}
            width={EQUAL_PX}
            height={heightOf(equal)}
          />
          {positive.map((bin, i) => (
            <Bar
              key={bin.from}
              bin={bin}
              series={right}
              x={half + EQUAL_PX + 2 * GAP + i * bar}
              width={bar}
              height={heightOf(bin.count)}
            />
          ))}
          <path className="score-grid" d={`M0 ${String(H - 0.5)}H${String(width)}`} />
        </svg>
      </div>
      <p className="compare-axis" aria-hidden>
        {[-full, -full / 2, 0, full / 2, full].map((at) => (
          <span key={at}>{at === 0 ? '0' : signed(at, figure(at, 2))}</span>
        ))}
      </p>
      <figcaption>
        {`Δ${deltaUnit[info.unit]}. Height is the square root of the count. A pair counts as equal within ${String(within)}.`}
      </figcaption>
      <table className="visually-hidden">
        <caption>{`Distribution of Δ, A − B. ${words}.`}</caption>
        <thead>
          <tr>
            <th scope="col">Δ</th>
            <th scope="col">Clips</th>
          </tr>
        </thead>
        <tbody>
          {[...negative, { from: 0, to: 0, count: equal }, ...positive]
            .filter((bin) => bin.count > 0)
            .map((bin) => (
              <tr key={`${String(bin.from)} ${String(bin.to)}`}>
                <th scope="row">{bin.from === bin.to ? 'equal' : rangeWords(bin)}</th>
                <td>{count(bin.count)}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </figure>
  );
}

const rangeWords = ({ from, to }: DeltaBin): string =>
  `${signed(from, figure(from, 2))} to ${signed(to, figure(to, 2))}`;

function Bar({
  bin,
  series,
  x,
  width,
  height,
}: {
  bin: DeltaBin;
  series: 'A' | 'B';
  x: number;
  width: number;
  height: number;
}) {
  if (bin.count === 0) return null;
  const inset = series === 'B' ? 0.5 : 0;
  return (
    <rect
      className="compare-bar"
      data-series={series}
      x={x + inset}
      y={H - height + inset}
      width={Math.max(1, width - GAP - 2 * inset)}
      height={Math.max(1, height - inset)}
    >
      <title>{`${rangeWords(bin)}: ${plural(bin.count, 'clip')}, ${series} better`}</title>
    </rect>
  );
}
