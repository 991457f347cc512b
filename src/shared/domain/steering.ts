import { z } from 'zod';
import { clipIdSchema } from './clip.ts';
import { rolloutOptionsSchema } from './video-prediction.ts';
import type { LearnedCamera } from './world-camera.ts';

/** Seconds of one action: steering and acceleration are held for it. */
export const ACTION_STEP_S = 0.5;
/** Actions are told as shares of these: steering-wheel angle (rad, left positive) and acceleration (m/s²). */
export const STEERING_UNIT_RAD = 6;
export const ACCELERATION_UNIT_MPS2 = 10;

const share = z.number().min(-1).max(1);

/** What a world model is asked under actions of the user's choice, instead of the recorded ones. */
export const steerRequestSchema = z.object({
  clipId: clipIdSchema,
  /** Index into ClipDetail.frames. */
  frame: z.number().int().nonnegative(),
  modelId: z.string(),
  /** Normalised, one for each half second from the instant on; null takes the recorded ones. A list that ends early is held. */
  steering: z.array(share).min(1).max(64).nullable(),
  acceleration: z.array(share).min(1).max(64).nullable(),
  options: rolloutOptionsSchema,
});
export type SteerRequest = z.infer<typeof steerRequestSchema>;

/** A model that is about to be asked, and the present it will be asked from where that is known. */
export const steerWarmSchema = z.object({
  modelId: z.string(),
  at: steerRequestSchema.pick({ clipId: true, frame: true }).nullable(),
});
export type SteerWarm = z.infer<typeof steerWarmSchema>;

/** A picture as bytes: RGB, 3 bytes a pixel, rows from the top, base64. */
export interface RgbText {
  widthPx: number;
  heightPx: number;
  rgbBase64: string;
}

/** What a rendering tells as it goes on. Pictures may come before the end (a chain of jumps) or all at once. */
export type SteerEvent =
  /** The present as the model sees it, and the actions that are used. */
  | { type: 'start'; present: RgbText; steering: number[]; acceleration: number[]; speedMps: number; atS: number[] }
  | { type: 'step'; done: number; total: number }
  | { type: 'picture'; index: number; atS: number; picture: RgbText }
  | { type: 'done'; stageMs: Record<string, number>; totalMs: number };

/** What the sliders of a model need. */
export interface SteerRange {
  modelId: string;
  objective: WorldObjective;
  /** 5th and 95th percentile of steering and acceleration in training, normalised. */
  steering: [number, number];
  acceleration: [number, number];
  /** Seconds of each predicted picture. */
  atS: number[];
  actions: number;
  /** The twin that `blend` mixes in; null where the model names none. */
  direct: string | null;
  canCalibrate: boolean;
  /** The camera that it learned by; null where it states none and is shown the centre square. */
  camera: LearnedCamera | null;
  parameters: number | null;
}

export const worldObjectives = ['x0', 'epsilon', 'direct', 'jump'] as const;
/** What a world model's network predicts: the clean latent or the noise by diffusion, the future in one pass, or one jump of a chain. */
export type WorldObjective = (typeof worldObjectives)[number];
