import type { ClipPredictions, Prediction } from '../../../shared/domain/run.ts';
import { decodeColumns, encodeColumns, numbersOf, textsOf } from '../index/columns.ts';

/** Plans of one clip as one blob: a few numbers a plan, then all trajectories and probabilities end to end. */
export function encodePredictions({ predictions, skipped }: Pick<ClipPredictions, 'predictions' | 'skipped'>): Buffer {
  for (const p of predictions)
    if (p.trajectories.length !== p.modes * p.poses * 3 || (p.probabilities && p.probabilities.length !== p.modes))
      throw new Error(
        `a plan of frame ${p.frame} has ${p.trajectories.length} numbers for ${p.modes} modes of ${p.poses} poses`,
      );
  return encodeColumns({
    frame: Int32Array.from(predictions, (p) => p.frame),
    timeUs: Float64Array.from(predictions, (p) => p.timeUs),
    stepS: Float64Array.from(predictions, (p) => p.stepS),
    poses: Int32Array.from(predictions, (p) => p.poses),
    modes: Int32Array.from(predictions, (p) => p.modes),
    hasProbabilities: Uint8Array.from(predictions, (p) => (p.probabilities ? 1 : 0)),
    trajectories: Float64Array.from(predictions.flatMap((p) => p.trajectories)),
    probabilities: Float64Array.from(predictions.flatMap((p) => p.probabilities ?? [])),
    skippedFrame: Int32Array.from(skipped, (s) => s.frame),
    skippedReason: skipped.map((s) => s.reason),
  });
}

/** The inverse of encodePredictions; numbers come back bit by bit as they were. */
export function decodePredictions(body: Uint8Array): Pick<ClipPredictions, 'predictions' | 'skipped'> {
  const columns = decodeColumns(body);
  const column = (name: string) => numbersOf(columns, name);
  const [frame, timeUs, stepS] = [column('frame'), column('timeUs'), column('stepS')];
  const [poses, modes] = [column('poses'), column('modes')];
  const has = column('hasProbabilities');
  const trajectories = column('trajectories');
  const probabilities = column('probabilities');
  let at = 0;
  let atProbability = 0;
  const predictions = Array.from(frame, (frameIndex, i): Prediction => {
    const length = modes[i] * poses[i] * 3;
    const own = Array.from(trajectories.subarray(at, (at += length)));
    const odds = has[i] ? Array.from(probabilities.subarray(atProbability, (atProbability += modes[i]))) : null;
    return {
      frame: frameIndex,
      timeUs: timeUs[i],
      stepS: stepS[i],
      poses: poses[i],
      modes: modes[i],
      trajectories: own,
      probabilities: odds,
    };
  });
  const reasons = textsOf(columns, 'skippedReason');
  return { predictions, skipped: Array.from(column('skippedFrame'), (f, i) => ({ frame: f, reason: reasons[i] })) };
}
