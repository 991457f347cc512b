import type { ViewRequest } from '../../../shared/maths/view-table.ts';
import { viewKey } from '../../../shared/maths/view-tables.ts';

/** A square of a picture: its left and top edge and its width, as shares of the picture's width, height and width. */
export interface Crop {
  x: number;
  y: number;
  size: number;
}

export const wholePicture: Crop = { x: 0, y: 0, size: 1 };

/** A square of a decoded picture in its own pixels. */
export const cropOf = (picture: Pick<ImageBitmap, 'width' | 'height'>, { x, y, size }: Crop): Crop => ({
  x: x * picture.width,
  y: y * picture.height,
  size: size * picture.width,
});

/** What of a recorded picture a model is shown: a square of it, or the view of the camera that the model learned by. */
export type Cut = { square: Crop } | { view: Pick<ViewRequest, 'camera' | 'view'> };

/** A view that is to be made of a recorded picture. */
export interface WantedView {
  key: string;
  truthKey: string;
  view: Pick<ViewRequest, 'camera' | 'view'>;
  sizePx: number;
}

/** The view that a cut asks for of a picture; null for a square, which the picture itself holds. */
export const viewOf = (truthKey: string, cut: Cut, sizePx: number): WantedView | null =>
  'view' in cut
    ? { key: `${truthKey}|${String(sizePx)}|${viewKey(cut.view)}`, truthKey, view: cut.view, sizePx }
    : null;
