import { describe, expect, it } from 'vitest';
import {
  decodeVideo,
  encodeVideo,
  pictureRange,
  type StoredVideo,
} from '../../../src/main/workspace/runs/video-codec.ts';
import type { PicturePart } from '../../../src/shared/domain/video-prediction.ts';

const facts = {
  timeUs: 7,
  channel: 'CAM_FRONT',
  atS: [1, 2],
  widthPx: 128,
  heightPx: 128,
  actionsFrom: 'from ego poses',
};
const square = { xPx: 105, yPx: 0, sizePx: 270 };
const view = { focalOfSide: 1.27, principalOfSide: [0.5, 0.4] as [number, number], pitchDownDeg: 2.5 };
const stored = (shows: PicturePart): StoredVideo => ({
  frame: 3,
  ...facts,
  shows,
  jpegs: [new Uint8Array(5), new Uint8Array(2)],
});

describe('the head of stored pictures', () => {
  it.each([{ square }, { view }])('comes back with what the model was shown: %j', (shows) => {
    const { head } = encodeVideo(stored(shows));
    expect(decodeVideo('r', 'd:c', 3, head)).toEqual({
      frame: 3,
      ...facts,
      shows,
      mediaBase: '/media/predicted/r/d/c/3',
    });
    expect(pictureRange(head, 1)).toEqual({ from: 5, to: 7 });
  });

  it('of a run of before holds its square as it did', () => {
    const head = JSON.stringify({ ...facts, square, ends: [5, 7] });
    expect(decodeVideo('r', 'd:c', 3, head)).toEqual({
      frame: 3,
      ...facts,
      shows: { square },
      mediaBase: '/media/predicted/r/d/c/3',
    });
    expect(pictureRange(head, 0)).toEqual({ from: 0, to: 5 });
  });

  it('that says nothing of what was shown is refused', () => {
    expect(() => decodeVideo('r', 'd:c', 3, JSON.stringify({ ...facts, ends: [5, 7] }))).toThrow();
  });
});
