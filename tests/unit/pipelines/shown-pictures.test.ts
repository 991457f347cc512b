import { describe, expect, it } from 'vitest';
import type { ModelView } from '../../../src/main/media/camera-frames.ts';
import { createShownTally, shownNote } from '../../../src/main/pipelines/shown-pictures.ts';
import { nuscenesCameras, physicalaiCameras, sampleCameras } from '../../../src/main/sample-world/render/cameras.ts';

const learned = { focalOfSide: 80 / 63, principalOfSide: [0.5, 0.5] as [number, number], pitchDownDeg: 2.5 };
const asLearned: ModelView = { sizePx: 128, camera: learned };
const [sample] = sampleCameras();
const [nuscenes] = nuscenesCameras();
const [wide] = physicalaiCameras().filter(({ channel }) => channel.includes('front_wide'));
type Shown = Parameters<ReturnType<typeof createShownTally>['add']>;
const wordsOf = (...shown: Shown[]): string[] => {
  const tally = createShownTally();
  for (const one of shown) tally.add(...one);
  return tally.words();
};
const VIEW = 'the view of the camera that the model learned by (focal length 1.27 of the side, 2.5° down), at 128 px';
const SQUARE = 'the middle square, shrunk by area to 128 px';

describe('what is told of the pictures that a model was shown', () => {
  it.each<[string, Shown, string]>([
    ['a view inside the picture', [wide, asLearned], `of camera_front_wide_120fov, ${VIEW}`],
    [
      'a view beyond it',
      [nuscenes, asLearned],
      `of CAM_FRONT, ${VIEW}, of which 14 % lies beyond the recorded picture and repeats its edge`,
    ],
    [
      'a camera that looks up',
      [wide, { sizePx: 64, camera: { ...learned, pitchDownDeg: -1 } }],
      'of camera_front_wide_120fov, the view of the camera that the model learned by (focal length 1.27 of the side, 1.0° up), at 64 px',
    ],
    [
      'the very camera',
      [sample, asLearned],
      `of CAM_FRONT, ${SQUARE}, which is the view of the camera that the model learned by`,
    ],
    ['a model without a camera', [nuscenes, { sizePx: 128, camera: null }], `of CAM_FRONT, ${SQUARE}`],
    [
      'no calibration',
      [{ ...nuscenes, intrinsic: [] }, asLearned],
      `of CAM_FRONT, ${SQUARE}: without a calibration it cannot be shown as the camera sees that the model learned by`,
    ],
    [
      'a camera that looks elsewhere',
      [sampleCameras()[3], asLearned],
      `of CAM_BACK, ${SQUARE}: the camera does not look where the one does that the model learned by`,
    ],
  ])('of %s', (_, shown, words) => expect(wordsOf(shown)).toEqual([words]));

  it('is one phrase for cameras of one name, with the least and the most beyond', () => {
    // By the angles: 7.1 % below and 2.6 % above.
    const higher = { ...nuscenes, intrinsic: nuscenes.intrinsic.with(5, 420) };
    expect(wordsOf([nuscenes, asLearned], [nuscenes, asLearned], [higher, asLearned])).toEqual([
      `of CAM_FRONT, ${VIEW}, of which 10 to 14 % lies beyond the recorded picture and repeats its edge`,
    ]);
    expect(wordsOf([nuscenes, asLearned], [sample, asLearned], [nuscenes, { sizePx: 64, camera: null }])).toHaveLength(
      3,
    );
    expect(wordsOf()).toEqual([]);
  });

  it.each([
    [undefined, ['a', 'b'], 'a; b'],
    ['a', ['a', 'b'], 'a; b'],
    ['a; c', ['b'], 'a; c; b'],
    ['a', [], 'a'],
    [7, [], ''],
  ])('goes on after %j with %j', (told, words, note) => expect(shownNote(told, words)).toBe(note));
});
