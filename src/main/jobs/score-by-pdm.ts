import { availableParallelism } from 'node:os';
import type { ClipId } from '../../shared/domain/clip.ts';
import { pdmMetricKey, type PdmSetting } from '../../shared/domain/pdm-metric.ts';
import { problemOf } from '../../shared/domain/problem.ts';
import type { ClipScores } from '../../shared/domain/score.ts';
import { columnReader } from '../metrics/clip-matrix.ts';
import type { PdmClipScores } from '../metrics/pdm/clip-scores.ts';
import { startThread, type Thread } from '../runtime/thread.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { JobContext } from './job-context.ts';
import { cacheFolders } from './cache-folders.ts';
import type { PdmOperations, ScoreRequest } from './pdm-thread.ts';
import { planBefore } from './plan-before.ts';

/** The settings that a run is scored in where nobody asks for others: what both versions of the kit do by default. */
export const defaultPdmSettings: readonly PdmSetting[] = [
  { version: 'v2', filter: 'human', traffic: 'log-replay' },
  { version: 'v1', filter: 'none', traffic: 'log-replay' },
];

/** Clips scored before they are stored together. */
const STORE_CLIPS = 64;

export interface PdmScoring {
  workspace: Workspace;
  runId: string;
  settings: readonly PdmSetting[];
  /** Passes over clips that have a score in each setting. */
  resume: boolean;
  /** Folder of metric caches of the kit, whose reference is used for the scenes that it has. */
  metricCache?: string | null;
}

/** What a scoring of a run came to. */
export interface PdmScoringResult {
  clips: number;
  /** Clips that have no total in any setting, with the first reason in words. */
  notScored: { clipId: ClipId; reason: string }[];
}

/**
 * Scores a run's stored plans by PDM in worker threads and stores the scores beside those it has, clip by clip; a clip that
 * fails is told and the others go on. Cancellable; with `resume` it goes on where it stopped.
 */
export async function scoreByPdm(
  { workspace, runId, settings, resume, metricCache = null }: PdmScoring,
  context: JobContext,
): Promise<PdmScoringResult> {
  const clipIds = await clipsToScore(workspace, runId, settings, resume);
  const foldersOf = await cacheFolders(workspace, metricCache);
  const total = clipIds.length;
  const left = [...clipIds];
  const notScored: PdmScoringResult['notScored'] = [];
  let portion: ClipScores[] = [];
  let done = 0;
  const store = async () => {
    const some = portion;
    portion = [];
    if (some.length > 0) await workspace.runs.addScores(some);
  };
  const threads = Array.from({ length: Math.max(1, Math.min(availableParallelism(), total)) }, () =>
    startThread<PdmOperations>('pdm-thread'),
  );
  const work = async (thread: Thread<PdmOperations>): Promise<void> => {
    for (let clipId = left.shift(); clipId !== undefined; clipId = left.shift()) {
      context.signal.throwIfAborted();
      try {
        const ask = { clipId, runId, settings, cacheFolders: foldersOf(clipId) };
        const scored = await scoreClip(workspace, thread, ask, context.signal);
        const scores = joined(runId, clipId, scored);
        if (Object.keys(scores.values).length > 0) portion.push(scores);
        const reason = scored.every(({ scores: [one] }) => Object.keys(one.values).length === 0)
          ? scored.flatMap((s) => s.notScored)[0]?.reason
          : undefined;
        if (reason !== undefined) notScored.push({ clipId, reason });
      } catch (error) {
        if (context.signal.aborted) throw error;
        context.failure(clipId, problemOf(error));
      }
      context.progress({ done: ++done, total, unit: 'clips', current: clipId });
      if (portion.length >= STORE_CLIPS) await store();
    }
  };
  try {
    await Promise.all(threads.map(work));
  } finally {
    // What is scored stays, also when the job is cancelled.
    await store();
    await Promise.all(threads.map((thread) => thread.stop()));
  }
  context.signal.throwIfAborted();
  return { clips: total, notScored };
}

async function clipsToScore(
  workspace: Workspace,
  runId: string,
  settings: readonly PdmSetting[],
  resume: boolean,
): Promise<ClipId[]> {
  const clipIds = await workspace.runs.doneClips(runId);
  if (!resume) return clipIds;
  const [matrix] = await workspace.runs.clipMatrices([runId], {});
  const readers = settings.map((setting) => columnReader(matrix, pdmMetricKey(setting, 'nc')));
  const scored = new Set(matrix.clipIds.filter((_, row) => readers.every((valueAt) => !Number.isNaN(valueAt(row)))));
  return clipIds.filter((clipId) => !scored.has(clipId));
}

async function scoreClip(
  workspace: Workspace,
  thread: Thread<PdmOperations>,
  { runId, ...request }: { runId: string } & Omit<ScoreRequest, 'indexFile' | 'runs'>,
  signal: AbortSignal,
): Promise<PdmClipScores[]> {
  const { clipId } = request;
  const [found] = await workspace.runs.predictions(clipId, [runId]);
  const predictions = found?.predictions ?? [];
  const before = await planBefore(workspace, runId, clipId, predictions);
  const { indexFile } = workspace;
  return thread.call('score', { indexFile, ...request, runs: [{ runId, predictions, before }] }, { signal });
}

function joined(runId: string, clipId: ClipId, scored: readonly PdmClipScores[]): ClipScores {
  const frames = new Map<number, Record<string, number>>();
  for (const { scores } of scored)
    for (const { frame, values } of scores[0].frames) frames.set(frame, { ...frames.get(frame), ...values });
  return {
    runId,
    clipId,
    values: Object.assign({}, ...scored.map(({ scores }) => scores[0].values)) as ClipScores['values'],
    frameCounts: Object.assign({}, ...scored.map(({ scores }) => scores[0].frameCounts)) as ClipScores['frameCounts'],
    frames: [...frames].sort(([a], [b]) => a - b).map(([frame, values]) => ({ frame, values })),
  };
}
