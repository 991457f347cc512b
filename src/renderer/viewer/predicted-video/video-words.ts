import type { RunLetter } from '../../../shared/domain/series.ts';
import { rolloutOptionsSchema, type VideoPrediction } from '../../../shared/domain/video-prediction.ts';
import type { Run } from '../../../shared/domain/run.ts';
import { listedLetters } from '../../../shared/words/letters.ts';
import { fixed, plural } from '../../../shared/words/numbers.ts';
import type { VideoInstant } from './instant.ts';
import type { VideoRun } from './strip-model.ts';

/** The one fact of the panel: whose pictures, from when, under which actions. */
export function videoFact(
  rows: readonly { letter: RunLetter; video: Pick<VideoPrediction, 'actionsFrom'> | null }[],
  instant: VideoInstant,
  clipStartUs: number,
  held: boolean,
): string {
  const made = rows.filter((r) => r.video !== null);
  const sources = [...new Set(made.flatMap((r) => r.video?.actionsFrom ?? []))];
  return [
    listedLetters(made.map((r) => r.letter)),
    `from t0 = ${fixed((instant.timeUs - clipStartUs) / 1e6, 2)} s${held ? ', held' : ''}`,
    `recorded actions (${sources.join('; ')})`,
  ].join(', ');
}

const storedOptions = rolloutOptionsSchema.partial();

/** How a run's pictures were made, each in a word or two, what matters most first: `50 steps`, `seed 7`. Only what was chosen. */
export function optionWords(run: Pick<Run, 'parameters'> | null): string[] {
  const { video, sampling } = run?.parameters ?? {};
  if (video === undefined) return [];
  // The pipeline notes whether the options counted.
  if (typeof sampling === 'string' && sampling.startsWith('none')) return ['one pass'];
  const parsed = storedOptions.safeParse(video);
  if (!parsed.success) return [];
  const { steps, guidance, seed, calibrate, blend } = parsed.data;
  return [
    steps === undefined ? '' : plural(steps, 'step'),
    seed === undefined ? '' : `seed ${String(seed)}`,
    guidance === undefined || guidance === 1 ? '' : `guidance ${String(guidance)}`,
    blend === undefined || blend === 0 ? '' : `blend ${String(blend)}`,
    calibrate === 'train' ? 'calibrated' : '',
  ].filter((word) => word !== '');
}

/** Why a run of a world model has no video at an instant, in words without a stop. */
export function whyNoVideo(
  { run, predictions }: Pick<VideoRun, 'run' | 'predictions'>,
  clipId: string,
  frame: number | null,
): string {
  const failure = run?.failures.find((f) => f.clipId === clipId);
  if (failure) return failure.reason;
  if (!predictions) return run?.status === 'running' ? 'not predicted yet' : 'this run did not cover the clip';
  const skipped = predictions.skipped.find((s) => s.frame === frame);
  return skipped?.reason ?? 'no video starts at this instant';
}

/** That shown runs are of families without video, as a sentence. */
export const withoutWords = (letters: readonly RunLetter[], all: boolean): string =>
  all && letters.length === 1
    ? 'No video: this family predicts none.'
    : all
      ? `No video: the families of ${listedLetters(letters)} predict none.`
      : `${listedLetters(letters)} ${letters.length === 1 ? 'predicts' : 'predict'} no video.`;
