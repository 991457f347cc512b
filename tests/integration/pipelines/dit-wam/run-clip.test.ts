import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startInference } from '../../../../src/main/inference/start-inference.ts';
import { createCameraFrames } from '../../../../src/main/media/create-camera-frames.ts';
import { createPlanner } from '../../../../src/main/pipelines/create-planner.ts';
import type { ClipPlan } from '../../../../src/main/pipelines/planner.ts';
import type { ClipDetail } from '../../../../src/shared/domain/clip.ts';
import { videoRunOptionsSchema, type VideoRunOptions } from '../../../../src/shared/domain/video-prediction.ts';
import { tinyScale, writeWorldModels } from '../../../models/world-folder.ts';
import { filmedWorkstation, type Filmed } from '../../runs/filmed-workstation.ts';

const folder = mkdtempSync(join(tmpdir(), 'foresight-clip-'));
const inference = startInference({ bundledFolder: folder, userFolder: '', providers: ['cpu'] });
const learned = { focalOfSide: 1.27, principalOfSide: [0.5, 0.5] as [number, number], pitchDownDeg: 2.5 };
let filmed: Filmed;
let frames: ReturnType<typeof createCameraFrames>;
let clip: ClipDetail;
/** Paths of the clip's front pictures, in order; one every half second. */
let files: string[];

beforeAll(async () => {
  writeWorldModels(folder, tinyScale, { world: {}, seeing: { changes: { camera: learned } } });
  filmed = await filmedWorkstation({ scenes: 1 });
  const { workspace } = filmed.workstation;
  clip = await workspace.clips.detail(filmed.clipIds[0]);
  frames = createCameraFrames({ workspace });
  const pictures = join(filmed.data, 'samples/CAM_FRONT');
  files = readdirSync(pictures)
    .sort()
    .map((name) => join(pictures, name));
});
afterAll(async () => {
  await frames.close();
  await inference.close();
  await filmed.close();
  rmSync(folder, { recursive: true });
});

async function planned(
  of: ClipDetail,
  changes: Partial<VideoRunOptions> = {},
  signal?: AbortSignal,
): Promise<ClipPlan> {
  const options = videoRunOptionsSchema.parse({ steps: 3, everyS: 1, ...changes });
  const planner = await createPlanner('world', inference, { frames, options });
  return planner.plan(of, { signal });
}
const instants = ({ videos }: ClipPlan) => videos.map(({ frame }) => frame);

/** What a test does to a file is undone after it. */
async function whileFile<T>(file: string, content: string | null, work: () => Promise<T>): Promise<T> {
  const before = readFileSync(file);
  if (content === null) rmSync(file);
  else writeFileSync(file, content);
  try {
    return await work();
  } finally {
    writeFileSync(file, before);
  }
}

describe('a world model over a clip', () => {
  it('predicts at spaced instants as far as actions are recorded, and scores what was filmed', async () => {
    const plan = await planned(clip, { everyS: 2 });
    // Key frames at 0, 0.5 … 5 s.
    expect(plan.videos.map(({ frame, atS }) => [frame, atS])).toEqual([
      [0, [1, 2, 3, 4]],
      [4, [1, 2, 3]],
      [8, [1]],
    ]);
    expect(plan.predictions.predictions).toEqual([]);
    expect(plan.videos.map(({ pictures }) => pictures.length)).toEqual([4, 3, 1]);
    expect(Object.keys(plan.videos[0].scores).sort()).toEqual(
      ['cosSim', 'psnr', 'ssim'].flatMap((metric) => [1, 2, 4].map((s) => `video/${metric}@${s}s`)),
    );
    expect(plan.videos[0]).toMatchObject({
      channel: 'CAM_FRONT',
      shows: { square: { xPx: 70, yPx: 0, sizePx: 180 } },
      widthPx: 32,
      actionsFrom: 'steering worked out from the yaw rate (from ego poses), acceleration from ego poses',
    });
    for (const stage of ['pictures', 'encode', 'network', 'decode', 'score'])
      expect(plan.stageMs[stage]).toBeGreaterThan(0);
  });

  it('predicts the same at an instant whatever other instants are asked', async () => {
    const [often, seldom] = [await planned(clip), await planned(clip, { everyS: 4 })];
    expect(instants(seldom)).toEqual([0, 8]);
    for (const { frame, pictures } of seldom.videos)
      expect(pictures).toEqual(often.videos.find((video) => video.frame === frame)?.pictures);
  });

  it('sees as the camera that the model learned by, and says so', async () => {
    const options = videoRunOptionsSchema.parse({ steps: 3, everyS: 1 });
    const planner = await createPlanner('seeing', inference, { frames, options });
    expect(planner.notes).not.toHaveProperty('pictures');
    const { videos } = await planner.plan(clip, {});
    expect(videos[0].shows).toEqual({ view: learned });
    expect(planner.notes.pictures).toMatch(
      /^of CAM_FRONT, the view of the camera that the model learned by \(focal length 1\.27 of the side, 2\.5° down\), at 32 px, of which \d+ % lies beyond the recorded picture and repeats its edge$/,
    );
    const [camera, ...others] = clip.cameras;
    const bare = { ...clip, cameras: [{ ...camera, intrinsic: [] }, ...others] };
    expect((await planner.plan(bare, {})).videos[0].shows).toEqual({ square: { xPx: 70, yPx: 0, sizePx: 180 } });
    expect(planner.notes.pictures).toMatch(/; of CAM_FRONT, the middle square, .*: without a calibration/);
    // Another view makes other pictures.
    expect(videos[0].pictures).not.toEqual((await planner.plan(bare, {})).videos[0].pictures);
  });

  it('skips an instant whose present picture is gone or damaged, and goes on', async () => {
    const gone = await whileFile(files[2], null, () => planned(clip));
    expect(instants(gone)).toEqual([0, 4, 6, 8]);
    expect(gone.predictions.skipped[0]).toEqual({ frame: 2, reason: 'the picture of CAM_FRONT is not on disk' });
    const damaged = await whileFile(files[4], 'no picture', () => planned(clip));
    expect(instants(damaged)).toEqual([0, 2, 6, 8]);
    expect(damaged.predictions.skipped[0].frame).toBe(4);
    expect(damaged.predictions.skipped[0].reason).toContain('the picture of CAM_FRONT cannot be read: ');
  });

  it('has no score where the later picture is gone', async () => {
    const whole = await planned(clip, { everyS: 60 });
    const { videos } = await whileFile(files[4], null, () => planned(clip, { everyS: 60 }));
    expect(videos[0].pictures).toEqual(whole.videos[0].pictures);
    const { 'video/ssim@2s': _, 'video/psnr@2s': __, 'video/cosSim@2s': ___, ...others } = whole.videos[0].scores;
    expect(videos[0].scores).toEqual(others);
  });

  it('skips instants beyond the recorded actions with their reason', async () => {
    const { predictions } = await planned(clip, { everyS: 0.5 });
    expect(predictions.skipped).toEqual([
      { frame: 9, reason: 'the recorded actions end before the first picture, 1 s ahead' },
      { frame: 10, reason: 'no actions are recorded in the half second after this instant' },
    ]);
  });

  it.each([
    ['without cameras', (of: ClipDetail) => ({ ...of, cameras: [] }), 'the clip has no camera'],
    [
      'without pictures on disk',
      (of: ClipDetail) => ({
        ...of,
        cameras: of.cameras.map((c) => ({ ...c, present: c.present.map(() => 0 as const) })),
      }),
      'the picture of CAM_FRONT is not on disk',
    ],
    [
      'whose camera was off',
      (of: ClipDetail) => ({
        ...of,
        cameras: of.cameras.map((c) => ({ ...c, timesUs: c.timesUs.map((t) => t + 60e6) })),
      }),
      'no picture of CAM_FRONT was taken at this instant',
    ],
    [
      'that did not move as far as is known',
      (of: ClipDetail) => ({ ...of, signals: [], ego: { ...of.ego, timesUs: [], globalFromEgo: [] } }),
      'the recording has no speed, acceleration or turning',
    ],
  ])('of a clip %s there are only reasons', async (_, change, reason) => {
    const plan = await planned(change(clip), { everyS: 2 });
    expect(plan.videos).toEqual([]);
    expect(plan.predictions.skipped).toEqual([0, 4, 8].map((frame) => ({ frame, reason })));
  });

  it('fails with the pictures’ own problem when none can be read', async () => {
    const only = { ...clip, decisions: [10] };
    expect((await planned(only)).videos).toEqual([]);
    const first = {
      ...clip,
      decisions: [0],
      cameras: clip.cameras.map((c) => ({ ...c, present: c.present.map((v, i) => (i === 0 ? v : (0 as const))) })),
    };
    await expect(whileFile(files[0], 'no picture', () => planned(first))).rejects.toMatchObject({
      problem: { code: expect.stringMatching(/^media\./) as string },
    });
  });

  it('is cancelled', async () => {
    await expect(planned(clip, {}, AbortSignal.abort())).rejects.toThrow(
      expect.objectContaining({ name: 'AbortError' }),
    );
  });
});
