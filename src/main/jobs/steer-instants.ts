import type { CameraTrack, ClipDetail, ClipId } from '../../shared/domain/clip.ts';
import { ProblemError } from '../../shared/domain/problem.ts';
import { US_PER_S, type TimeUs } from '../../shared/domain/time.ts';
import { nearestIndex, valueAt } from '../../shared/maths/track.ts';
import type { CameraFrames, RgbImage } from '../media/camera-frames.ts';
import { frontCamera } from '../media/report-frame.ts';
import { velocityBefore } from '../pipelines/baselines/ego-motion.ts';
import { recordedActions, type RecordedActions } from '../pipelines/dit-wam/actions.ts';
import type { WorldModel } from '../pipelines/dit-wam/world-model.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** A decision instant as a world model is steered from it. */
export interface SteerInstant {
  present: RgbImage;
  /** Made when it is first asked for, and kept. */
  latent(signal: AbortSignal): Promise<Float32Array>;
  recorded: RecordedActions | { absent: string };
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
/** A picture farther than this from its instant shows another moment. */
const NEAR_US = 0.1 * US_PER_S;
const SPEED_BASELINE_S = 0.5;

export function createSteerInstants(workspace: Pick<Workspace, 'clips'>, frames: CameraFrames): SteerInstants {
  const kept = new Map<string, SteerInstant>();
  return {
    async at(clipId, frame, world, signal) {
      const { vae, imagePx, actions } = world.spec;
      const key = [clipId, frame, vae, imagePx, actions].join(' ');
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
  const camera = frontCamera(clip);
  const image = camera && pictureAt(camera, timeUs);
  if (!camera || image === null) throw noInstant(clip, 'no picture of its front camera is on disk at this instant');
  const [present] = await frames.squares(clipId, camera, [image], world.spec.imagePx, signal);
  if (!present) throw noInstant(clip, 'the picture of its front camera is no longer on disk');
  let latent: Float32Array | null = null;
  return {
    present,
    latent: async (latentSignal) => (latent ??= (await world.encode([present], latentSignal)).latents[0]),
    recorded: recordedActions(clip, timeUs, world.spec.actions),
    speedMps: speedAt(clip, timeUs),
  };
}

/** The picture on disk that shows a time; null where there is none. */
function pictureAt({ timesUs, present }: Pick<CameraTrack, 'timesUs' | 'present'>, timeUs: TimeUs): number | null {
  const image = nearestIndex(timesUs, timeUs);
  return image >= 0 && Math.abs(timesUs[image] - timeUs) <= NEAR_US && present[image] === 1 ? image : null;
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
