import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { partsOfClipId, type ClipId } from '../../shared/domain/clip.ts';
import type { TwoStageRequest, TwoStageScore } from '../../shared/domain/pdm-two-stage.ts';
import { ProblemError, problemOf } from '../../shared/domain/problem.ts';
import { readSceneFilter, type SceneFilter } from '../datasets/navsim/scene-filter.ts';
import { aggregateTwoStage, type StageRow, type TwoStageMapping } from '../metrics/pdm/aggregate.ts';
import type { ScoredStage } from '../metrics/pdm/stage-row.ts';
import { startThread, type Thread } from '../runtime/thread.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { cacheFolders } from './cache-folders.ts';
import type { JobContext } from './job-context.ts';
import type { PdmOperations } from './pdm-thread.ts';

export interface TwoStageScoring extends TwoStageRequest {
  workspace: Workspace;
  runId: string;
  metricCache: string | null;
}

/** Scenes scored at a time. */
const THREADS = 2;

/**
 * Scores a run's stored plans in two stages as the split pairs them. A pair of which a scene is not in the workspace, has no plan or
 * cannot be scored is told and left out. Cancellable. Throws ProblemError where no entry of the split can be scored.
 */
export async function scoreTwoStage(
  { workspace, runId, splitFile, filter, traffic, metricCache }: TwoStageScoring,
  context: JobContext,
): Promise<TwoStageScore> {
  const stages = await stagesOf(splitFile);
  const planned = await plannedClips(workspace, runId);
  const tokens = [...new Set(stages.flatMap(tokensOf))];
  const scored = new Map<string, ScoredStage>();
  const lacks = new Map<string, string>();
  const foldersOf = await cacheFolders(workspace, metricCache);
  const left = [...tokens];
  let done = 0;
  const threads = Array.from({ length: THREADS }, () => startThread<PdmOperations>('pdm-thread'));
  const work = async (thread: Thread<PdmOperations>): Promise<void> => {
    for (let token = left.shift(); token !== undefined; token = left.shift()) {
      context.signal.throwIfAborted();
      const clipId = planned.get(token);
      try {
        if (clipId === undefined) lacks.set(token, 'the run has no plan of it');
        else {
          const [found] = await workspace.runs.predictions(clipId, [runId]);
          const { indexFile } = workspace;
          const setting = { version: 'v2', filter, traffic } as const;
          const ask = { indexFile, clipId, setting, prediction: found.predictions[0], cacheFolders: foldersOf(clipId) };
          const result = await thread.call('stage', ask, { signal: context.signal });
          if ('missing' in result) lacks.set(token, result.missing);
          else scored.set(token, result);
        }
      } catch (error) {
        if (context.signal.aborted) throw error;
        lacks.set(token, problemOf(error).whatHappened);
      }
      context.progress({ done: ++done, total: tokens.length, unit: 'scenes', current: token });
    }
  };
  try {
    await Promise.all(threads.map(work));
  } finally {
    await Promise.all(threads.map((thread) => thread.stop()));
  }
  const rows: StageRow[] = [...scored].map(([token, { row }]) => ({ ...row, token }));
  const mappings = stages.flatMap((stage) => mappingOf(stage, scored, lacks, context));
  if (mappings.length === 0) throw nothingPairs(splitFile, tokens.length, lacks);
  const { combined, stageOne, stageTwo } = aggregateTwoStage(rows, mappings);
  const used = new Set(mappings.flatMap(({ now, previous, secondStage }) => [now, previous, ...secondStage.flat()]));
  const against = (kind: ScoredStage['reference']) =>
    [...scored].filter(([token, { reference }]) => used.has(token) && reference === kind).length;
  return {
    split: basename(splitFile),
    filter,
    traffic,
    mappings: mappings.length,
    ofMappings: stages.length,
    metricCache: against('metric-cache'),
    pdmClosed: against('pdm-closed'),
    combined,
    stageOne,
    stageTwo,
    scoredUs: Date.now() * 1000,
  };
}

type Stage = SceneFilter['stages'][number];
const tokensOf = ({ token, previousToken, second }: Stage): string[] => [
  token,
  previousToken,
  ...second.flatMap((pair) => [pair.token, pair.previousToken]),
];

/** An entry with those of its follow-ups that were scored; none where it has no first stage or no follow-up. */
function mappingOf(
  { token, previousToken, second }: Stage,
  scored: ReadonlyMap<string, unknown>,
  lacks: ReadonlyMap<string, string>,
  context: JobContext,
): TwoStageMapping[] {
  const lack = (...names: string[]) => names.find((name) => !scored.has(name));
  const tell = (name: string) => context.failure(name, leftOut(token, name, lacks.get(name) ?? ''));
  const first = lack(token, previousToken);
  if (first !== undefined) return (tell(first), []);
  const secondStage = second.flatMap((pair): [string, string][] => {
    const missing = lack(pair.token, pair.previousToken);
    if (missing !== undefined) return (tell(missing), []);
    return [[pair.token, pair.previousToken]];
  });
  return secondStage.length === 0 ? [] : [{ now: token, previous: previousToken, secondStage }];
}

/** Clips of the run by token: of NAVSIM data sets, which alone have stages. */
async function plannedClips(workspace: Workspace, runId: string): Promise<Map<string, ClipId>> {
  const done = new Set(await workspace.runs.doneClips(runId));
  const clipIds = (await workspace.library.clipIds({ kinds: ['navsim'] })).filter((clipId) => done.has(clipId));
  return new Map(clipIds.map((clipId) => [partsOfClipId(clipId).token, clipId]));
}

/** The pairs of a split file. Throws ProblemError where it cannot be read or has none. */
export async function stagesOf(splitFile: string): Promise<Stage[]> {
  let text: string;
  try {
    text = await readFile(splitFile, 'utf8');
  } catch (error) {
    throw splitProblem(`${splitFile}: ${error instanceof Error ? error.message : String(error)}`, error);
  }
  const { stages } = readSceneFilter(text, splitFile);
  if (stages.length === 0) throw splitProblem(`${splitFile} has neither reactive_all_mapping nor all_mapping`);
  return stages;
}

const splitProblem = (finding: string, cause?: unknown) =>
  new ProblemError(
    {
      code: 'pdm.no-split',
      title: 'The file pairs no scenes',
      whatHappened: `${finding}.`,
      whatWasKept: 'All scores as they were.',
      whatToDo: 'Name a two-stage split of the NAVSIM kit, such as navhard_two_stage.yaml.',
    },
    { cause },
  );

const leftOut = (entry: string, token: string, reason: string) => ({
  code: 'pdm.stage-left-out',
  title: 'A scene cannot be scored in two stages',
  whatHappened: `${token}, which the split pairs with ${entry}: ${reason}.`,
  whatWasKept: 'All other entries of the split.',
  whatToDo: 'Add the logs and synthetic scenes of the split, and plan all of them with the model.',
});

function nothingPairs(file: string, scenes: number, lacks: ReadonlyMap<string, string>): ProblemError {
  const reasons = [...Map.groupBy(lacks.values(), (reason) => reason)].sort(([, a], [, b]) => b.length - a.length);
  return new ProblemError({
    code: 'pdm.nothing-paired',
    title: 'Nothing can be scored in two stages',
    whatHappened: `${file} pairs ${scenes} scenes; no entry has all that it needs: ${reasons[0]?.[0] ?? 'it has no follow-up'}.`,
    whatWasKept: 'All scores as they were.',
    whatToDo: 'Add the logs and synthetic scenes of the split, and plan all of them with the model.',
  });
}
