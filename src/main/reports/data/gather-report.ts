import { cpus, totalmem } from 'node:os';
import { basename } from 'node:path';
import type { ReportRequest } from '../../../shared/api/report.ts';
import { scoreInfoOf, scoreInfos } from '../../../shared/domain/score.ts';
import type { Run } from '../../../shared/domain/run.ts';
import type { Inference } from '../../inference/inference.ts';
import type { JobContext } from '../../jobs/job-context.ts';

import { DEFAULT_SEED, RESAMPLES } from '../../metrics/statistics/bootstrap.ts';
import type { ClipValues, Workspace } from '../../workspace/workspace.ts';
import { readClipRows, reportClip, type ClipRow } from './clip-rows.ts';
import { constantVelocityOver } from './constant-velocity.ts';
import { clipListHash, filterWords } from './filter-words.ts';
import { figuresOf, pairedOf } from './figures.ts';
import { notScored } from './not-scored.ts';
import { hasPlans, type ReportClip, type ReportData, type ReportMetric, type ReportRun } from './report-data.ts';
import { emptySelection, metricNotScored, nothingScored, unknownMetric, unknownRun } from './report-problems.ts';
import { reportRun, toldOptions, withScoreNotes } from './report-run.ts';
import { reproduceCommands } from './reproduce.ts';
import { slicesOf } from './slices.ts';
import { taggedFailures } from './tagged-failures.ts';
import { softwareVersions } from './software-versions.ts';
import { verdictOf } from './verdict.ts';

/** Names of the scorers whose numbers a report holds; each changes when a definition changes. */
const PLAN_SCORER = 'displacement 1';
const PICTURE_SCORER = 'pictures 1';

/** A report without its gallery, which needs the recordings themselves. */
export type GatheredReport = Omit<ReportData, 'worst' | 'best'>;

/**
 * Everything a report says in words and numbers.
 * Fails with `report.empty-selection`, `report.nothing-scored`, `report.unknown-metric`, `report.metric-not-scored` or
 * `run.unknown`.
 */
export async function gatherReport(
  parts: { workspace: Workspace; inference: Inference; request: ReportRequest; reportId: string; createdUs: number },
  context: JobContext,
): Promise<GatheredReport> {
  const { workspace, request } = parts;
  const primary = scoreInfoOf(request.metric);
  if (!primary) throw unknownMetric(request.metric);
  const stored = await Promise.all(request.runIds.map((runId) => knownRun(workspace, runId)));
  const [tagTypes, datasets] = await Promise.all([workspace.review.tagTypes(), workspace.datasets.list()]);
  const tagName = (id: string) => tagTypes.find((type) => type.tagTypeId === id)?.name ?? id;
  const datasetTitle = (id: string) => datasets.find((d) => d.datasetId === id)?.title ?? id;
  const words = filterWords(request.filter, { dataset: datasetTitle, tag: tagName });

  context.progress({ done: 0, total: 0, unit: 'clips', current: 'reading the library' });
  const rows = await readClipRows(workspace, request.filter, context.signal);
  if (rows.length === 0) throw emptySelection(words);
  const clipIds = rows.map((row) => row.summary.clipId);

  const values = await workspace.runs.clipValues(request.runIds, request.filter);
  const byRun = Map.groupBy(values, (v) => v.runId);
  if (!values.some((v) => Object.keys(v.values).length > 0)) {
    throw nothingScored(stored.map((run) => run.modelTitle).join(' and '), rows.length);
  }
  if (!values.some((v) => v.values[request.metric] !== undefined)) {
    const scored = scoreInfos.filter(({ key }) => values.some((v) => v.values[key] !== undefined));
    throw metricNotScored(
      primary.title,
      rows.length,
      scored.map(({ title }) => title),
    );
  }
  const runs = stored.map((run, i) => reportRun(run, i, byRun.get(run.runId) ?? []));
  // Pictures are no plans: a baseline of plans beside them would fill a table with numbers about nothing in the report.
  const constantVelocity = hasPlans({ runs }) ? await constantVelocityOver(clipIds, parts, context) : null;
  const figures = await figuresOf(runs, byRun, constantVelocity?.values ?? []);
  const clips = clipsWithValues(rows, runs, byRun, constantVelocity?.values ?? [], tagName);
  const allMetrics = scoreInfos.map(({ key, title, unit, better }): ReportMetric => ({
    key,
    title,
    unit,
    better,
    runs: figures.byRun.map((run) => run[key] ?? null),
    constantVelocity: figures.constantVelocity?.[key] ?? null,
    paired: pairedOf(figures.paired, key),
  }));
  // What nobody was scored by is no row of any table.
  const metrics = allMetrics.filter(
    ({ key, runs, constantVelocity }) =>
      key === request.metric || constantVelocity !== null || runs.some((run) => run !== null),
  );
  const ownMetric = metrics.find((metric) => metric.key === request.metric) ?? metrics[0];
  const letters = runs.map((run) => run.letter);
  const used = datasets.filter((d) => rows.some((row) => row.summary.datasetId === d.datasetId));

  return {
    format: 1,
    reportId: parts.reportId,
    title: request.title,
    createdUs: parts.createdUs,
    workspace: basename(workspace.folder),
    metric: request.metric,
    verdict: verdictOf(ownMetric, letters, pairedOf(figures.againstConstantVelocity, request.metric)),
    selection: {
      words,
      clips: rows.length,
      frames: sum(rows.map((row) => row.summary.frameCount)),
      sha256: clipListHash(clipIds),
      datasets: used.map(({ datasetId, kind, version, title }) => {
        const own = rows.filter((row) => row.summary.datasetId === datasetId).map((row) => row.summary);
        return {
          datasetId,
          kind,
          version,
          title,
          clips: own.length,
          images: sum(own.map((clip) => clip.imageCount)),
          absentImages: sum(own.map((clip) => clip.absentImageCount)),
        };
      }),
    },
    scorer: {
      name: scorerOf(runs),
      resamples: RESAMPLES,
      seed: DEFAULT_SEED,
      comparisons: figures.paired.filter((pair) => pair.p !== null).length,
    },
    runs: runs.map((run, i) => withScoreNotes(run, stored[i], figures.references[i])),
    constantVelocity: constantVelocity?.source ?? null,
    metrics,
    slices: slicesOf(clips, letters, request.metric),
    failures: taggedFailures(rows, runs, tagName),
    notScored: await notScored(workspace, rows, runs, stored, request.metric, context),
    clips,
    machine: {
      platform: `${process.platform} ${process.arch}`,
      cpu: cpus()[0]?.model.trim() ?? 'unknown',
      threads: cpus().length,
      memoryBytes: totalmem(),
    },
    software: softwareVersions(),
    reproduce: reproduceCommands(
      request,
      used,
      await Promise.all(runs.map((run) => toldOptions(run, parts.inference))),
    ),
  };
}

const scorerOf = (runs: readonly ReportRun[]): string =>
  [hasPlans({ runs }) && PLAN_SCORER, runs.some(({ video }) => video) && PICTURE_SCORER].filter(Boolean).join(', ');

async function knownRun(workspace: Workspace, runId: string): Promise<Run> {
  const run = await workspace.runs.get(runId);
  if (!run) throw unknownRun(runId);
  return run;
}

function clipsWithValues(
  rows: readonly ClipRow[],
  runs: readonly ReportRun[],
  byRun: Map<string, ClipValues[]>,
  baseline: readonly ClipValues[],
  tagName: (id: string) => string,
): ReportClip[] {
  const columns: [string, Map<string, ClipValues>][] = [
    ...runs.map((run): [string, Map<string, ClipValues>] => [run.letter, byClip(byRun.get(run.runId) ?? [])]),
    ['CV', byClip(baseline)],
  ];
  return rows.map((row) => {
    const own = columns.flatMap(([letter, values]) => {
      const found = values.get(row.summary.clipId);
      return found && Object.keys(found.values).length > 0 ? [[letter, found.values] as const] : [];
    });
    return reportClip(row, tagName, Object.fromEntries(own));
  });
}

const byClip = (values: readonly ClipValues[]) => new Map(values.map((v) => [v.clipId, v]));

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
