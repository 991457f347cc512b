/** minX minY maxX maxY, m. */
export type Box = readonly [number, number, number, number];

const TILE_M = 250;
/** Tiles of one feature or one reading; a box of more is cut at its middle: no road is 25 km long. */
const MAX_TILES_A_SIDE = 100;

/** Keys of the tiles that a box touches, the one of its south-west corner first; none for a box of nothing. */
export function tileKeysOf([minX, minY, maxX, maxY]: Box): string[] {
  if (!(minX <= maxX && minY <= maxY)) return [];
  const tile = (metres: number) => Math.floor(metres / TILE_M);
  const [fromX, fromY] = [tile(minX), tile(minY)];
  const toX = Math.min(tile(maxX), fromX + MAX_TILES_A_SIDE);
  const toY = Math.min(tile(maxY), fromY + MAX_TILES_A_SIDE);
  const keys: string[] = [];
  for (let x = fromX; x <= toX; x++) for (let y = fromY; y <= toY; y++) keys.push(`${x},${y}`);
  return keys;
}

/** Whether two boxes share a point, edges included. */
export const boxesTouch = (a: Box, b: Box): boolean => a[0] <= b[2] && a[2] >= b[0] && a[1] <= b[3] && a[3] >= b[1];
