import { datasetKindInWords } from '../../../shared/domain/dataset.ts';
import { listed } from '../../../shared/words/listed.ts';
import { bytes, dateOf, plural } from '../../../shared/words/numbers.ts';
import { hasPlans, type ReportData } from '../data/report-data.ts';
import { gallery, isOfPictures, type GalleryPicture } from './gallery.ts';
import { horizonFigure } from './horizon-figure.ts';
import { logo } from './glyphs.ts';
import { markup, trusted, type Markup } from './markup.ts';
import { metricsTable, tableMetrics } from './metrics-table.ts';
import { failuresTable, latencyTable, notScoredTable, provenance } from './record-tables.ts';
import { seriesKey } from './series-marks.ts';
import { slicesTable } from './slices-table.ts';
import { reportStyle } from './style.ts';

export interface PagePictures {
  worst: GalleryPicture[];
  best: GalleryPicture[];
}

/** A table that can be saved from the page. */
export interface Attachment {
  label: string;
  fileName: string;
  type: string;
  text: string;
}

/** Attachments up to this size are carried inside the page; larger ones lie beside it. */
const CARRIED_BYTES = 2_000_000;

/** Nothing may be loaded and no script may run: the page is read from a file, by anyone. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/** The report as one page that needs no other file, no network and no script. */
export function reportPage(data: ReportData, pictures: PagePictures, attachments: readonly Attachment[]): string {
  const metric = data.metrics.find((m) => m.key === data.metric) ?? data.metrics[0];
  const name = metric.title.replace(', ', ' at ');
  const paired = data.runs.length > 1;
  const strips = isOfPictures(data);
  const slices = markup`<section id="slices"><h2>Slices<span>${name}</span></h2>${slicesTable(data, metric)}</section>`;
  const worst = markup`<section id="worst"><h2>${paired ? 'Failure gallery' : 'Worst clips'}<span>${paired ? 'largest losses of A' : name}, at the key frame where it shows most</span></h2>${gallery(data, data.worst, pictures.worst, 'worst')}
${legend(data)}</section>`;
  const page = markup`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}"><meta name="referrer" content="no-referrer"><meta name="generator" content="Foresight">
<title>${data.title}</title><style>${trusted(reportStyle)}</style></head>
<body><nav aria-label="Contents"><div class="brand">${logo}Foresight</div>
${link('summary', 'Summary')}${link('metrics', 'Metrics', tableMetrics(data).length)}${link('slices', 'Slices', data.slices.length)}${strips && link('horizons', 'Seconds ahead')}${link('worst', paired ? 'Largest losses of A' : 'Worst clips', data.worst.length)}${link('best', paired ? 'Largest gains of A' : 'Best clips', data.best.length)}${link('failures', 'Tagged failures', data.failures.length)}${link('not-scored', 'Not scored', data.notScored.length)}${link('latency', 'Latency')}${link('provenance', 'Provenance')}${link('reproduce', 'How to reproduce')}
${files(attachments)}</nav>
<main><div id="summary"><div class="top"><h1>${data.title}</h1><span class="when">${data.workspace} · ${dateOf(data.createdUs)}</span></div>
<p class="verdict"><strong>${data.verdict.lead}</strong> ${data.verdict.rest}</p>${band(data)}</div>
<section id="metrics"><h2>Metrics<span>mean over ${plural(data.selection.clips, 'clip')} [95 % interval]</span></h2>${metricsTable(data)}</section>
${strips ? markup`<div class="pair">${slices}<section id="horizons"><h2>Seconds ahead<span>mean over clips with its 95 % interval</span></h2>${horizonFigure(data)}${runKeys(data)}</section></div>${worst}` : markup`<div class="pair">${slices}${worst}</div>`}
<section id="best"><h2>${paired ? 'Largest gains of A' : 'Best clips'}<span>${name}</span></h2>${gallery(data, data.best, pictures.best, 'best')}</section>
<section id="failures"><h2>Tagged failures<span>${plural(data.failures.length, 'tag')}, times from the clip's start</span></h2>${failuresTable(data.failures)}</section>
<section id="not-scored"><h2>Not scored<span>what the means above do not speak of</span></h2>${notScoredTable(data.notScored)}</section>
<section id="latency"><h2>Latency</h2>${latencyTable(data)}</section>
<section id="provenance"><h2>Provenance</h2>${provenance(data)}</section>
<section id="reproduce"><h2>How to reproduce<span>from a checkout, after npm ci; put “npm run foresight --” for foresight</span></h2><pre class="mono">${data.reproduce.join('\n')}</pre></section>
</main></body></html>
`;
  return page.markup;
}

const link = (id: string, text: string, count?: number): Markup =>
  markup`<a href="#${id}">${text}${count !== undefined && markup`<span class="n">${count}</span>`}</a>`;

/** Which line or row is whose, and what stands beside. */
const runKeys = ({ runs }: ReportData, beside: Markup | null = null): Markup =>
  markup`<p class="legend">${runs.map(({ letter, modelTitle }) => markup`<span>${seriesKey(letter)}${letter} ${modelTitle}</span>`)}${beside}</p>`;

const legend = (data: ReportData): Markup =>
  runKeys(
    data,
    isOfPictures(data)
      ? markup`<span>recorded pictures as the models see them; under each predicted one its score at that second</span>`
      : markup`<span>${seriesKey('human')}driven path</span><span>markers at +1 to +4 s; boxes by the recording's own calibration</span>`,
  );

function files(attachments: readonly Attachment[]): Markup {
  const carried = attachments.filter(({ text }) => Buffer.byteLength(text) <= CARRIED_BYTES);
  const beside = attachments.filter((attachment) => !carried.includes(attachment));
  const words = [
    'One file, works offline.',
    carried.length > 0 &&
      `It carries its tables (${bytes(carried.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0))}).`,
    beside.length > 0 && `${beside.map(({ fileName }) => fileName).join(', ')} lie beside it.`,
  ];
  return markup`<div class="files">${words.filter(Boolean).join(' ')}<div class="save">${carried.map(
    ({ label, fileName, type, text }) =>
      markup`<a download="${fileName}" href="data:${type};base64,${Buffer.from(text).toString('base64')}">${label}</a>`,
  )}</div></div>`;
}

const against = (data: ReportData): string =>
  listed([
    ...(hasPlans(data) ? ['the driven path'] : []),
    ...(data.runs.some(({ video }) => video) ? ['the recorded pictures'] : []),
  ]);

function band(data: ReportData): Markup {
  const short = (hash: string) => (hash.length > 12 ? `${hash.slice(0, 4)}…${hash.slice(-4)}` : hash);
  const versions = data.selection.datasets.map((d) => `${datasetKindInWords(d.kind)} ${d.version}`).join(', ');
  const providers = [...new Set(data.runs.map((run) => `${run.provider}, ${plural(run.threads, 'thread')}`))].join(
    '; ',
  );
  return markup`<dl class="band"><div><dt>Split</dt><dd>${versions}, ${data.selection.words} <span class="hash">${plural(data.selection.clips, 'clip')} ${short(data.selection.sha256)}</span></dd></div><div><dt>Scorer</dt><dd>${data.scorer.name}, against ${against(data)}</dd></div><div><dt>Runs</dt>${data.runs.map((run) => markup`<dd>${seriesKey(run.letter)}${run.letter} ${run.modelId} ${run.modelVersion} <span class="hash">${short(run.modelHash)}</span></dd>`)}</div><div><dt>Machine</dt><dd>${providers}<br><span style="color:var(--t2)">${data.machine.cpu}</span></dd></div></dl>`;
}
