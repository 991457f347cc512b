import { expect, it } from 'vitest';
import { valueOf, wordsOf } from '../../../src/renderer/compare/pair-words.ts';
import type { Explained } from '../../../src/renderer/score/pdm/use-explained.ts';
import type { PanelRun } from '../../../src/renderer/score/scored-clip.ts';
import { ProblemError } from '../../../src/shared/domain/problem.ts';
import { scoreInfoOf, type MetricKey } from '../../../src/shared/domain/score.ts';

const EPDMS = 'epdms/human/log-replay';
const clip = { clipId: 'd:c' };

/** A run that is scored at key frame 3, 0.5 over the clip and 0.25 there. */
const scored = (metric: MetricKey, made: Partial<PanelRun> = {}): PanelRun => ({
  key: 'A',
  short: 'A',
  run: null,
  predictions: null,
  scores: {
    runId: 'r',
    clipId: clip.clipId,
    values: { [metric]: 0.5 },
    frameCounts: {},
    frames: [{ frame: 3, values: { [metric]: 0.25 } }],
  },
  ...made,
});

const explained = (error: unknown): Explained => ({
  clipId: clip.clipId,
  setting: { version: 'v2', filter: 'human', traffic: 'log-replay' },
  decision: { frame: 3, timeUs: 0, pose: { x: 0, y: 0, yaw: 0 } } as unknown as Explained['decision'],
  plans: [],
  whole: null,
  error,
});

const failed = new ProblemError({
  code: 'pdm.thread',
  title: 'The scorer stopped',
  whatHappened: 'The thread that scores ended.',
  whatWasKept: 'Everything.',
  whatToDo: 'Try again.',
});

it.each([
  [
    'pictures have no plan to draw',
    'video/ssim@4s',
    null,
    /^A predicts pictures and plans nothing.*Review shows both\.$/,
  ],
  ['a distance has no reasons', 'ade@4s/10Hz', null, /tells how far, not why; EPDMS and PDMS tell why\.$/],
  ['reasons are on their way', EPDMS, explained(null), /^Scoring the plan again for its reasons\.$/],
  [
    'reasons that failed are told',
    EPDMS,
    explained(failed),
    /^The reasons could not be had\. The thread that scores ended\.$/,
  ],
] as const)('%s', (_, metric, found, words) => {
  const info = scoreInfoOf(metric);
  expect(info).toBeDefined();
  const { lead, rest } = wordsOf(scored(metric), clip, found, 3, info, () => null);
  expect(lead + rest).toMatch(words);
});

it.each([
  [3, 0.25],
  [4, 0.5],
  [null, 0.5],
])('the value at key frame %s, else that of the clip', (frame, value) => {
  expect(valueOf(scored(EPDMS), frame, EPDMS)).toBe(value);
});
