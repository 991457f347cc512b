import type { RgbImage } from '../../media/camera-frames.ts';
import { displacement, type Displacement } from './displacement.ts';

/** How the predicted motion of consecutive pictures agrees with the recorded one. */
export interface MotionAgreement {
  /** Mean cosine over pairs where both move; null where there is none. */
  direction: number | null;
  /** Pairs where both move. */
  directionPairs: number;
  /** Mean length of predicted displacements by that of recorded ones, over all pairs; null where the recording stands still. */
  magnitude: number | null;
}

/** Displacements between consecutive pictures. */
export const displacements = (images: readonly RgbImage[]): Displacement[] =>
  images.slice(1).map((image, i) => displacement(images[i], image));

/** Agreement of displacements of equal count, pair by pair. */
export function motionAgreement(
  predicted: readonly Displacement[],
  recorded: readonly Displacement[],
): MotionAgreement {
  if (predicted.length !== recorded.length)
    throw new RangeError(`${predicted.length} predicted and ${recorded.length} recorded displacements`);
  let cosines = 0;
  let directionPairs = 0;
  let [ours, truth] = [0, 0];
  predicted.forEach((a, i) => {
    const b = recorded[i];
    const [lengthA, lengthB] = [Math.hypot(a.rightPx, a.downPx), Math.hypot(b.rightPx, b.downPx)];
    ours += lengthA;
    truth += lengthB;
    if (lengthA === 0 || lengthB === 0) return;
    directionPairs++;
    cosines += (a.rightPx * b.rightPx + a.downPx * b.downPx) / (lengthA * lengthB);
  });
  return {
    direction: directionPairs > 0 ? cosines / directionPairs : null,
    directionPairs,
    magnitude: truth > 0 ? ours / truth : null,
  };
}
