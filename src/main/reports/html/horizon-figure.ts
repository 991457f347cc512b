import { videoHorizonsS, videoMetricKey, videoMetrics, type VideoMetric } from '../../../shared/domain/video-metric.ts';
import { metricValue } from '../../../shared/words/numbers.ts';
import type { ReportData, ReportMetric, RunLetter } from '../data/report-data.ts';
import { markup, type Markup } from './markup.ts';
import { marker, seriesMarks } from './series-marks.ts';

const WIDTH = 200;
const HEIGHT = 168;
const LEFT = 40;
const RIGHT = 8;
const TOP = 8;
const BOTTOM = 22;
/** px between the intervals of two runs at one second. */
const APART = 5;

/** How each score of predicted pictures changes with the seconds ahead: a line a run with 95 % intervals. */
export function horizonFigure(data: Pick<ReportData, 'metrics' | 'runs'>): Markup {
  const charts = videoMetrics.filter((metric) => rowsOf(data, metric).length > 0);
  return markup`<div class="charts">${charts.map((metric) => chart(data, metric))}</div>`;
}

const rowsOf = ({ metrics }: Pick<ReportData, 'metrics'>, metric: VideoMetric) =>
  videoHorizonsS.flatMap((horizonS, i) => {
    const row = metrics.find(({ key }) => key === videoMetricKey(metric, horizonS));
    return row?.runs.some((run) => run !== null) ? [{ row, horizonS, place: i }] : [];
  });

function chart(data: Pick<ReportData, 'metrics' | 'runs'>, metric: VideoMetric): Markup {
  const rows = rowsOf(data, metric);
  const [{ row: first }] = rows;
  const scale = verticalScale(rows.map(({ row }) => row));
  const xOf = (place: number) => LEFT + 14 + (place * (WIDTH - LEFT - RIGHT - 28)) / (videoHorizonsS.length - 1);
  const name = `${first.title.split('@')[0]}${first.unit === 'dB' ? ', dB' : ''}`;
  const line = (letter: RunLetter, i: number): Markup => {
    const mark = seriesMarks[letter];
    const points = rows.flatMap(({ row, place }) => {
      const run = row.runs[i];
      if (!run) return [];
      const x = xOf(place) + (i - (data.runs.length - 1) / 2) * APART;
      return [{ x, y: scale.yOf(run.mean), low: scale.yOf(run.low), high: scale.yOf(run.high) }];
    });
    const path = points.map(({ x, y }, p) => `${p === 0 ? 'M' : 'L'}${round(x)} ${round(y)}`).join('');
    const bars = points.map(
      ({ x, low, high }) =>
        `M${round(x)} ${round(low)}V${round(high)}M${round(x - 2.5)} ${round(low)}h5M${round(x - 2.5)} ${round(high)}h5`,
    );
    return markup`<path d="${path}" fill="none" stroke="${mark.colour}" stroke-width="1.6" stroke-dasharray="${mark.dash}"/><path d="${bars.join('')}" fill="none" stroke="${mark.colour}" stroke-width="1.1"/>${points.map(({ x, y }) => marker(mark, round(x), round(y), 3.2, '#ffffff'))}`;
  };
  return markup`<figure><figcaption><b>${name}</b></figcaption><svg width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${name} by seconds ahead; the table above holds the numbers">${scale.ticks.map(
    (value) =>
      markup`<path d="M${LEFT} ${round(scale.yOf(value))}H${WIDTH - RIGHT}" stroke="#e0e3e8"/><text x="${LEFT - 5}" y="${round(scale.yOf(value) + 3)}" text-anchor="end" font-size="9.5" fill="#5b6674">${metricValue(value, first)}</text>`,
  )}${videoHorizonsS.map((s, place) => markup`<text x="${round(xOf(place))}" y="${HEIGHT - 6}" text-anchor="middle" font-size="9.5" fill="#5b6674">+${s} s</text>`)}${data.runs.map(({ letter }, i) => line(letter, i))}</svg></figure>`;
}

/** From the lowest bound to the highest with a margin, and three lines in it. */
function verticalScale(rows: readonly ReportMetric[]): { yOf: (value: number) => number; ticks: number[] } {
  const bounds = rows.flatMap(({ runs }) => runs.flatMap((run) => (run ? [run.low, run.high] : [])));
  const [low, high] = [Math.min(...bounds), Math.max(...bounds)];
  const margin = Math.max((high - low) * 0.08, 1e-3);
  const [from, to] = [low - margin, high + margin];
  return {
    yOf: (value) => HEIGHT - BOTTOM - ((value - from) / (to - from)) * (HEIGHT - TOP - BOTTOM),
    ticks: [low, (low + high) / 2, high],
  };
}

const round = (value: number): number => Math.round(value * 10) / 10;
