import { scoreInfoOf, type ClipScores, type MetricKey } from '../../shared/domain/score.ts';

/** Key frame of a clip where a run is worst by a metric; the earliest of equals. Null where nothing was scored or nothing is missed or lost. */
export function worstFrame(
  scores: Pick<ClipScores, 'frames'>,
  metric: MetricKey,
): { frame: number; value: number } | null {
  const info = scoreInfoOf(metric);
  const sign = info?.better === 'higher' ? -1 : 1;
  let worst: { frame: number; value: number } | null = null;
  for (const { frame, values } of scores.frames) {
    const value = values[metric];
    if (value === undefined) continue;
    if (!worst || sign * value > sign * worst.value) worst = { frame, value };
  }
  if (!worst || (info?.unit !== 'share' && info?.unit !== 'index')) return worst;
  return worst.value === (info.better === 'higher' ? 1 : 0) ? null : worst;
}
