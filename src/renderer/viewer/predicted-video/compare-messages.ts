import type { Measured } from './fidelity.ts';

/** Page to worker: a recorded and a predicted picture to be held against each other at the predicted one's size. */
export interface CompareJob {
  key: string;
  truth: ImageBitmap;
  /** The square of the recorded picture, in its decoded pixels. */
  crop: { x: number; y: number; size: number };
  predicted: ImageBitmap;
  widthPx: number;
  heightPx: number;
}

/** Worker to page. */
export interface CompareAnswer extends Measured {
  key: string;
  /** Mean absolute difference in the fixed colours, at the model's size. */
  difference: ImageBitmap;
  /** Mean of it, levels of 255. */
  meanLevels: number;
}
