import type { CameraLens, ClipDetail } from '../../../shared/domain/clip.ts';
import { nearestIndex } from '../../../shared/maths/track.ts';
import { POSE_STRIDE } from '../../../shared/maths/se3.ts';

/** One annotated instant of a clip as the domain holds it: SI units, global frame unless the name says otherwise. */
export interface ClipFrame {
  clipId: string;
  name: string;
  frame: number;
  token: string;
  timeUs: number;
  /** Seconds from the clip's start. */
  atS: number;
  isDecision: boolean;
  ego: {
    timeUs: number;
    /** Translation x y z m, quaternion w x y z. */
    globalFromEgo: number[];
    /** vx vy m/s, ax ay m/s² at the rear axle, ego frame; null where the data set gives none. */
    motion: number[] | null;
    /** Nearest sample of each curve. */
    signals: { name: string; unit: string; source: string; timeUs: number; value: number }[];
  };
  command: string | null;
  route: string[] | null;
  lights: { connectorId: string; state: string }[];
  boxes: {
    trackId: string;
    label: string;
    objectClass: string;
    category: string;
    centre: number[];
    sizeM: number[];
    yawRad: number;
    velocityMps: (number | null)[];
  }[];
  cameras: {
    channel: string;
    image: number;
    timeUs: number;
    present: boolean;
    widthPx: number;
    heightPx: number;
    intrinsic: number[];
    lens: CameraLens;
    egoFromCamera: number[];
    globalFromEgo: number[];
  }[];
  labels: { group: string; name: string }[];
  guidance: { timeUs: number; seen: string; advice: string } | null;
  absences: string[];
}

/** The key frame of a clip nearest to a time, µs; null where the clip has none. */
export function clipFrame(clip: ClipDetail, timeUs: number): ClipFrame | null {
  const frame = nearestIndex(
    clip.frames.map((f) => f.timeUs),
    timeUs,
  );
  if (frame < 0) return null;
  const { token, timeUs: frameUs, egoIndex } = clip.frames[frame];
  const { driving } = clip;
  const routeIndex = driving?.routeOf[frame] ?? -1;
  return {
    clipId: clip.clipId,
    name: clip.name,
    frame,
    token,
    timeUs: frameUs,
    atS: (frameUs - clip.startUs) / 1e6,
    isDecision: clip.decisions.includes(frame),
    ego: {
      timeUs: clip.ego.timesUs[egoIndex],
      globalFromEgo: poseAt(clip.ego.globalFromEgo, egoIndex),
      motion: driving?.motion?.slice(frame * 4, frame * 4 + 4) ?? null,
      signals: clip.signals.flatMap(({ name, unit, source, timesUs, values }) => {
        const i = nearestIndex(timesUs, frameUs);
        return i < 0 ? [] : [{ name, unit, source, timeUs: timesUs[i], value: values[i] }];
      }),
    },
    command: driving?.commands[frame] ?? null,
    route: routeIndex < 0 ? null : (driving?.routes[routeIndex] ?? null),
    lights: clip.lights.flatMap(({ connectorId, frames, states }) => {
      const i = frames.indexOf(frame);
      return i < 0 ? [] : [{ connectorId, state: states[i] }];
    }),
    boxes: boxesAt(clip, frame),
    cameras: clip.cameras.flatMap((camera) => {
      const i = nearestIndex(camera.timesUs, frameUs);
      if (i < 0) return [];
      const { channel, widthPx, heightPx, intrinsic, lens, egoFromCamera } = camera;
      return [
        {
          channel,
          image: camera.firstImage + i,
          timeUs: camera.timesUs[i],
          present: camera.present[i] === 1,
          widthPx,
          heightPx,
          intrinsic,
          lens,
          egoFromCamera,
          globalFromEgo: poseAt(camera.globalFromEgo, i),
        },
      ];
    }),
    labels: clip.labels
      .filter(({ startUs, endUs }) => startUs <= frameUs && endUs >= frameUs)
      .map(({ group, name }) => ({ group, name })),
    guidance: clip.guidance.findLast((said) => said.timeUs <= frameUs) ?? null,
    absences: clip.absences,
  };
}

const poseAt = (poses: readonly number[], i: number): number[] => poses.slice(i * POSE_STRIDE, (i + 1) * POSE_STRIDE);

const boxesAt = (clip: ClipDetail, frame: number): ClipFrame['boxes'] =>
  clip.objects.flatMap((track) => {
    const i = track.frames.indexOf(frame);
    if (i < 0) return [];
    const { trackId, label, objectClass, category, sizeM } = track;
    return [
      {
        trackId,
        label,
        objectClass,
        category,
        centre: track.centres.slice(i * 3, i * 3 + 3),
        sizeM,
        yawRad: track.yaws[i],
        velocityMps: track.velocities.slice(i * 2, i * 2 + 2),
      },
    ];
  });
