import { unitAfter } from '../../../shared/words/score-units.ts';
import { ABSENT, metricDelta, metricValue } from '../../../shared/words/numbers.ts';
import type { ReportData, ReportMetric, ReportSlice } from '../data/report-data.ts';
import { SMALL_SLICE } from '../data/slices.ts';
import { halfGlyph } from './glyphs.ts';
import { markup, type Markup } from './markup.ts';
import { marker, seriesMarks } from './series-marks.ts';

const WIDTH = 140;
const groupNames: Record<ReportSlice['group'], string> = {
  all: '',
  location: 'Location',
  manoeuvre: 'Manoeuvre',
  speed: 'Mean speed',
  tag: 'Tag',
};

/** The report's metric by place, manoeuvre, speed and tag: a mark a run on one axis, and A − B. */
export function slicesTable(data: ReportData, metric: ReportMetric): Markup {
  const values = data.slices.flatMap((slice) => slice.means.filter((mean) => mean !== null));
  const largest = Math.max(1e-9, ...values) * 1.05;
  const paired = data.runs.length > 1;
  const at = (value: number) => Math.round((5 + (value / largest) * (WIDTH - 10)) * 10) / 10;
  const groups = [...Map.groupBy(data.slices, (slice) => slice.group)];
  return markup`<table class="slices"><thead><tr><th>Slice</th><th class="r">Clips</th><th><span class="axis mono"><span>0</span><span>${metricValue(largest, metric)}${unitAfter(metric.unit)}</span></span></th>${paired ? markup`<th class="r">A − B</th>` : markup`<th class="r">A</th>`}</tr></thead><tbody>${groups.map(
    ([group, slices]) =>
      markup`${groupNames[group] !== '' && markup`<tr class="group"><td colspan="4">${groupNames[group]}</td></tr>`}${slices.map((slice) => row(slice, data, metric, at, paired))}`,
  )}</tbody></table>
<p class="caption">Clips that all runs scored. ${halfGlyph('fewer than 5 clips')} fewer than ${SMALL_SLICE} clips: a hint, no finding.</p>`;
}

function row(
  slice: ReportSlice,
  data: ReportData,
  metric: ReportMetric,
  at: (value: number) => number,
  paired: boolean,
): Markup {
  const shown = slice.means.flatMap((mean, i) => (mean === null ? [] : [{ letter: data.runs[i].letter, x: at(mean) }]));
  const xs = shown.map(({ x }) => x);
  const span =
    xs.length > 1 && markup`<path d="M${Math.min(...xs)} 8H${Math.max(...xs)}" stroke="#b9c0cc" stroke-width="3"/>`;
  return markup`<tr${slice.group === 'all' && markup` class="all"`}><td class="label">${slice.label}</td><td class="n">${slice.clips < SMALL_SLICE && halfGlyph('fewer than 5 clips')} ${slice.clips}</td><td><svg width="${WIDTH}" height="16" viewBox="0 0 ${WIDTH} 16" aria-hidden="true"><path d="M5 8H${WIDTH - 5}" stroke="#e0e3e8" stroke-width="2"/>${span}${shown.map(({ letter, x }) => marker(seriesMarks[letter], x, 8, 3.6, letter === 'A' ? null : '#ffffff'))}</svg></td><td class="n">${
    paired ? metricDelta(slice.delta, metric) : slice.means[0] === null ? ABSENT : metricValue(slice.means[0], metric)
  }</td></tr>`;
}
