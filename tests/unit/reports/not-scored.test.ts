import { describe, expect, it } from 'vitest';
import { notScoredOf } from '../../../src/main/reports/data/not-scored.ts';
import type { ClipPredictions } from '../../../src/shared/domain/run.ts';
import type { ClipScores } from '../../../src/shared/domain/score.ts';

const video = (frame: number, atS: number[]): ClipPredictions['videos'][number] => ({
  frame,
  timeUs: frame * 1e6,
  channel: 'CAM_FRONT',
  shows: { square: { xPx: 0, yPx: 0, sizePx: 128 } },
  atS,
  widthPx: 128,
  heightPx: 128,
  mediaBase: '',
  actionsFrom: 'test',
});
const predictions = (part: Partial<ClipPredictions>): ClipPredictions => ({
  runId: 'r',
  clipId: 'd:c',
  predictions: [],
  videos: [],
  skipped: [],
  ...part,
});
const counted = (frameCounts: Record<string, number>): ClipScores => ({
  runId: 'r',
  clipId: 'd:c',
  values: {},
  frameCounts,
  frames: [],
});
const reasons = (
  given: ClipPredictions | undefined,
  scores: ClipScores | undefined,
  metric: string,
  failure?: string,
) =>
  notScoredOf({ letter: 'A' }, { clipId: 'd:c', clipName: 'c' }, given, scores, metric, failure).map(
    ({ frames, reason }) => `${String(frames)}: ${reason}`,
  );

describe('what of predicted pictures is not scored', () => {
  const videos = [video(0, [1, 2, 4]), video(1, [1, 2, 4]), video(2, [1, 2])];
  it.each<[string, ClipPredictions['videos'], Record<string, number>, string, string[]]>([
    ['all are', videos.slice(0, 2), { 'video/ssim@4s': 2 }, 'video/ssim@4s', []],
    [
      'a recording that is too short',
      videos,
      { 'video/ssim@4s': 2 },
      'video/ssim@4s',
      ['1: the recording ends before +4 s'],
    ],
    [
      'no picture to hold it against',
      videos,
      { 'video/ssim@2s': 1 },
      'video/ssim@2s',
      ['2: no picture was recorded at +2 s'],
    ],
    [
      'a second that the model leaves out',
      [video(0, [2, 4])],
      {},
      'video/ssim@1s',
      ['1: the model has no picture at +1 s'],
    ],
    [
      'each for its own reason',
      [...videos, video(3, [8])],
      { 'video/ssim@4s': 1 },
      'video/ssim@4s',
      [
        '1: the recording ends before +4 s',
        '1: the model has no picture at +4 s',
        '1: no picture was recorded at +4 s',
      ],
    ],
  ])('%s', (_, of, frameCounts, metric, expected) => {
    expect(reasons(predictions({ videos: of }), counted(frameCounts), metric)).toEqual(expected);
  });
});

it('instants that were skipped, clips that failed and clips that were not reached say so', () => {
  const skipped = [
    { frame: 1, reason: 'too late' },
    { frame: 2, reason: 'too late' },
  ];
  expect(reasons(predictions({ skipped }), counted({}), 'video/ssim@4s')).toEqual(['2: too late']);
  expect(reasons(undefined, undefined, 'video/ssim@4s', 'out of memory')).toEqual(['null: out of memory']);
  expect(reasons(undefined, undefined, 'ade@4s/10Hz')).toEqual(['null: the run did not reach this clip']);
});
