import { horizontalProfile, profileShift } from '../../shared/maths/picture-shift.ts';
import { sharpness } from '../../shared/maths/sharpness.ts';
import { differInSteeringOnly, pictureAt, type Variant } from './variant.ts';

/** What the last picture says about the steering, measured against the straight row. */
export interface Answer {
  atS: number;
  /** Columns to the right of the straight picture. */
  shiftPx: number;
  /** As a share of the straight picture's; null where that has none. */
  sharpness: number | null;
  /** Turning left moves the scene to the right. Null for a straight course or where nothing moved. */
  sign: 'right' | 'wrong' | null;
}

/** Mean steering that a variant used; null before it is known. */
export const meanSteering = ({ actions }: Variant): number | null =>
  actions === null || actions.steering.length === 0
    ? null
    : actions.steering.reduce((sum, s) => sum + s, 0) / actions.steering.length;

/** The answer of a whole variant at its last picture; null where it or the straight row is not there or differs in more than steering. */
export function answerOf(variant: Variant, straight: Variant | undefined): Answer | null {
  if (!straight || variant.id === straight.id || !differInSteeringOnly(variant, straight)) return null;
  const atS = variant.atS.at(-1);
  const steering = meanSteering(variant);
  if (atS === undefined || steering === null) return null;
  const [of, against] = [pictureAt(variant, atS), pictureAt(straight, atS)];
  if (!of || !against || of.widthPx !== against.widthPx || of.heightPx !== against.heightPx) return null;
  const shiftPx = profileShift(horizontalProfile(of), horizontalProfile(against));
  const base = sharpness(against);
  return {
    atS,
    shiftPx,
    sharpness: base > 0 ? sharpness(of) / base : null,
    sign: shiftPx === 0 || steering === 0 ? null : shiftPx > 0 === steering > 0 ? 'right' : 'wrong',
  };
}
