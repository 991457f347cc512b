import type { RgbText, SteerEvent, SteerRange, SteerRequest, SteerWarm } from '../../shared/domain/steering.ts';
import type { Inference } from '../inference/inference.ts';
import type { CameraFrames, RgbImage } from '../media/camera-frames.ts';
import { openWorldModel } from '../pipelines/dit-wam/open-world-model.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { actionsOf } from './steer-actions.ts';
import { openChannel, type Channel } from './steer-channel.ts';
import { createSteerInstants, type SteerInstants } from './steer-instants.ts';
import { steerRange } from './steer-range.ts';
import { warmWorldModel } from './steer-warm.ts';

/** World models under actions of the user's choice. */
export interface Steer {
  /** World models that can be steered, with what their sliders need. */
  models(): Promise<SteerRange[]>;
  /**
   * Predicted pictures, told as they come: those of a chain of jumps while it goes on, those of a diffusion at its end, in
   * order. Reading may end at any time, which ends the work too. Throws ProblemError: a model or an instant that cannot be
   * used, actions that cannot be had or taken; AbortError.
   */
  render(request: SteerRequest, signal?: AbortSignal): AsyncGenerator<SteerEvent, void>;
  /** Makes a model ready to be asked; what it fails with, a rendering tells. */
  warm(what: SteerWarm, signal?: AbortSignal): Promise<void>;
  /** To be called when models came or changed. */
  modelsChanged(): void;
}

/** Steps are told at most this often, and the last one. */
const STEP_EVERY_MS = 50;

export function createSteer({
  workspace,
  inference,
  frames,
}: {
  workspace: Pick<Workspace, 'clips'>;
  inference: Inference;
  frames: CameraFrames;
}): Steer {
  const instants = createSteerInstants(workspace, frames);
  return {
    async models() {
      const found = (await inference.models()).filter(({ role, problem }) => role === 'world-model' && !problem);
      const ranges = await Promise.all(found.map((model) => steerRange(model, found, inference)));
      return ranges.filter((range) => range !== null);
    },
    async *render(request, signal) {
      const reading = new AbortController();
      const channel = openChannel<SteerEvent>();
      const either = signal ? AbortSignal.any([signal, reading.signal]) : reading.signal;
      const work = renderInto(channel, request, { inference, instants, signal: either }).then(
        () => channel.end(),
        (error: unknown) => channel.end(error instanceof Error ? error : new Error(String(error))),
      );
      try {
        yield* channel.read();
      } finally {
        reading.abort();
        await work;
      }
    },
    warm: (what, signal) => warmWorldModel(what, { inference, instants }, signal),
    modelsChanged: () => instants.forget(),
  };
}

interface Rendering {
  inference: Inference;
  instants: SteerInstants;
  signal: AbortSignal;
}

async function renderInto(
  channel: Channel<SteerEvent>,
  request: SteerRequest,
  { inference, instants, signal }: Rendering,
): Promise<void> {
  const started = performance.now();
  const stageMs: Record<string, number> = {};
  const timed = async <T>(stage: string, work: Promise<T>): Promise<T> => {
    const from = performance.now();
    const result = await work;
    stageMs[stage] = (stageMs[stage] ?? 0) + performance.now() - from;
    return result;
  };
  const world = await openWorldModel(request.modelId, inference);
  const { atS } = world.spec;
  const instant = await timed('read', instants.at(request.clipId, request.frame, world, signal));
  const actions = actionsOf(request, instant, world);
  channel.tell({
    type: 'start',
    present: textOf(instant.present),
    steering: Array.from(actions.steering),
    acceleration: Array.from(actions.acceleration),
    speedMps: actions.speedMps,
    atS,
  });
  const present = await timed('encode', instant.latent(signal));
  const show = async (index: number, latent: Float32Array): Promise<void> => {
    const { images, ms } = await world.decode([latent], signal);
    stageMs.decode = (stageMs.decode ?? 0) + ms;
    channel.tell({ type: 'picture', index, atS: atS[index], picture: textOf(images[0]) });
  };
  const early = new Map<number, Promise<void>>();
  const rollout = await world.rollOut([{ present, actions }], request.options, {
    signal,
    noiseKeys: [instant.noiseKey],
    onStep: throttledSteps(channel),
    onLatent: (_, step, latent) => {
      // Blended it will be another one.
      if (request.options.blend > 0) return;
      const shown = show(step, latent);
      // Its failure is that of the rendering, which waits for it below.
      shown.catch(() => undefined);
      early.set(step, shown);
    },
  });
  for (const [index, latent] of rollout.windows[0].entries()) await (early.get(index) ?? show(index, latent));
  channel.tell({ type: 'done', stageMs: { ...stageMs, ...rollout.stageMs }, totalMs: performance.now() - started });
}

function throttledSteps(channel: Channel<SteerEvent>): (done: number, total: number) => void {
  let toldMs = -Infinity;
  return (done, total) => {
    if (done < total && performance.now() - toldMs < STEP_EVERY_MS) return;
    toldMs = performance.now();
    channel.tell({ type: 'step', done, total });
  };
}

const textOf = ({ widthPx, heightPx, rgb }: RgbImage): RgbText => ({
  widthPx,
  heightPx,
  rgbBase64: Buffer.from(rgb.buffer, rgb.byteOffset, rgb.byteLength).toString('base64'),
});
