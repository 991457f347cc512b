import type { ClipPredictions, Run } from '../../../shared/domain/run.ts';
import { scoreInfoOf, type ClipScores } from '../../../shared/domain/score.ts';
import type { JobContext } from '../../jobs/job-context.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { ClipRow } from './clip-rows.ts';
import type { NotScored, ReportRun } from './report-data.ts';

/**
 * What of a clip a run's mean does not speak of, and why: no plan or picture at all, key frames without one, plans that the
 * recording is too short to score at the report's horizon, and instants without a picture there.
 */
export function notScoredOf(
  run: Pick<ReportRun, 'letter'>,
  clip: { clipId: string; clipName: string },
  predictions: ClipPredictions | undefined,
  scores: ClipScores | undefined,
  metric: string,
  failure: string | undefined,
): NotScored[] {
  const row = (frames: number | null, reason: string): NotScored => ({ letter: run.letter, ...clip, frames, reason });
  if (!predictions) return [row(null, failure ?? 'the run did not reach this clip')];
  const skipped = Map.groupBy(predictions.skipped, ({ reason }) => reason);
  const rows = [...skipped].map(([reason, frames]) => row(frames.length, reason));
  const scored = scores?.frameCounts[metric] ?? 0;
  const info = scoreInfoOf(metric);
  if (info?.family === 'video') return [...rows, ...picturesNotScored(predictions.videos, info.horizonS, scored, row)];
  const unscored = predictions.predictions.length - scored;
  if (unscored > 0) rows.push(row(unscored, 'the recording ends before the horizon'));
  return rows;
}

/** A picture is predicted as far as the recorded actions go, and only at the seconds that the model has. */
function picturesNotScored(
  videos: ClipPredictions['videos'],
  horizonS: number,
  scored: number,
  row: (frames: number, reason: string) => NotScored,
): NotScored[] {
  const reached = videos.filter(({ atS }) => atS.includes(horizonS)).length;
  const short = videos.filter(({ atS }) => (atS.at(-1) ?? 0) < horizonS).length;
  const skipped = videos.length - reached - short;
  return [
    ...(short > 0 ? [row(short, `the recording ends before +${horizonS} s`)] : []),
    ...(skipped > 0 ? [row(skipped, `the model has no picture at +${horizonS} s`)] : []),
    ...(reached > scored ? [row(reached - scored, `no picture was recorded at +${horizonS} s`)] : []),
  ];
}

/** `notScoredOf` over all clips and runs of a report. `stored` holds the run records, in the order of `runs`. */
export async function notScored(
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
