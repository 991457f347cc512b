import type { CameraTrack, ClipDetail, ClipId } from '../../../shared/domain/clip.ts';
import { ACTION_STEP_S } from '../../../shared/domain/steering.ts';
import { US_PER_S, type TimeUs } from '../../../shared/domain/time.ts';
import { wrapAngle } from '../../../shared/maths/angle.ts';
import { pose2At } from '../../../shared/maths/track.ts';
import type { FilmedCamera } from '../../media/camera-frames.ts';
import { recordedActions } from '../../pipelines/dit-wam/actions.ts';
import { pictureNear, worldCamera } from '../../pipelines/dit-wam/front-camera.ts';
import type { ActionWindow } from '../../pipelines/dit-wam/world-model.ts';

/** A decision instant of the front camera with what is recorded after it. */
export interface LabWindow {
  clipId: ClipId;
  /** Index into ClipDetail.frames. */
  frame: number;
  timeUs: TimeUs;
  camera: FilmedCamera & Pick<CameraTrack, 'timesUs'>;
  /** Index into the camera's pictures. */
  present: number;
  /** The pictures at the wanted times after the instant, in their order. */
  truth: number[];
  /** By how much the ego's heading changed until each of those times, rad, left positive; null beyond the recorded path. */
  turnedRad: (number | null)[];
  actions: ActionWindow;
}

/** What an experiment needs of a window. */
export interface WindowNeeds {
  /** Half-second actions that must be recorded in full. */
  actions: number;
  /** Seconds after the instant at which a recorded picture must be there. */
  truthS: readonly number[];
}

/** The windows that a clip can give, and why the other instants cannot, each reason once. */
export function windowsOfClip(
  clip: Pick<ClipDetail, 'clipId' | 'cameras' | 'frames' | 'decisions' | 'signals' | 'ego'>,
  needs: WindowNeeds,
): { windows: LabWindow[]; reasons: string[] } {
  const front = worldCamera(clip);
  if (!front) return { windows: [], reasons: ['it has no camera that looks ahead'] };
  const { channel, firstImage, present, timesUs, widthPx, heightPx, intrinsic, lens, egoFromCamera } = front;
  const seen = { widthPx, heightPx, intrinsic, lens, egoFromCamera };
  const camera = { channel, firstImage, present, timesUs, ...seen };
  const windows: LabWindow[] = [];
  const reasons = new Set<string>();
  for (const frame of clip.decisions) {
    const window = windowAt(clip, camera, frame, needs);
    if (typeof window === 'string') reasons.add(window);
    else windows.push(window);
  }
  if (clip.decisions.length === 0) reasons.add('it has no instant at which a model is asked');
  return { windows, reasons: [...reasons] };
}

/** A window, or in words what it lacks. */
function windowAt(
  clip: Pick<ClipDetail, 'clipId' | 'frames' | 'signals' | 'ego'>,
  camera: LabWindow['camera'],
  frame: number,
  { actions: count, truthS }: WindowNeeds,
): LabWindow | string {
  const { timeUs } = clip.frames[frame];
  const present = pictureAt(camera, timeUs);
  if (present === null) return 'no picture of the front camera at the instant';
  const truth: number[] = [];
  for (const seconds of truthS) {
    const image = pictureAt(camera, timeUs + seconds * US_PER_S);
    if (image === null) return `no picture of the front camera ${seconds} s after the instant`;
    truth.push(image);
  }
  const headingNow = pose2At(clip.ego, timeUs)?.yaw;
  const turnedRad = truthS.map((seconds) => {
    const later = pose2At(clip.ego, timeUs + seconds * US_PER_S)?.yaw;
    return later === undefined || headingNow === undefined ? null : wrapAngle(later - headingNow);
  });
  const found = { clipId: clip.clipId, frame, timeUs, camera, present, truth, turnedRad };
  if (count === 0) return { ...found, actions: noActions };
  const actions = recordedActions(clip, timeUs, count);
  if ('absent' in actions) return actions.absent;
  if (actions.recorded < count) return `actions are not recorded for ${count * ACTION_STEP_S} s after the instant`;
  const { speedMps, steering, acceleration } = actions;
  return { ...found, actions: { speedMps, steering, acceleration } };
}

const noActions: ActionWindow = { speedMps: 0, steering: new Float32Array(0), acceleration: new Float32Array(0) };

/** The picture on disk that shows a time; null where there is none. */
function pictureAt(camera: LabWindow['camera'], timeUs: TimeUs): number | null {
  const image = pictureNear(camera, timeUs);
  return image !== null && camera.present[image] === 1 ? image : null;
}
