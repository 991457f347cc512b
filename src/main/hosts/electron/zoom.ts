/** Sizes that the window can be shown at. */
const factors = [0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2] as const;

/** The next larger or smaller size; the ends stay where they are. */
export function nextZoom(factor: number, direction: 'in' | 'out'): number {
  // A factor read back from the window is off by rounding.
  const slack = 0.01;
  return direction === 'in'
    ? (factors.find((f) => f > factor + slack) ?? factors[factors.length - 1])
    : (factors.findLast((f) => f < factor - slack) ?? factors[0]);
}
