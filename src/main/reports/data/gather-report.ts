import { cpus, totalmem } from 'node:os';
import { basename } from 'node:path';
import type { ReportRequest } from '../../../shared/api/report.ts';
import { secondsBetween } from '../../../shared/domain/time.ts';
import { metricInfoOf, metricInfos, type Interval, type PairedDifference } from '../../../shared/domain/score.ts';
import type { Run } from '../../../shared/domain/run.ts';
import type { Inference } from '../../inference/inference.ts';
import type { JobContext } from '../../jobs/job-context.ts';
import { createScoreSummaries } from '../../jobs/score-summaries.ts';

import { DEFAULT_SEED, RESAMPLES } from '../../metrics/statistics/bootstrap.ts';
import type { ClipValues, Workspace } from '../../workspace/workspace.ts';
import { readClipRows, reportClip, type ClipRow } from './clip-rows.ts';
import { CONSTANT_VELOCITY, constantVelocityOver } from './constant-velocity.ts';
import { clipListHash, filterWords } from './filter-words.ts';
import { notScoredOf } from './not-scored.ts';
import {
  runLetters,
  type NotScored,
  type ReportClip,
  type ReportData,
  type ReportMetric,
  type ReportRun,
  type TaggedFailure,
} from './report-data.ts';
import { emptySelection, nothingScored, unknownMetric, unknownRun } from './report-problems.ts';
import { reproduceCommands } from './reproduce.ts';
import { slicesOf } from './slices.ts';
import { softwareVersions } from './software-versions.ts';
import { verdictOf } from './verdict.ts';

/** Name of the scorer whose numbers a report holds; changes when a definition changes. */
export const SCORER = 'displacement 1';

/** A report without its gallery, which needs the recordings themselves. */
export type GatheredReport = Omit<ReportData, 'worst' | 'best'>;

/**
 * Everything a report says in words and numbers.
 * Fails with `report.empty-selection`, `report.nothing-scored`, `report.unknown-metric` or `run.unknown`.
 */
export async function gatherReport(
  parts: { workspace: Workspace; inference: Inference; request: ReportRequest; reportId: string; createdUs: number },
  context: JobContext,
): Promise<GatheredReport> {
  const { workspace, request } = parts;
  const primary = metricInfoOf(request.metric);
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
  const constantVelocity = await constantVelocityOver(clipIds, parts, context);
  const runs = stored.map((run, i) => reportRun(run, i, byRun.get(run.runId) ?? []));
  const figures = await summaries(runs, byRun, constantVelocity?.values ?? []);
  const clips = clipsWithValues(rows, runs, byRun, constantVelocity?.values ?? [], tagName);
  const metrics = metricInfos.map(({ key, title, unit, better }): ReportMetric => ({
    key,
    title,
    unit,
    better,
    runs: figures.byRun.map((run) => run[key] ?? null),
    constantVelocity: figures.constantVelocity?.[key] ?? null,
    paired: pairedOf(figures.paired, key),
  }));
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
      name: SCORER,
      resamples: RESAMPLES,
      seed: DEFAULT_SEED,
      comparisons: figures.paired.filter((pair) => pair.p !== null).length,
    },
    runs,
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
      stored.map((run) => run.modelId),
    ),
  };
}

async function knownRun(workspace: Workspace, runId: string): Promise<Run> {
  const run = await workspace.runs.get(runId);
  if (!run) throw unknownRun(runId);
  return run;
}

const reportRun = (run: Run, i: number, values: readonly ClipValues[]): ReportRun => ({
  letter: runLetters[i],
  runId: run.runId,
  modelId: run.modelId,
  modelTitle: run.modelTitle,
  modelVersion: run.modelVersion,
  modelHash: run.modelHash,
  family: run.family,
  provider: run.provider,
  threads: run.threads,
  status: run.status,
  createdUs: run.createdUs,
  clipsScored: values.filter((v) => Object.keys(v.values).length > 0).length,
  stageMs: run.stageMs,
});

interface Figures {
  byRun: Record<string, Interval | null>[];
  constantVelocity: Record<string, Interval | null> | null;
  paired: PairedDifference[];
  againstConstantVelocity: PairedDifference[];
}

async function summaries(
  runs: readonly ReportRun[],
  byRun: Map<string, ClipValues[]>,
  baseline: readonly ClipValues[],
): Promise<Figures> {
  const valuesOf = (run: ReportRun) => byRun.get(run.runId) ?? [];
  const renamed = baseline.map((v) => ({ ...v, runId: CONSTANT_VELOCITY }));
  const scores = createScoreSummaries();
  try {
    const own = await scores.summarise(
      runs.map((run) => run.runId),
      runs.flatMap(valuesOf),
    );
    const [constantVelocity] = await scores.summarise([CONSTANT_VELOCITY], renamed);
    return {
      byRun: own.map((summary) => summary.metrics),
      constantVelocity: renamed.length > 0 ? constantVelocity.metrics : null,
      paired: runs.length > 1 ? await scores.compare(valuesOf(runs[0]), valuesOf(runs[1])) : [],
      againstConstantVelocity:
        runs.length === 1 && runs[0].modelId !== CONSTANT_VELOCITY
          ? await scores.compare(valuesOf(runs[0]), renamed)
          : [],
    };
  } finally {
    await scores.close();
  }
}

function pairedOf(differences: readonly PairedDifference[], key: string): ReportMetric['paired'] {
  const found = differences.find((difference) => difference.metric === key);
  if (!found) return null;
  const { delta, p, pCorrected, betterA, betterB, equal } = found;
  return { delta, p, pCorrected, betterA, betterB, equal };
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

const severityOrder = { critical: 0, major: 1, minor: 2 };

function taggedFailures(
  rows: readonly ClipRow[],
  runs: readonly ReportRun[],
  tagName: (id: string) => string,
): TaggedFailure[] {
  const failures = rows.flatMap(({ summary, review }) =>
    review.tags.map((tag): TaggedFailure => ({
      clipId: summary.clipId,
      clipName: summary.name,
      tagName: tagName(tag.tagTypeId),
      severity: tag.severity,
      startS: tag.startUs === null ? null : secondsBetween(summary.startUs, tag.startUs),
      endS: tag.endUs === null ? null : secondsBetween(summary.startUs, tag.endUs),
      runLetter: runs.find((run) => run.runId === tag.runId)?.letter ?? null,
      note: tag.note,
    })),
  );
  return failures.sort(
    (x, y) =>
      severityOrder[x.severity] - severityOrder[y.severity] ||
      x.clipName.localeCompare(y.clipName) ||
      (x.startS ?? 0) - (y.startS ?? 0),
  );
}

async function notScored(
  workspace: Workspace,
  rows: readonly ClipRow[],
  runs: readonly ReportRun[],
  stored: readonly Run[],
  metric: string,
  context: JobContext,
): Promise<NotScored[]> {
  const found: NotScored[] = [];
  const runIds = runs.map((run) => run.runId);
  for (const [i, { summary }] of rows.entries()) {
    context.signal.throwIfAborted();
    context.progress({ done: i, total: rows.length, unit: 'clips', current: summary.name });
    const [predictions, scores] = await Promise.all([
      workspace.runs.predictions(summary.clipId, runIds),
      workspace.runs.scores(summary.clipId, runIds),
    ]);
    runs.forEach((run, r) => {
      const failure = stored[r].failures.find((f) => f.clipId === summary.clipId)?.reason;
      const ownPredictions = predictions.find((p) => p.runId === run.runId);
      const ownScores = scores.find((s) => s.runId === run.runId);
      found.push(
        ...notScoredOf(
          run,
          { clipId: summary.clipId, clipName: summary.name },
          ownPredictions,
          ownScores,
          metric,
          failure,
        ),
      );
    });
  }
  return found;
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
