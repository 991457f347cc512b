import { useMemo } from 'react';
import type { ClipDetail } from '../../shared/domain/clip.ts';
import { scoreInfoOf, type ClipScores, type MetricKey } from '../../shared/domain/score.ts';
import type { RunLetter } from '../../shared/domain/series.ts';
import type { TimeUs } from '../../shared/domain/time.ts';
import { useShownScores } from '../score/shown-scores.ts';
import { worstFrame } from '../score/worst-frame.ts';
import { useClipDetail } from '../state/queries.ts';
import { useSession, useShownRuns } from '../state/session.ts';
import { metricValue } from '../ui/numbers.ts';

/** Something the timeline marks and E steps to. `row` says whose it is: the recording's, or a run's letter. */
export interface Mark {
  row: 'recording' | RunLetter;
  timeUs: TimeUs;
  endUs: TimeUs | null;
  text: string;
  /** Longer wording for the tooltip. */
  detail: string;
}

/** Marks of a clip in time order: what happened in the recording, and where each run is worst by the metric. */
export function marksOf(
  clip: Pick<ClipDetail, 'events' | 'frames'>,
  runs: readonly { letter: RunLetter; scores: ClipScores }[],
  metric: MetricKey,
): Mark[] {
  const info = scoreInfoOf(metric);
  const marks: Mark[] = clip.events.map((e) => ({
    row: 'recording',
    timeUs: e.timeUs,
    endUs: e.endUs,
    text: e.text,
    detail: `${e.kind}: ${e.text}`,
  }));
  for (const { letter, scores } of runs) {
    const worst = worstFrame(scores, metric);
    const frame = worst && clip.frames.at(worst.frame);
    if (!worst || !frame || !info) continue;
    const value = `${metricValue(worst.value, info)}${info.unit === 'm' ? ' m' : ''}`;
    const misses = info.family === 'displacement' && info.unit === 'share';
    marks.push({
      row: letter,
      timeUs: frame.timeUs,
      endUs: null,
      text: misses ? 'first miss' : `worst, ${value}`,
      detail: misses ? `${letter} misses here for the first time` : `${letter} is worst here: ${info.title} ${value}`,
    });
  }
  return marks.sort((a, b) => a.timeUs - b.timeUs);
}

const noMarks: Mark[] = [];

/** Marks of the open clip. */
export function useMarks(): Mark[] {
  const clipId = useSession((s) => s.clipId);
  const metric = useSession((s) => s.metric);
  const runs = useShownRuns();
  const { data: clip } = useClipDetail(clipId);
  const scores = useShownScores();
  return useMemo(() => {
    if (!clip) return noMarks;
    const scored = runs.flatMap(({ letter, runId }) => {
      const found = scores?.find((s) => s.runId === runId);
      return found ? [{ letter, scores: found }] : [];
    });
    return marksOf(clip, scored, metric);
  }, [clip, scores, runs, metric]);
}
