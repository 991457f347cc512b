import type { ClipDetail, ClipId } from '../../shared/domain/clip.ts';
import { ProblemError } from '../../shared/domain/problem.ts';
import type { TimeUs } from '../../shared/domain/time.ts';
import { valueAt } from '../../shared/maths/track.ts';
import { noiseKey } from '../inference/sampling/normal-noise.ts';
import type { CameraFrames, RgbImage } from '../media/camera-frames.ts';
import { velocityBefore } from '../pipelines/baselines/ego-motion.ts';
import { recordedActions, type RecordedActions } from '../pipelines/dit-wam/actions.ts';
import { pictureNear, worldCamera } from '../pipelines/dit-wam/front-camera.ts';
import { modelView, sightOf } from '../pipelines/dit-wam/spec.ts';
import type { WorldModel } from '../pipelines/dit-wam/world-model.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** A decision instant as a world model is steered from it. */
export interface SteerInstant {
  present: RgbImage;
  /** Made when it is first asked for, and kept. */
  latent(signal: AbortSignal): Promise<Float32Array>;
  recorded: RecordedActions | { absent: string };
  /** The noise of this instant, the same as in a run over the clip: steered by the recorded actions, the same pictures come out. */
  noiseKey: number;
  /** At the instant; null where neither a signal nor the path tells it. */
  speedMps: number | null;
}

/** Instants of late: dragging a slider asks for the same one again and again. */
export interface SteerInstants {
  /** Throws ProblemError: no such clip or frame, no picture of the front camera on disk; AbortError. */
  at(clipId: ClipId, frame: number, world: WorldModel, signal: AbortSignal): Promise<SteerInstant>;
  /** Models may have changed: what they made is made anew. */
  forget(): void;
}

const KEPT = 16;
const SPEED_BASELINE_S = 0.5;

export function createSteerInstants(workspace: Pick<Workspace, 'clips'>, frames: CameraFrames): SteerInstants {
  const kept = new Map<string, SteerInstant>();
  return {
    async at(clipId, frame, world, signal) {
      const { imagePx, actions } = world.spec;
      const key = [clipId, frame, sightOf(world.spec), imagePx, actions].join(' ');
      const instant = kept.get(key) ?? (await readInstant(workspace, frames, { clipId, frame, world, signal }));
      // The newest stands last, so that the first is the one to go.
      kept.delete(key);
      kept.set(key, instant);
      for (const old of [...kept.keys()].slice(0, Math.max(0, kept.size - KEPT))) kept.delete(old);
      return instant;
    },
    forget: () => kept.clear(),
  };
}

async function readInstant(
  workspace: Pick<Workspace, 'clips'>,
  frames: CameraFrames,
  { clipId, frame, world, signal }: { clipId: ClipId; frame: number; world: WorldModel; signal: AbortSignal },
): Promise<SteerInstant> {
  const clip = await workspace.clips.detail(clipId);
  const instant = clip.frames.at(frame);
  if (!instant) throw noInstant(clip, `it has ${clip.frames.length} key frames and no number ${frame}`);
  const { timeUs } = instant;
  const camera = worldCamera(clip);
  const image = camera && pictureNear(camera, timeUs);
  if (!camera || image === null || camera.present[image] === 0)
    throw noInstant(clip, 'no picture of its front camera is on disk at this instant');
  const [present] = await frames.squares(clipId, camera, [image], modelView(world.spec), signal);
  if (!present) throw noInstant(clip, 'the picture of its front camera is no longer on disk');
  let latent: Float32Array | null = null;
  return {
    present,
    latent: async (latentSignal) => (latent ??= (await world.encode([present], latentSignal)).latents[0]),
    recorded: recordedActions(clip, timeUs, world.spec.actions),
    noiseKey: noiseKey(clip.token, timeUs),
    speedMps: speedAt(clip, timeUs),
  };
}

/** As the vehicle told it, or else how far its path went in the last half second. */
function speedAt({ signals, ego }: Pick<ClipDetail, 'signals' | 'ego'>, timeUs: TimeUs): number | null {
  const told = signals.find(({ name }) => name === 'speed');
  const speed = told ? valueAt(told.timesUs, told.values, timeUs) : null;
  if (speed !== null) return speed;
  const velocity = velocityBefore(ego, timeUs, SPEED_BASELINE_S);
  return velocity && Math.hypot(velocity.x, velocity.y);
}

const noInstant = (clip: Pick<ClipDetail, 'name'>, why: string) =>
  new ProblemError({
    code: 'steer.no-present',
    title: 'Nothing to start from',
    whatHappened: `${clip.name}: ${why}.`,
    whatWasKept: 'Everything that was saved before.',
    whatToDo: 'Choose another instant, or bring the camera’s pictures back and index the data set again.',
  });
