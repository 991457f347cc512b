import type { Showing } from './lab-state.ts';
import { differencePicture } from './difference.ts';
import type { RgbBytes } from '../../shared/maths/picture-shift.ts';
import { differInSteeringOnly, pictureAt, shownPictureAt, type Variant } from './variant.ts';

/** A line of the panel: a variant, or the difference of two. */
export interface PictureRow {
  id: string;
  name: string;
  variant: Variant | null;
  /** Both sides of a difference row. */
  between: [Variant, Variant] | null;
  atS: readonly number[];
  pictureAt: (atS: number) => { picture: RgbBytes | null; fresh: boolean };
}

const difference = (a: Variant, b: Variant, atS: number): RgbBytes | null => {
  const [x, y] = [pictureAt(a, atS), pictureAt(b, atS)];
  return x && y && x.rgb.length === y.rgb.length ? differencePicture(x, y) : null;
};

/** The lines that are shown. Beside frames stands how left and right differ; against straight each row is its own difference. */
export function pictureRow(rows: readonly Variant[], showing: Showing): PictureRow[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const straight = byId.get('straight');
  const lines = rows.map((variant): PictureRow => ({
    id: variant.id,
    name: variant.name,
    variant,
    between: null,
    atS: variant.atS,
    pictureAt:
      showing === 'frames' || straight === undefined
        ? (atS) => shownPictureAt(variant, atS)
        : (atS) => ({
            picture: sameScene(variant, straight) ? difference(variant, straight, atS) : null,
            fresh: true,
          }),
  }));
  const [left, right] = [byId.get('left'), byId.get('right')];
  if (showing !== 'frames' || !left || !right || !differInSteeringOnly(left, right)) return lines;
  const after = lines.findIndex((line) => line.id === 'right') + 1;
  lines.splice(after, 0, {
    id: 'left-right',
    name: 'Left − right',
    variant: null,
    between: [left, right],
    atS: left.atS,
    pictureAt: (atS) => ({ picture: difference(left, right, atS), fresh: true }),
  });
  return lines;
}

/** Of one instant, so that a difference means something. */
const sameScene = (a: Variant, b: Variant): boolean =>
  a.request !== null &&
  b.request !== null &&
  a.request.clipId === b.request.clipId &&
  a.request.frame === b.request.frame;
