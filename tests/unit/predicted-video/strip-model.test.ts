import { describe, expect, it } from 'vitest';
import type { CameraTrack } from '../../../src/shared/domain/clip.ts';
import type { VideoPrediction } from '../../../src/shared/domain/video-prediction.ts';
import {
  framesOf,
  pairsOf,
  stripOf,
  viewsOf,
  type VideoRun,
} from '../../../src/renderer/viewer/predicted-video/strip-model.ts';

const S = 1e6;
/** 20 s at 10 Hz, 480 × 270. */
const camera = (part: Partial<CameraTrack> = {}): CameraTrack => ({
  channel: 'CAM_FRONT',
  title: 'front',
  widthPx: 480,
  heightPx: 270,
  intrinsic: [],
  lens: { model: 'pinhole', distortion: null },
  egoFromCamera: [],
  timesUs: Array.from({ length: 201 }, (_, i) => i * 0.1 * S),
  present: Array.from({ length: 201 }, () => 1 as const),
  isKey: [],
  globalFromEgo: [],
  mediaBase: '/media/image/d/c/CAM_FRONT',
  firstImage: 0,
  video: null,
  ...part,
});
const video = (runId: string, frame: number, atS: number[]): VideoPrediction => ({
  frame,
  timeUs: frame * S,
  channel: 'CAM_FRONT',
  shows: { square: { xPx: 105, yPx: 0, sizePx: 270 } },
  atS,
  widthPx: 128,
  heightPx: 128,
  mediaBase: `/media/predicted/${runId}/d/c/${String(frame)}`,
  actionsFrom: 'from ego poses',
});
const run = (letter: 'A' | 'B', videos: VideoPrediction[]): VideoRun => ({
  letter,
  run: null,
  scores: null,
  predictions: { runId: letter, clipId: 'd:c', predictions: [], videos, skipped: [] },
});
const instant = (frame: number) => ({ frame, timeUs: frame * S });
const stripAt = (frame: number, runs: VideoRun[], part: Partial<CameraTrack> = {}) => {
  const strip = stripOf({ cameras: [camera(part)] }, runs, instant(frame));
  if (!strip) throw new Error('no strip');
  return strip;
};

const everySecond = [1, 2, 3, 4, 5, 6, 7, 8];

describe('the strip of an instant', () => {
  const runs = [run('A', [video('A', 4, everySecond)]), run('B', [video('B', 4, [2, 4, 6, 8])])];
  it('holds each predicted picture against the recorded one of its second', () => {
    const strip = stripAt(4, runs);
    expect(strip.truth.map((t) => t.frame?.path)).toEqual(
      [0, ...everySecond].map((s) => `/media/image/d/c/CAM_FRONT/${String(40 + 10 * s)}`),
    );
    const [a, b] = strip.rows;
    expect(a.tiles.map((t) => t?.frame.path.split('/').at(-1) ?? null)).toEqual([
      null,
      ...everySecond.map((s) => `${s - 1}`),
    ]);
    expect(b.tiles.map((t) => t?.frame.path.split('/').at(-1) ?? null)).toEqual([
      ...[null, null, '0', null, '1', null, '2', null, '3'],
    ]);
    for (const [column, tile] of b.tiles.entries())
      if (tile) expect(tile.pair?.truthKey).toBe(strip.truth[column].frame?.key);
    expect(framesOf(strip)).toHaveLength(9 + 8 + 4);
    expect(new Set(pairsOf(strip).map((p) => p.key)).size).toBe(12);
  });
  it('cuts the model’s square out of pictures that are large enough for it', () => {
    const strip = stripAt(4, runs);
    expect(strip.cut).toEqual({ square: { x: 105 / 480, y: 0, size: 270 / 480 } });
    expect(viewsOf(strip)).toEqual([]);
    const { widthPx, heightPx } = strip.truth[0].frame ?? { widthPx: 0, heightPx: 0 };
    // The square is 270 of 480 px wide and must have 128 px: at least 228, in eighths of the source.
    expect([widthPx, heightPx]).toEqual([240, 135]);
  });
  describe('of a model that was shown the view of another camera', () => {
    const learned = { focalOfSide: 1.27, principalOfSide: [0.5, 0.5] as [number, number], pitchDownDeg: 2.5 };
    const calibrated = {
      ...{ widthPx: 1600, heightPx: 900 },
      intrinsic: [1266, 0, 816, 0, 1266, 491, 0, 0, 1],
      egoFromCamera: [1.7, 0, 1.5, 0.5, -0.5, 0.5, -0.5],
    };
    const views = [run('A', [{ ...video('A', 4, everySecond), shows: { view: learned } }])];

    it('makes the recorded pictures that view, out of pictures fine enough for it', () => {
      const strip = stripAt(4, views, calibrated);
      expect(strip.cut).toMatchObject({ view: { view: learned, camera: { intrinsic: calibrated.intrinsic } } });
      // 7.8 px of the picture make one of the view; two would be enough: a quarter, so three eighths.
      expect(strip.truth[0].frame?.widthPx).toBe(600);
      const made = viewsOf(strip);
      expect(made[0]).toMatchObject({ truthKey: strip.truth[0].frame?.key, sizePx: 128, view: { view: learned } });
      // Each recorded picture once for the row, and once more for the one it is compared with, under the same name.
      expect(new Set(made.map(({ key }) => key)).size).toBe(9);
      for (const { cut } of pairsOf(strip)) expect(cut).toEqual(strip.cut);
    });
    it('is another view where the calibration is another', () => {
      const key = (part: Partial<CameraTrack>) => viewsOf(stripAt(4, views, { ...calibrated, ...part }))[0].key;
      expect(key({})).toBe(key({}));
      expect(key({ egoFromCamera: [1.7, 0, 1.5, 0.5, -0.5, 0.5, 0.5] })).not.toBe(key({}));
    });
    it('shows the square where the calibration has gone', () => {
      const strip = stripAt(4, views);
      expect(strip.cut).toEqual({ square: { x: 105 / 480, y: 0, size: 270 / 480 } });
      expect(viewsOf(strip)).toEqual([]);
    });
    it('stands beside one that was shown the square, each held against what it was shown', () => {
      const strip = stripAt(4, [...views, run('B', [video('B', 4, [2])])], calibrated);
      expect(strip.rows[1].tiles[2]?.pair?.cut).toEqual({ square: { x: 105 / 1600, y: 0, size: 270 / 1600 } });
      expect(strip.rows[0].tiles[2]?.pair?.cut).toEqual(strip.cut);
    });
  });
  it('says where the recording ends, and still shows what is predicted there', () => {
    const strip = stripAt(16, [run('A', [video('A', 16, everySecond)])]);
    expect(strip.truth.map((t) => t.recorded)).toEqual([
      ...Array.from({ length: 5 }, () => 'picture'),
      ...Array.from({ length: 4 }, () => 'log-ends'),
    ]);
    expect(strip.rows[0].tiles[6]).toMatchObject({ pair: null });
    expect(pairsOf(strip)).toHaveLength(4);
  });
  it('asks for no picture that is not on disk', () => {
    const present = Array.from({ length: 201 }, (_, i) => (i === 60 ? (0 as const) : (1 as const)));
    const strip = stripAt(4, runs, { present });
    expect(strip.truth[2]).toEqual({ recorded: 'not-on-disk', frame: null });
    expect(strip.rows[0].tiles[2]?.pair).toBeNull();
  });
  it('reads frames of a video by their number', () => {
    const strip = stripAt(4, runs, { video: { url: '/media/video/x' }, firstImage: 7 });
    expect(strip.truth[1].frame).toMatchObject({ path: '/media/video/x', video: { frame: 57 } });
  });
  it('has a row without pictures for a run that has none there', () => {
    const strip = stripAt(4, [run('A', []), ...runs.slice(1)]);
    expect(strip.rows.map((r) => r.video === null)).toEqual([true, false]);
    expect(strip.rows[0].tiles).toEqual([]);
  });
  it('is none where no run has a video', () => {
    expect(stripOf({ cameras: [camera()] }, runs, instant(6))).toBeNull();
  });
  it('shows predictions of a camera that the clip no longer has', () => {
    const strip = stripAt(4, runs, { channel: 'CAM_BACK' });
    expect(strip.camera).toBeNull();
    expect(strip.truth.every((t) => t.recorded === 'not-recorded')).toBe(true);
    expect(pairsOf(strip)).toEqual([]);
    expect(framesOf(strip)).toHaveLength(12);
  });
});
