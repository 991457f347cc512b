import { PngError } from './png-chunks.ts';

/**
 * Undoes a scanline's filter in place (PNG 3rd edition, 9.2) for pixels of up to 8 bits, where the byte to the left is
 * the neighbour.
 * @param row filtered bytes of the line without its filter byte; holds the line's bytes afterwards
 * @param above the line above, already unfiltered; all zero for the first one
 */
export function unfilterLine(filter: number, row: Uint8Array, above: Uint8Array): void {
  const length = row.length;
  switch (filter) {
    case 0:
      return;
    case 1:
      for (let i = 1, left = row[0]; i < length; i++) row[i] = left = (left + row[i]) & 255;
      return;
    case 2:
      for (let i = 0; i < length; i++) row[i] += above[i];
      return;
    case 3:
      for (let i = 0, left = 0; i < length; i++) row[i] = left = (row[i] + ((left + above[i]) >> 1)) & 255;
      return;
    case 4:
      for (let i = 0, left = 0, aboveLeft = 0; i < length; i++) {
        const up = above[i];
        row[i] = left = (row[i] + paeth(left, up, aboveLeft)) & 255;
        aboveLeft = up;
      }
      return;
    default:
      throw new PngError(`uses the unknown filter ${filter}`);
  }
}

function paeth(left: number, up: number, aboveLeft: number): number {
  const estimate = left + up - aboveLeft;
  const toLeft = Math.abs(estimate - left);
  const toUp = Math.abs(estimate - up);
  const toAboveLeft = Math.abs(estimate - aboveLeft);
  if (toLeft <= toUp && toLeft <= toAboveLeft) return left;
  return toUp <= toAboveLeft ? up : aboveLeft;
}
