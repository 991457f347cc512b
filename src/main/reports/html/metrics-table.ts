import { ABSENT, metricDelta, metricValue, pValue, plural } from '../../../shared/words/numbers.ts';
import { scoreInfoOf, type ScoreInfo } from '../../../shared/domain/score.ts';
import { hasPlans, type ReportData, type ReportMetric } from '../data/report-data.ts';
import { quotedFor, quotedSources, quotedSystems } from '../quoted-results.ts';
import { deltaTicks, type DeltaScale } from './delta-ticks.ts';
import { markup, type Markup } from './markup.ts';

/** Rows of the table: the report's metric first, then PDM scores and all at 10 Hz; the files hold every metric. */
export function tableMetrics(data: Pick<ReportData, 'metrics' | 'metric'>): ReportMetric[] {
  const own = data.metrics.filter((metric) => metric.key === data.metric);
  const differs = (metric: ReportMetric) => {
    const plain = data.metrics.find((m) => m.key === metric.key.replace('minAde', 'ade').replace('minFde', 'fde'));
    return plain === undefined || metric.runs.some((run, i) => run?.mean !== plain.runs[i]?.mean);
  };
  const others = data.metrics.filter((metric) => {
    const info = scoreInfoOf(metric.key);
    if (metric.key === data.metric || !info) return false;
    if (info.family !== 'displacement') return true;
    if (info.rate !== '10Hz') return false;
    // With one path a plan the minimum over paths is the path itself: said in the caption instead of printed twice.
    return !metric.key.startsWith('min') || differs(metric);
  });
  return [...own, ...others];
}

/** All metrics with intervals, the paired difference, constant velocity and, apart, what papers print. */
export function metricsTable(data: ReportData): Markup {
  const metrics = tableMetrics(data);
  const paired = data.runs.length > 1;
  const scale = deltaScale(metrics);
  const hasQuoted = metrics.some((metric) => quotedFor(metric.key).length > 0);
  const plans = hasPlans(data);
  return markup`<div class="scroll"><table>
<thead>${
    hasQuoted &&
    markup`<tr><th colspan="${(plans ? 3 : 2) + data.runs.length + (paired ? 3 : 0)}" style="border-bottom:0"></th><th class="q over" colspan="${quotedSystems.length}">Quoted, other data</th></tr>`
  }
<tr><th>Metric</th><th></th>${data.runs.map((run) => markup`<th class="r" style="color:var(--${run.letter.toLowerCase()})">${run.letter} ${run.modelTitle}</th>`)}${paired && markup`<th colspan="2" class="gap">A − B, paired</th><th class="r">p′</th>`}${plans && markup`<th class="r">Constant velocity</th>`}${hasQuoted && quotedSystems.map((system) => markup`<th class="q">${system}</th>`)}</tr></thead>
<tbody>${metrics.map((metric, i) => row(metric, i === 0, data, scale, hasQuoted))}</tbody></table></div>
<p class="caption">${captionOf(data, metrics)}${
    hasQuoted && ` Quoted: ${quotedSources().join('; ')}. Those are other data and models of other size: no comparison.`
  }</p>`;
}

/** What stands beside a metric's name: the setting it was made in, and its unit. */
function detailOf(info: ScoreInfo | undefined, metric: ReportMetric): string {
  const unit = metric.unit === 'share' ? '× 100' : metric.unit;
  if (info?.family === 'pdm') return `${metric.title.split(', ').slice(1).join(', ')}, ${unit}`;
  if (info?.family === 'video') return metric.unit === 'index' ? 'predicted pictures' : `predicted pictures, ${unit}`;
  return `${info?.rate === '10Hz' ? '10 Hz' : 'model rate'}, ${unit}`;
}

function row(metric: ReportMetric, isFirst: boolean, data: ReportData, scale: DeltaScale, hasQuoted: boolean): Markup {
  const paired = data.runs.length > 1;
  const name = metric.title.split(',')[0];
  const detail = [detailOf(scoreInfoOf(metric.key), metric), clipsOf(metric, data)].filter(Boolean).join(', ');
  const quoted = quotedFor(metric.key);
  return markup`<tr${isFirst && markup` class="first"`}><td class="name">${name}</td><td class="t">${detail}</td>${metric.runs.map(
    (run) =>
      run
        ? markup`<td class="n"><b>${metricValue(run.mean, metric)}</b><span class="ci">[${metricValue(run.low, metric)}, ${metricValue(run.high, metric)}]</span></td>`
        : markup`<td class="n">${ABSENT}</td>`,
  )}${
    paired &&
    markup`<td class="n gap">${metricDelta(metric.paired?.delta.mean, metric)}</td><td class="ticks">${metric.paired && deltaTicks(metric.paired.delta, metric, scale)}</td><td class="n">${pValue(metric.paired?.pCorrected ?? null)}</td>`
  }${hasPlans(data) && markup`<td class="n">${metricValue(metric.constantVelocity?.mean, metric)}</td>`}${
    hasQuoted &&
    quotedSystems.map(
      (system) => markup`<td class="n q">${quoted.find((q) => q.system === system)?.value.toFixed(2) ?? ABSENT}</td>`,
    )
  }</tr>`;
}

/** How the numbers were made and are read, without a word about metrics that the table does not have. */
function captionOf(data: ReportData, metrics: readonly ReportMetric[]): string {
  const has = (family: ScoreInfo['family']) => metrics.some((metric) => scoreInfoOf(metric.key)?.family === family);
  const resamples = data.scorer.resamples.toLocaleString('en').replace(',', '\u202f');
  const ofPlans = has('displacement') || has('pdm');
  const onePath = has('displacement') && metrics.every((metric) => !metric.key.startsWith('min'));
  const baseline = data.constantVelocity ?? 'absent, the baseline could not run';
  return [
    `Mean over clips with the 95 % interval of ${resamples} resamples of clips (percentiles, seed ${data.scorer.seed}).`,
    'A clip counts once: the mean over its key frames.',
    ofPlans &&
      'Miss rates and PDM scores are × 100; of lengths and miss rates the smaller is better, of PDM scores the larger.',
    has('video') && 'SSIM, PSNR and CosSim hold predicted pictures against recorded ones; the larger is better.',
    data.runs.length > 1 &&
      `A − B over the clips both scored; filled where its interval leaves 0 out, on the side and in the colour of the better run. p′ is the paired t test corrected by Bonferroni over ${plural(data.scorer.comparisons, 'metric')}.`,
    onePath && 'Every run plans one path, so minADE and minFDE equal ADE and FDE.',
    hasPlans(data) && `Constant velocity: ${baseline}.`,
    has('displacement') && 'Model-rate metrics are in the CSV and JSON files.',
  ]
    .filter(Boolean)
    .join(' ');
}

/** How many clips have it, where that is not all of them: a clip without a map has no PDM score, a short one none at 8 s. */
function clipsOf({ runs }: ReportMetric, { selection }: ReportData): string {
  const counts = runs.map((run) => run?.clips ?? 0);
  if (counts.every((clips) => clips === selection.clips)) return '';
  const told = new Set(counts).size === 1 ? [counts[0]] : counts;
  return `${told.join(' / ')} of ${plural(selection.clips, 'clip')}`;
}

/** Lengths share one axis, shares another, and so on, so that bars of one unit can be held against each other. */
function deltaScale(metrics: readonly ReportMetric[]): DeltaScale {
  const largest = (unit: ReportMetric['unit']) =>
    Math.max(
      1e-9,
      ...metrics.flatMap((m) =>
        m.unit === unit && m.paired ? [Math.abs(m.paired.delta.low), Math.abs(m.paired.delta.high)] : [],
      ),
    );
  return { m: largest('m'), share: largest('share'), index: largest('index'), dB: largest('dB') };
}
