import { useMemo } from 'react';
import type { ClipDetail } from '../../shared/domain/clip.ts';
import { scoreInfoOf, type MetricKey, type ScoreInfo } from '../../shared/domain/score.ts';
import { labelsOf } from '../score/pdm/labels.ts';
import type { Explained } from '../score/pdm/use-explained.ts';
import type { PanelRun } from '../score/scored-clip.ts';
import { useDecision } from '../state/decision.ts';
import { evidencePicture, type EvidencePicture } from '../viewer/birds-eye/evidence-picture.ts';
import { offendingMark, type OffendingMark } from '../viewer/cameras/offending-mark.ts';
import { useShownPart } from '../viewer/use-shown-part.ts';
import { valueOf, wordsOf } from './pair-words.ts';

/** What the pair of views needs to know: one clip, what explains it, and the metric. */
export interface Pair {
  clip: ClipDetail;
  explained: Explained | null;
  metric: MetricKey;
}

/** One run of the pair at the decision instant. */
export interface PairRun {
  letter: 'A' | 'B';
  run: PanelRun;
  info: ScoreInfo | undefined;
  value: number | null;
  words: ReturnType<typeof wordsOf>;
  /** What it does not meet, on the ground and on pictures; null for nothing. */
  evidence: EvidencePicture | null;
  offending: OffendingMark | null;
}

export function usePairRun({ clip, explained: found, metric }: Pair, run: PanelRun): PairRun {
  const letter = run.key === 'B' ? 'B' : 'A';
  const decision = useDecision();
  const info = scoreInfoOf(metric);
  const explained = found?.clipId === clip.clipId ? found : null;
  const labelOf = useMemo(() => labelsOf(clip), [clip]);
  const shown = useShownPart(explained, letter);
  const evidence = useMemo(
    () => shown && evidencePicture(shown.part, letter, shown.driven, labelOf),
    [shown, letter, labelOf],
  );
  const decisionUs = explained?.decision.timeUs ?? null;
  const offending = useMemo(
    () =>
      shown && decisionUs !== null
        ? offendingMark(shown.part, letter, shown.context.traffic, decisionUs, labelOf)
        : null,
    [shown, letter, decisionUs, labelOf],
  );
  const frame = decision?.frame ?? null;
  return {
    letter,
    run,
    info,
    value: valueOf(run, frame, metric),
    words: wordsOf(run, clip, found, frame, info, labelOf),
    evidence,
    offending,
  };
}
