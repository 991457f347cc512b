import { describe, expect, test } from 'vitest';
import {
  decodeSize,
  planFrames,
  wantedFrame,
  type ShownCamera,
} from '../../../src/renderer/viewer/frames/frame-plan.ts';

const camera = (channel: string, times: number[], absent: number[] = []): ShownCamera => ({
  channel,
  timesUs: times,
  present: times.map((_, i) => (absent.includes(i) ? 0 : 1)),
  mediaBase: channel,
  firstImage: 0,
  video: null,
  decodeWidthPx: 100,
  decodeHeightPx: 50,
});
const FRAME_BYTES = 100 * 50 * 4;
const every500ms = Array.from({ length: 40 }, (_, i) => i * 500_000);
const plan = (cameras: ShownCamera[], timeUs: number, direction: 1 | -1, rate = 1, frames = 1000) =>
  planFrames(cameras, { timeUs, direction, rate }, frames * FRAME_BYTES).map((f) => f.path);

describe('which pictures are asked for, in which order', () => {
  test('now first, then ahead camera by camera, then a few behind', () => {
    const paths = plan([camera('F', every500ms), camera('B', every500ms)], 5_000_000, 1);
    expect(paths.slice(0, 6)).toEqual(['F/10', 'B/10', 'F/11', 'B/11', 'F/12', 'B/12']);
    expect(paths.slice(-8)).toEqual(['F/9', 'B/9', 'F/8', 'B/8', 'F/7', 'B/7', 'F/6', 'B/6']);
  });

  test('going back reads ahead to the past', () => {
    const paths = plan([camera('F', every500ms)], 5_000_000, -1);
    expect(paths.slice(0, 4)).toEqual(['F/10', 'F/9', 'F/8', 'F/7']);
  });

  test('fast play reads further ahead', () => {
    const ahead = (rate: number) => plan([camera('F', every500ms)], 0, 1, rate).length;
    expect(ahead(4)).toBeGreaterThan(ahead(1));
    expect(ahead(-4)).toBe(ahead(4));
  });

  test.each([
    ['nearest before', 5_240_000, 'F/10'],
    ['nearest after', 5_260_000, 'F/11'],
    ['before the first', -9, 'F/0'],
    ['after the last', 99e6, 'F/39'],
  ])('each camera shows its image nearest in time: %s', (_, timeUs, first) => {
    expect(plan([camera('F', every500ms)], timeUs, 1)[0]).toBe(first);
  });

  test('images that are not on disk are not asked for', () => {
    expect(plan([camera('F', every500ms, [10, 12])], 5_000_000, 1).slice(0, 2)).toEqual(['F/11', 'F/13']);
  });

  test('reading ahead keeps within the budget, but what is on screen is always asked for', () => {
    expect(plan([camera('F', every500ms), camera('B', every500ms)], 0, 1, 1, 1)).toEqual(['F/0', 'B/0']);
    expect(plan([camera('F', every500ms)], 0, 1, 1, 3)).toEqual(['F/0', 'F/1', 'F/2']);
  });
});

test.each([
  [1600, 536, 600],
  [1600, 400, 400],
  [1600, 401, 400],
  [1600, 5000, 1600],
  [1600, 3, 200],
  [1920, 500, 720],
])('a picture %i wide shown at %i px is decoded at %i px', (source, shown, decoded) => {
  expect(decodeSize({ widthPx: source, heightPx: 900 }, shown).decodeWidthPx).toBe(decoded);
});

describe('what a picture is asked for by', () => {
  const cut = { ...camera('log/F', every500ms), firstImage: 100 };
  test('clips cut out of one log share its pictures: they are numbered through the log', () => {
    expect(wantedFrame(cut, 3)).toMatchObject({ key: 'log/F/103@100', path: 'log/F/103', video: null });
  });
  test('a frame of a video is asked for by the video and its number in it', () => {
    expect(wantedFrame({ ...cut, video: { url: '/media/video/d/c/F' } }, 3)).toMatchObject({
      key: 'log/F/103@100',
      path: '/media/video/d/c/F',
      video: { mediaBase: 'log/F', frame: 103 },
    });
  });
});
