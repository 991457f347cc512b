import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCameraFrames } from '../../../src/main/media/create-camera-frames.ts';
import type { SteerEvent, SteerRequest } from '../../../src/shared/domain/steering.ts';
import { rolloutOptionsSchema } from '../../../src/shared/domain/video-prediction.ts';
import { filmedWorkstation, type Filmed } from './filmed-workstation.ts';

let filmed: Filmed;
let frames: ReturnType<typeof createCameraFrames>;
/** Frame of the first clip whose front picture is absent. */
const ABSENT = 6;
beforeAll(async () => {
  filmed = await filmedWorkstation({
    before: (data) => {
      const pictures = join(data, 'samples/CAM_FRONT');
      rmSync(join(pictures, readdirSync(pictures).sort()[ABSENT]));
    },
  });
  frames = createCameraFrames(filmed.workstation);
});
afterAll(async () => {
  await frames.close();
  await filmed.close();
});

const request = (part: Partial<SteerRequest> = {}): SteerRequest => ({
  clipId: filmed.clipIds[0],
  frame: 0,
  modelId: 'dit-wam',
  steering: null,
  acceleration: null,
  options: rolloutOptionsSchema.parse({ steps: 3 }),
  ...part,
});
async function eventsOf(part: Partial<SteerRequest> = {}, signal?: AbortSignal): Promise<SteerEvent[]> {
  const events: SteerEvent[] = [];
  for await (const event of filmed.workstation.steer.render(request(part), signal)) events.push(event);
  return events;
}
const ofType = <T extends SteerEvent['type']>(events: readonly SteerEvent[], type: T) =>
  events.filter((event): event is Extract<SteerEvent, { type: T }> => event.type === type);
const picturesOf = (events: readonly SteerEvent[]) => ofType(events, 'picture').map(({ picture }) => picture.rgbBase64);

describe('models that can be steered', () => {
  it('come with what their sliders need; planners and parts are not among them', async () => {
    const models = await filmed.workstation.steer.models();
    const of = (id: string) => models.find(({ modelId }) => modelId === id);
    expect(of('dit-wam')).toMatchObject({
      objective: 'x0',
      actions: 16,
      atS: [1, 2, 3, 4, 5, 6, 7, 8],
      direct: 'dit-wam-direct',
      camera: { pitchDownDeg: 2.5 },
    });
    expect(of('dit-wam-jump')).toMatchObject({
      objective: 'jump',
      actions: 16,
      atS: [2, 4, 6, 8],
      direct: null,
      canCalibrate: false,
    });
    for (const id of ['ego-mlp', 'sample-vae']) expect(of(id)).toBeUndefined();
    for (const { steering } of models) expect(steering[0]).toBeLessThan(steering[1]);
  });
});

describe('a rendering', () => {
  it('by diffusion tells the present, its steps, the pictures in order, and where the time went', async () => {
    const events = await eventsOf();
    expect(events.map(({ type }) => type).filter((type, i, all) => type !== all[i - 1])).toEqual([
      'start',
      'step',
      'picture',
      'done',
    ]);
    const [start] = ofType(events, 'start');
    expect(start.atS).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect([start.steering.length, start.acceleration.length]).toEqual([16, 16]);
    expect(start.speedMps).toBeGreaterThan(0);
    expect(Buffer.from(start.present.rgbBase64, 'base64')).toHaveLength(128 * 128 * 3);
    // What the camera sees that the model learned by: another picture than the square of the recording.
    const { workspace } = filmed.workstation;
    const [range] = (await filmed.workstation.steer.models()).filter(({ modelId }) => modelId === 'dit-wam');
    const [front] = (await workspace.clips.detail(filmed.clipIds[0])).cameras.filter((c) => c.channel === 'CAM_FRONT');
    const [view] = await frames.squares(filmed.clipIds[0], front, [0], { sizePx: 128, camera: range.camera });
    const [square] = await frames.squares(filmed.clipIds[0], front, [0], { sizePx: 128, camera: null });
    expect(start.present.rgbBase64).toBe(Buffer.from(view!.rgb).toString('base64'));
    expect(view!.rgb).not.toEqual(square!.rgb);
    expect(ofType(events, 'step').at(-1)).toEqual({ type: 'step', done: 3, total: 3 });
    const pictures = ofType(events, 'picture');
    expect(pictures.map(({ index, atS }) => [index, atS])).toEqual(start.atS.map((atS, k) => [k, atS]));
    for (const { picture } of pictures) expect(Buffer.from(picture.rgbBase64, 'base64')).toHaveLength(128 * 128 * 3);
    const [done] = ofType(events, 'done');
    expect(done.stageMs.network).toBeGreaterThan(0);
    expect(done.totalMs).toBeGreaterThanOrEqual(done.stageMs.network);
  });

  it('by jumps shows each picture once, in order', async () => {
    const pictures = ofType(await eventsOf({ modelId: 'dit-wam-jump' }), 'picture');
    expect(pictures.map(({ index, atS }) => [index, atS])).toEqual([
      [0, 2],
      [1, 4],
      [2, 6],
      [3, 8],
    ]);
  });

  it('uses the user’s actions where there are any, held to the end, and the recorded ones elsewhere', async () => {
    const [recorded] = ofType(await eventsOf({ modelId: 'dit-wam-jump' }), 'start');
    const [own] = ofType(await eventsOf({ modelId: 'dit-wam-jump', steering: [0.1, -0.25] }), 'start');
    expect(own.steering).toEqual([0.1, ...Array.from({ length: 15 }, () => -0.25)].map(Math.fround));
    expect(own.acceleration).toEqual(recorded.acceleration);
  });

  it('is the same again for the same seed and actions, and under its own recorded actions spelt out', async () => {
    const first = await eventsOf({ frame: 1 });
    const [start] = ofType(first, 'start');
    const clamped = (values: number[]) => values.map((value) => Math.min(1, Math.max(-1, value)));
    const spelt = { steering: clamped(start.steering), acceleration: clamped(start.acceleration) };
    expect(picturesOf(await eventsOf({ frame: 1, ...spelt }))).toEqual(picturesOf(first));
  });

  it('needs no recorded actions where both are the user’s', async () => {
    const { frames } = await filmed.workstation.workspace.clips.detail(filmed.clipIds[0]);
    const last = frames.length - 1;
    await expect(eventsOf({ frame: last })).rejects.toMatchObject({ problem: { code: 'steer.no-actions' } });
    expect(picturesOf(await eventsOf({ frame: last, steering: [0], acceleration: [0] }))).toHaveLength(8);
  });
});

describe('a model that was made ready', () => {
  const loadMs = async (modelId: string) => ofType(await eventsOf({ modelId }), 'done')[0].stageMs.load ?? 0;

  it('is not loaded by its first rendering, as another is', async () => {
    const { steer } = filmed.workstation;
    await steer.warm({ modelId: 'dit-wam-direct', at: { clipId: filmed.clipIds[0], frame: 0 } });
    expect(await loadMs('dit-wam-direct')).toBe(0);
    await steer.warm({ modelId: 'dit-wam-small-mlp', at: null });
    expect(await loadMs('dit-wam-small-mlp')).toBe(0);
    expect(await loadMs('dit-wam-small-x0')).toBeGreaterThan(0);
  });

  it.each<[string, () => Parameters<Filmed['workstation']['steer']['warm']>[0], string]>([
    ['that is not there', () => ({ modelId: 'none', at: null }), 'model.unknown'],
    [
      'at an instant without a picture',
      () => ({ modelId: 'dit-wam', at: { clipId: filmed.clipIds[0], frame: ABSENT } }),
      'steer.no-present',
    ],
  ])('%s is told as a rendering tells it', async (_, what, code) => {
    await expect(filmed.workstation.steer.warm(what())).rejects.toMatchObject({ problem: { code } });
  });
});

describe('a rendering that cannot be', () => {
  it.each<[string, () => Partial<SteerRequest>, string]>([
    ['of a model that is not there', () => ({ modelId: 'none' }), 'model.unknown'],
    ['of a planner', () => ({ modelId: 'ego-mlp' }), 'model.'],
    ['of a clip that is not there', () => ({ clipId: 'none:none' }), 'clip.absent'],
    ['at a frame that is not there', () => ({ frame: 999 }), 'steer.no-present'],
    ['where the front picture is absent', () => ({ frame: ABSENT }), 'steer.no-present'],
    ['beyond the model’s horizon', () => ({ steering: Array.from({ length: 17 }, () => 0) }), 'steer.too-many-actions'],
    ['by a steering that is no number', () => ({ steering: [0, NaN] }), 'model.input-unusable'],
    ['by an acceleration out of range', () => ({ acceleration: [3] }), 'model.input-unusable'],
  ])('%s is told in words, and the next one works', async (_, part, code) => {
    const problem = await eventsOf(part()).then(
      () => null,
      (error: unknown) => (error as { problem?: { code: string; whatToDo: string } }).problem,
    );
    expect(problem?.code).toContain(code);
    expect(problem?.whatToDo).not.toBe('');
    expect(picturesOf(await eventsOf({ modelId: 'dit-wam-jump' }))).toHaveLength(4);
  });
});

describe('a rendering that is left', () => {
  it('ends with its caller’s signal', async () => {
    const controller = new AbortController();
    const options = rolloutOptionsSchema.parse({ steps: 1000 });
    const seen: SteerEvent[] = [];
    const reading = (async () => {
      for await (const event of filmed.workstation.steer.render(request({ options }), controller.signal)) {
        seen.push(event);
        if (event.type === 'step') controller.abort();
      }
    })();
    await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
    expect(ofType(seen, 'picture')).toEqual([]);
  });

  it('ends when nobody reads on, and leaves the models free', async () => {
    const options = rolloutOptionsSchema.parse({ steps: 1000 });
    for await (const event of filmed.workstation.steer.render(request({ options }))) if (event.type === 'step') break;
    expect(picturesOf(await eventsOf())).toHaveLength(8);
  });
});
