import { datasetKindInWords } from '../../../shared/domain/dataset.ts';
import { ABSENT, clipTime, dateOf, figure, plural } from '../../../shared/words/numbers.ts';
import { hasPlans, type NotScored, type ReportData, type TaggedFailure } from '../data/report-data.ts';
import { failGlyph, halfGlyph } from './glyphs.ts';
import { markup, type Markup } from './markup.ts';

/** What engineers tagged on these clips. */
export function failuresTable(failures: readonly TaggedFailure[]): Markup {
  if (failures.length === 0) return markup`<p class="quiet">No failure is tagged on these clips.</p>`;
  return markup`<div class="scroll"><table><thead><tr><th>Tag</th><th>Severity</th><th>Clip</th><th class="r">From</th><th class="r">To</th><th>Run</th><th>Note</th></tr></thead><tbody>${failures.map(
    (f) =>
      markup`<tr><td class="name">${f.tagName}</td><td>${f.severity === 'critical' ? failGlyph : f.severity === 'major' && halfGlyph('major')} ${f.severity}</td><td class="mono">${f.clipName}</td><td class="n">${time(f.startS, 'whole clip')}</td><td class="n">${time(f.endS, '')}</td><td>${f.runLetter ?? ABSENT}</td><td class="wrap">${f.note}</td></tr>`,
  )}</tbody></table></div>`;
}

const time = (seconds: number | null, otherwise: string): string =>
  seconds === null ? otherwise : clipTime(seconds * 1e6);

/** What the means do not speak of, by run and reason. */
export function notScoredTable(rows: readonly NotScored[]): Markup {
  if (rows.length === 0) return markup`<p class="quiet">Every key frame of every clip is scored.</p>`;
  const groups = [
    ...Map.groupBy(rows, (row) => `${row.letter}\n${row.frames === null ? 'clip' : 'frames'}\n${row.reason}`).values(),
  ];
  return markup`<div class="scroll"><table><thead><tr><th>Run</th><th>Reason</th><th class="r">Clips</th><th class="r">Key frames</th><th>For example</th></tr></thead><tbody>${groups.map(
    (group) => {
      const [first] = group;
      const frames =
        first.frames === null ? 'all of them' : String(group.reduce((sum, row) => sum + (row.frames ?? 0), 0));
      const examples = group
        .slice(0, 3)
        .map((row) => row.clipName)
        .join(', ');
      return markup`<tr><td>${first.letter}</td><td class="wrap">${first.reason}</td><td class="n">${group.length}</td><td class="n">${frames}</td><td class="mono wrap">${examples}${group.length > 3 && ' …'}</td></tr>`;
    },
  )}</tbody></table></div>`;
}

/** Median cost of a decision instant by stage. */
export function latencyTable(data: ReportData): Markup {
  const stages = [...new Set(data.runs.flatMap((run) => Object.keys(run.stageMs)))];
  if (stages.length === 0) return markup`<p class="quiet">No run recorded what its stages cost.</p>`;
  const ms = (value: number | undefined) => (value === undefined ? ABSENT : figure(value));
  return markup`<table><thead><tr><th>Stage</th>${data.runs.map((run) => markup`<th class="r">${run.letter} ${run.modelTitle}, ms</th>`)}</tr></thead><tbody>${stages.map(
    (stage) =>
      markup`<tr><td>${stage}</td>${data.runs.map((run) => markup`<td class="n">${ms(run.stageMs[stage])}</td>`)}</tr>`,
  )}<tr><td class="name">Sum</td>${data.runs.map((run) => markup`<td class="n m">${ms(sum(Object.values(run.stageMs)))}</td>`)}</tr></tbody></table><p class="caption">Median a decision instant, on ${data.machine.cpu}; ${data.runs.map((run) => `${run.letter} ${run.provider}, ${plural(run.threads, 'thread')}`).join('; ')}.</p>`;
}

/** What made these numbers: data, models, machine, versions. */
export function provenance(data: ReportData): Markup {
  const pair = (name: string, value: string | Markup) => markup`<tr><th>${name}</th><td>${value}</td></tr>`;
  const mono = (text: string) => markup`<span class="mono">${text}</span>`;
  return markup`<div class="two"><table class="kv"><tbody>${data.runs.map((run) => [
    pair(`Run ${run.letter}`, markup`${run.modelTitle} ${run.modelVersion}, ${run.family}`),
    pair('Model hash', mono(run.modelHash === '' ? 'none' : run.modelHash)),
    pair('Run id', mono(run.runId)),
    pair(
      'Made',
      markup`${dateOf(run.createdUs)} on ${run.provider}, ${plural(run.threads, 'thread')}; ${run.status}, ${plural(run.clipsScored, 'clip')} scored`,
    ),
    ...Object.entries(run.parts).map(([id, hash]) => pair(`Calls on ${id}`, mono(hash))),
    run.video && pair('Decision instants', `at least ${figure(run.video.everyS)} s apart`),
    ...Object.entries(run.notes).map(([name, words]) => pair(capital(name), words)),
  ])}${hasPlans(data) && pair('Constant velocity', data.constantVelocity ?? 'absent')}</tbody></table>
<table class="kv"><tbody>${data.selection.datasets.map((d) => pair(d.title, `${datasetKindInWords(d.kind)} ${d.version}: ${plural(d.clips, 'clip')}, ${plural(d.images, 'image')}, ${d.absentImages.toLocaleString('en').replaceAll(',', '\u202f')} not on disk`))}${pair('Selection', `${data.selection.words}: ${plural(data.selection.clips, 'clip')}, ${plural(data.selection.frames, 'key frame')}`)}${pair('Clip list SHA-256', mono(data.selection.sha256))}${pair('Scorer', data.scorer.name)}${pair('Machine', `${data.machine.cpu}, ${plural(data.machine.threads, 'thread')}, ${figure(data.machine.memoryBytes / 1e9)} GB, ${data.machine.platform}`)}${pair(
    'Software',
    Object.entries(data.software)
      .map(([name, version]) => `${name} ${version}`)
      .join(', '),
  )}${pair('Report', mono(data.reportId))}</tbody></table></div>`;
}

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
