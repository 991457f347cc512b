/** The largest of 1, 2, 5 · 10ⁿ m that is at most `maxPx` long: the length of a scale bar. */
export function niceLength(pxPerM: number, maxPx: number): number {
  const longest = maxPx / pxPerM;
  const power = 10 ** Math.floor(Math.log10(longest));
  return [5, 2, 1].map((n) => n * power).find((m) => m <= longest) ?? power;
}

/** The scale bar of a view: 10 m as long as that is readable, otherwise the next round length. */
export function scaleBar(pxPerM: number): { metres: number; px: number } {
  const ten = 10 * pxPerM;
  const metres = ten >= 40 && ten <= 140 ? 10 : niceLength(pxPerM, 120);
  return { metres, px: metres * pxPerM };
}
