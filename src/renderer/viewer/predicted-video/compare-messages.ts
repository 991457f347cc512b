import type { ViewRequest } from '../../../shared/maths/view-table.ts';
import type { Measured } from './fidelity.ts';

/** Page to worker: a recorded and a predicted picture to be held against each other at the predicted one's size. */
export interface CompareJob {
  type: 'compare';
  key: string;
  truth: ImageBitmap;
  /** The square of the recorded picture, in its decoded pixels. */
  crop: { x: number; y: number; size: number };
  predicted: ImageBitmap;
  widthPx: number;
  heightPx: number;
}

/** Page to worker: a recorded picture of which a view is to be made. */
export interface ViewJob {
  type: 'view';
  key: string;
  picture: ImageBitmap;
  view: Pick<ViewRequest, 'camera' | 'view'>;
  sizePx: number;
}
export type PicturesJob = CompareJob | ViewJob;

/** Worker to page. */
export interface ViewAnswer {
  type: 'view';
  key: string;
  bitmap: ImageBitmap;
}
export type PicturesAnswer = CompareAnswer | ViewAnswer;

export interface CompareAnswer extends Measured {
  type: 'compare';
  key: string;
  /** Mean absolute difference in the fixed colours, at the model's size. */
  difference: ImageBitmap;
  /** Mean of it, levels of 255. */
  meanLevels: number;
}
