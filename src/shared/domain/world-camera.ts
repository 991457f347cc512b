import { z } from 'zod';

/** Front cameras by the names that publishers gave them; a second, narrower one may look ahead just as straight. */
const frontChannels = ['CAM_FRONT', 'CAM_F0', 'camera_front_wide_120fov'];

/** The camera of a rig that world models are shown, by its name; null where no name is known and the straightest counts. */
export const frontByName = <C extends { channel: string }>(cameras: readonly C[]): C | null =>
  frontChannels.map((name) => cameras.find(({ channel }) => channel === name)).find((camera) => camera) ?? null;

/**
 * The pinhole camera whose square pictures a model learned by, as its manifest states it. It stands level on the ego: it looks
 * along the ego's x axis, tipped down by its pitch, without roll.
 */
export const learnedCameraSchema = z.object({
  /** Focal length as a share of the picture's side. */
  focalOfSide: z.number().min(0.05).max(50),
  /** Principal point from the left and the top, as shares of the side. */
  principalOfSide: z.tuple([z.number().min(-1).max(2), z.number().min(-1).max(2)]),
  /** Below the ego's x axis, degrees. */
  pitchDownDeg: z.number().min(-60).max(60),
});
export type LearnedCamera = z.infer<typeof learnedCameraSchema>;
