import { useMemo } from 'react';
import type { ClipDetail } from '../../shared/domain/clip.ts';
import { scoreInfoOf, type ClipScores, type MetricKey } from '../../shared/domain/score.ts';
import type { PdmTerm } from '../../shared/domain/pdm.ts';
import type { RunLetter } from '../../shared/domain/series.ts';
import type { TimeUs } from '../../shared/domain/time.ts';
import { unitAfter } from '../../shared/words/score-units.ts';
import { labelsOf } from '../score/pdm/labels.ts';
import { useExplained } from '../score/pdm/use-explained.ts';
import { useShownScores } from '../score/shown-scores.ts';
import { worstFrame } from '../score/worst-frame.ts';
import { useClipDetail } from '../state/queries.ts';
import { useSession, useShownRuns } from '../state/session.ts';
import { metricValue } from '../ui/numbers.ts';
import { infractionMarks } from './infraction-marks.ts';

/** Something the timeline marks and E steps to. `row` says whose it is: the recording's, or a run's letter. */
export interface Mark {
  row: 'recording' | RunLetter;
  timeUs: TimeUs;
  endUs: TimeUs | null;
  text: string;
  /** Longer wording for the tooltip. */
  detail: string;
  /** The part of a score that is not met there, its instant (s after the decision) and how badly. */
  part?: { term: PdmTerm; atS: number; verdict: 'half' | 'fail' };
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
    // One score is no worst one: its own marks say why it is what it is.
    if (!worst || !frame || !info || (info.family === 'pdm' && scores.frames.length < 2)) continue;
    const value = `${metricValue(worst.value, info)}${unitAfter(info.unit)}`;
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
  const explained = useExplained(clip);
  return useMemo(() => {
    if (!clip) return noMarks;
    const scored = runs.flatMap(({ letter, runId }) => {
      const found = scores?.find((s) => s.runId === runId);
      return found ? [{ letter, scores: found }] : [];
    });
    const infractions = (explained?.plans ?? []).flatMap(({ letter, result }) =>
      result && explained ? infractionMarks(letter, result, explained.decision.timeUs, labelsOf(clip)) : [],
    );
    return [...marksOf(clip, scored, metric), ...infractions].sort((a, b) => a.timeUs - b.timeUs);
  }, [clip, scores, runs, metric, explained]);
}
