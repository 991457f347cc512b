import type { CameraTrack, ClipDetail } from '../../../shared/domain/clip.ts';
import type { ClipPredictions } from '../../../shared/domain/run.ts';
import { US_PER_S, type TimeUs } from '../../../shared/domain/time.ts';
import { videoHorizonsS } from '../../../shared/domain/video-metric.ts';
import { recordedActions, type RecordedActions } from './actions.ts';
import { pictureNear } from './front-camera.ts';
import type { WorldModelSpec } from './spec.ts';

/** A decision instant from which a world model can be asked. */
export interface RolloutInstant {
  /** Index into ClipDetail.frames. */
  frame: number;
  timeUs: TimeUs;
  /** The present picture, index into the camera's. */
  image: number;
  actions: RecordedActions;
  /** Pictures whose actions are recorded in full: only these are predicted. */
  steps: number;
  /** Recorded pictures to be scored against, by step; no entry where none was taken. */
  truth: { step: number; image: number }[];
}

type Skipped = ClipPredictions['skipped'];

/** Indices into `frames` of the decision instants that lie at least `everyS` apart, the first one included. */
export function spacedDecisions({ decisions, frames }: Pick<ClipDetail, 'decisions' | 'frames'>, everyS: number) {
  const chosen: number[] = [];
  let lastUs = -Infinity;
  for (const frame of decisions) {
    // Key frames jitter by milliseconds about their rate.
    if (frames[frame].timeUs - lastUs < (everyS - 0.05) * US_PER_S) continue;
    chosen.push(frame);
    lastUs = frames[frame].timeUs;
  }
  return chosen;
}

/** Which decision instants of a clip can be rolled out, with what is recorded of them; the others with their reason. */
export function rolloutInstants(
  clip: ClipDetail,
  camera: CameraTrack,
  spec: Pick<WorldModelSpec, 'atS' | 'actions' | 'actionsPerStep'>,
  everyS: number,
): { instants: RolloutInstant[]; skipped: Skipped } {
  const skipped: Skipped = [];
  const instants = spacedDecisions(clip, everyS).flatMap((frame): RolloutInstant[] => {
    const skip = (reason: string) => {
      skipped.push({ frame, reason });
      return [];
    };
    const { timeUs } = clip.frames[frame];
    const image = pictureNear(camera, timeUs);
    if (image === null) return skip(`no picture of ${camera.channel} was taken at this instant`);
    if (camera.present[image] === 0) return skip(`the picture of ${camera.channel} is not on disk`);
    const actions = recordedActions(clip, timeUs, spec.actions);
    if ('absent' in actions) return skip(actions.absent);
    const steps = Math.floor(actions.recorded / spec.actionsPerStep);
    if (steps === 0) return skip(`the recorded actions end before the first picture, ${spec.atS[0]} s ahead`);
    const truth = spec.atS.slice(0, steps).flatMap((atS, step) => {
      if (!videoHorizonsS.some((horizonS) => horizonS === atS)) return [];
      const then = pictureNear(camera, timeUs + Math.round(atS * US_PER_S));
      return then === null || camera.present[then] === 0 ? [] : [{ step, image: then }];
    });
    return [{ frame, timeUs, image, actions, steps, truth }];
  });
  return { instants, skipped };
}
