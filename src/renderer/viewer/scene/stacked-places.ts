interface Wanted {
  x: number;
  y: number;
  widthPx: number;
}

/** How many lines a text may be moved before it stays where it would cover others. */
const MOST_LINES = 8;

/**
 * Heights of short texts that would lie over each other, px: each goes down line by line from where it wants to be until
 * it is free of those before it. `x` is the left end.
 */
export function stackedPlaces(wanted: readonly Wanted[], linePx: number): number[] {
  const taken: { x: number; y: number; widthPx: number }[] = [];
  return wanted.map(({ x, y, widthPx }) => {
    const covers = (at: number) =>
      taken.some((t) => Math.abs(t.y - at) < linePx && t.x < x + widthPx && x < t.x + t.widthPx);
    let at = y;
    for (let line = 1; covers(at) && line <= MOST_LINES; line++) at = y + line * linePx;
    taken.push({ x, y: at, widthPx });
    return at;
  });
}
