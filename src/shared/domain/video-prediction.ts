import { z } from 'zod';
import type { TimeUs } from './time.ts';
import { learnedCameraSchema } from './world-camera.ts';

export const cameraSquareSchema = z.object({ xPx: z.number(), yPx: z.number(), sizePx: z.number() });
/** The square of a camera picture that a world model sees, px of that picture. */
export type CameraSquare = z.infer<typeof cameraSquareSchema>;

/** What a model is shown of a recorded picture: a square cut out of it, or the view of the camera that the model learned by. */
export const picturePartSchema = z.union([
  z.object({ square: cameraSquareSchema }),
  z.object({ view: learnedCameraSchema }),
]);
export type PicturePart = z.infer<typeof picturePartSchema>;

/** The largest square in the middle of a picture: what a model is shown that states no camera. */
export function centreSquare(widthPx: number, heightPx: number): CameraSquare {
  const sizePx = Math.min(widthPx, heightPx);
  return { xPx: Math.floor((widthPx - sizePx) / 2), yPx: Math.floor((heightPx - sizePx) / 2), sizePx };
}

/** Pictures that a world model predicted at one decision instant. */
export interface VideoPrediction {
  /** Index into ClipDetail.frames. */
  frame: number;
  timeUs: TimeUs;
  /** Camera whose present picture was given, e.g. `CAM_FRONT`. */
  channel: string;
  /** Of that camera's pictures: what the model was shown, and what the predicted ones show. */
  shows: PicturePart;
  /** Seconds after `timeUs` of each predicted picture, rising. */
  atS: number[];
  /** Of the predicted pictures, px. */
  widthPx: number;
  heightPx: number;
  /** Predicted picture k is a JPEG at `${mediaBase}/${k}`. */
  mediaBase: string;
  /** Where the actions come from, in words: `CAN vehicle_monitor`, `from ego poses`. */
  actionsFrom: string;
}

/** How a world model's pictures are made. What a model has no use for (steps of a model that answers in one pass) is not read. */
export const rolloutOptionsSchema = z.object({
  /** Denoising steps. */
  steps: z.number().int().min(1).max(1000).default(50),
  /** Weight of classifier-free guidance; 1 is off. */
  guidance: z.number().min(0).max(10).default(1),
  seed: z.number().int().min(0).max(2_147_483_647).default(7),
  /** `train`: each latent channel is brought to the mean and spread that training data have. */
  calibrate: z.enum(['none', 'train']).default('train'),
  /** Share of the direct twin in the latent, 0 to 1; needs a model that names its twin. */
  blend: z.number().min(0).max(1).default(0),
});
export type RolloutOptions = z.infer<typeof rolloutOptionsSchema>;

/** How a world model is run over clips. */
export const videoRunOptionsSchema = rolloutOptionsSchema.extend({
  /** Seconds between decision instants at least. */
  everyS: z.number().positive().max(60).default(2),
});
export type VideoRunOptions = z.infer<typeof videoRunOptionsSchema>;
