import { z } from 'zod';
import { pdmSettingWords } from '../../../shared/domain/pdm-metric.ts';
import { twoStageScoresOf } from '../../../shared/domain/pdm-two-stage.ts';
import type { Run } from '../../../shared/domain/run.ts';
import { videoRunOptionsSchema, type VideoRunOptions } from '../../../shared/domain/video-prediction.ts';
import type { RunSummary } from '../../../shared/domain/score.ts';
import { pdmReferenceWords } from '../../../shared/words/pdm-reference.ts';
import { twoStageWords } from '../../../shared/words/two-stage.ts';
import type { Inference } from '../../inference/inference.ts';
import { reasonAgainst } from '../../pipelines/dit-wam/setting-use.ts';
import { worldParametersSchema } from '../../pipelines/dit-wam/spec.ts';
import type { ClipValues } from '../../workspace/workspace.ts';
import { runLetters, type ReportRun } from './report-data.ts';

/** What a report says of a run. `i` is its place, `values` are those of the report's clips. */
export const reportRun = (run: Run, i: number, values: readonly ClipValues[]): ReportRun => ({
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
  ...parametersOf(run),
});

/** What stands beside PDM scores: the reference of each setting, never as one where there are two, and scores over two stages. */
export const withScoreNotes = (run: ReportRun, stored: Run, references: RunSummary['references']): ReportRun => ({
  ...run,
  notes: {
    ...run.notes,
    ...Object.fromEntries(references.map((one) => [pdmSettingWords(one.setting), pdmReferenceWords(one) ?? ''])),
    ...Object.fromEntries(twoStageScoresOf(stored).map((one) => [`two stages, ${one.split}`, twoStageWords(one)])),
  },
});

const partsSchema = z.record(z.string(), z.string());

/** What a run record holds beside its filter: options of a world model, hashes of its parts, notes in words. */
function parametersOf({ parameters }: Run): Pick<ReportRun, 'video' | 'parts' | 'notes'> {
  const video = videoRunOptionsSchema.safeParse(parameters.video);
  const parts = partsSchema.safeParse(parameters.parts);
  const notes = Object.entries(parameters).filter((note): note is [string, string] => typeof note[1] === 'string');
  return {
    video: parameters.video !== undefined && video.success ? video.data : null,
    parts: parts.success ? parts.data : {},
    notes: Object.fromEntries(notes),
  };
}

/** What a world model was told beside the defaults; what it has no use for is refused on a command line and left out. */
export async function toldOptions(
  { modelId, video }: ReportRun,
  inference: Inference,
): Promise<{ modelId: string; video: Partial<VideoRunOptions> }> {
  if (!video) return { modelId, video: {} };
  // A model that is gone cannot say what it reads: all that was told is printed.
  const manifest = await inference.manifest(modelId).catch(() => null);
  const parameters = worldParametersSchema.safeParse(manifest?.parameters);
  const defaults = videoRunOptionsSchema.parse({});
  const told = (Object.keys(defaults) as (keyof VideoRunOptions)[]).filter(
    (setting) =>
      video[setting] !== defaults[setting] &&
      (!parameters.success || reasonAgainst(setting, video[setting], parameters.data) === null),
  );
  return { modelId, video: Object.fromEntries(told.map((setting) => [setting, video[setting]])) };
}
