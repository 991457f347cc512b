/** Sizes in CSS px. */
const GAP_PX = 8;
const CAPTION_PX = 20;
const SIDE_PX = 8;
const LEAST_PX = 96;

/**
 * Width of the largest pictures of which `count` fit into an area side by side and below each other, each over its caption;
 * never wider than the area, and not smaller than a picture can be judged: more of them scroll.
 * @param aspect width over height of a picture
 */
export function largeWidth(area: { width: number; height: number }, count: number, aspect: number): number {
  const across = area.width - 2 * SIDE_PX;
  const down = area.height - SIDE_PX;
  let best = 0;
  for (let columns = 1; columns <= count; columns++) {
    const rows = Math.ceil(count / columns);
    const byWidth = Math.floor((across + GAP_PX) / columns) - GAP_PX;
    const byHeight = Math.floor(((down + GAP_PX) / rows - GAP_PX - CAPTION_PX) * aspect);
    best = Math.max(best, Math.min(byWidth, byHeight));
  }
  return Math.max(1, Math.min(across, Math.max(best, LEAST_PX)));
}
