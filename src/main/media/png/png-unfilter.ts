import { PngError } from './png-chunks.ts';

/**
 * Undoes a scanline's filter in place (PNG 3rd edition, 9.2) for pixels of up to 8 bits, where the byte to the left is
 * the neighbour.
 * @param row beginning at a multiple of 4 of its buffer; filtered bytes of the line without its filter byte; holds the line's bytes afterwards
 * @param above the line above, already unfiltered; all zero for the first one
 */
export function unfilterLine(filter: number, row: Uint8Array, above: Uint8Array): void {
  const length = row.length;
  switch (filter) {
    case 0:
      return;
    case 1:
      return unfilterSub(row);
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

/** Every byte adds the one to its left. Four zeros in a row, the rule in masks, repeat it and are written as one word. */
function unfilterSub(row: Uint8Array): void {
  const words = new Uint32Array(row.buffer, row.byteOffset, row.length >> 2);
  let left = 0;
  for (let w = 0, i = 0; w < words.length; w++, i += 4) {
    if (words[w] === 0) {
      if (left !== 0) words[w] = left * 0x01010101;
      continue;
    }
    row[i] = left = (left + row[i]) & 255;
    row[i + 1] = left = (left + row[i + 1]) & 255;
    row[i + 2] = left = (left + row[i + 2]) & 255;
    row[i + 3] = left = (left + row[i + 3]) & 255;
  }
  for (let i = words.length * 4; i < row.length; i++) row[i] = left = (left + row[i]) & 255;
}

function paeth(left: number, up: number, aboveLeft: number): number {
  const estimate = left + up - aboveLeft;
  const toLeft = Math.abs(estimate - left);
  const toUp = Math.abs(estimate - up);
  const toAboveLeft = Math.abs(estimate - aboveLeft);
  if (toLeft <= toUp && toLeft <= toAboveLeft) return left;
  return toUp <= toAboveLeft ? up : aboveLeft;
}
