import { describe, expect, it } from 'vitest';
import type { ModelInfo } from '../../../src/shared/domain/model.ts';
import type { ClipPredictions, Run } from '../../../src/shared/domain/run.ts';
import { predictsVideo } from '../../../src/renderer/viewer/predicted-video/shown-videos.ts';
import {
  optionWords,
  videoFact,
  whyNoVideo,
  withoutWords,
} from '../../../src/renderer/viewer/predicted-video/video-words.ts';

const S = 1e6;
const instant = { frame: 16, timeUs: 108 * S };

describe('the fact of the panel', () => {
  const poses = { actionsFrom: 'from ego poses' };
  it.each([
    [[{ letter: 'A', video: poses }], false, 'A, from t0 = 8.00 s, recorded actions (from ego poses)'],
    [[{ letter: 'A', video: poses }], true, 'A, from t0 = 8.00 s, held, recorded actions (from ego poses)'],
    [
      [
        { letter: 'A', video: null },
        { letter: 'B', video: poses },
        { letter: 'C', video: { actionsFrom: 'CAN vehicle_monitor' } },
      ],
      false,
      'B and C, from t0 = 8.00 s, recorded actions (from ego poses; CAN vehicle_monitor)',
    ],
  ] as const)('%j, held %s', (rows, held, words) => {
    expect(videoFact(rows, instant, 100 * S, held)).toBe(words);
  });
});

describe('how pictures were made', () => {
  const video = { steps: 4, guidance: 1, seed: 7, calibrate: 'train', blend: 0, everyS: 2 };
  it.each([
    [{ video }, ['4 steps', 'seed 7', 'calibrated']],
    [
      { video: { ...video, guidance: 2, blend: 0.5, calibrate: 'none' } },
      ['4 steps', 'seed 7', 'guidance 2', 'blend 0.5'],
    ],
    [{ video, sampling: 'none: the model answers in one pass' }, ['one pass']],
    [{}, []],
    [{ video: { steps: 'many' } }, []],
  ])('%j', (parameters, words) => expect(optionWords({ parameters })).toEqual(words));
});

describe('why there is no video', () => {
  const run = { status: 'done', failures: [], parameters: {} } as unknown as Run;
  const failed: Run = { ...run, failures: [{ clipId: 'd:c', reason: 'a picture is damaged' }] };
  const predictions = {
    videos: [],
    predictions: [],
    skipped: [{ frame: 3, reason: 'no action is recorded after it' }],
  } as unknown as ClipPredictions;
  it.each([
    ['the instant was passed over', run, predictions, 3, 'no action is recorded after it'],
    ['the model was not asked there', run, predictions, 4, 'no video starts at this instant'],
    ['the run is under way', { ...run, status: 'running' }, null, 3, 'not predicted yet'],
    ['the run is of other clips', run, null, 3, 'this run did not cover the clip'],
    ['the clip failed', failed, null, 3, 'a picture is damaged'],
  ] as const)('%s', (_, of, made, frame, why) => {
    expect(whyNoVideo({ run: of, predictions: made }, 'd:c', frame)).toBe(why);
  });
  it.each([
    [['A'], true, 'No video: this family predicts none.'],
    [['A', 'B'], true, 'No video: the families of A and B predict none.'],
    [['B'], false, 'B predicts no video.'],
    [['B', 'C'], false, 'B and C predict no video.'],
  ] as const)('%j, all of them %s', (letters, all, words) => expect(withoutWords(letters, all)).toBe(words));
});

describe('whether a run predicts video', () => {
  const models = [
    { modelId: 'world', role: 'world-model' },
    { modelId: 'plan', role: 'planner' },
  ] as Pick<ModelInfo, 'modelId' | 'role'>[];
  const run = (modelId: string, parameters: Run['parameters'] = {}) => ({ modelId, parameters });
  const made = (plans: number, videos: number) =>
    ({ predictions: Array(plans).fill({}), videos: Array(videos).fill({}) }) as unknown as ClipPredictions;
  it.each([
    ['it has videos', run('gone'), made(0, 2), true],
    ['it has plans', run('gone', { video: {} }), made(3, 0), false],
    ['its model makes pictures', run('world'), null, true],
    ['its model makes pictures, none here', run('world'), made(0, 0), true],
    ['its model plans', run('plan'), null, false],
    ['its model is gone, its options were kept', run('gone', { video: {} }), null, true],
    ['its model is gone', run('gone'), null, false],
  ] as const)('%s', (_, of, predictions, predicts) => {
    expect(predictsVideo(of, models, predictions)).toBe(predicts);
  });
});
