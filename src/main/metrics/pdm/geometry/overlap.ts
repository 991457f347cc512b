import { QUAD } from './quads.ts';

/**
 * A point in the common area of two counter-clockwise quads: the mean of the corners of what is left of the first when it
 * is cut along the sides of the second. Their nearest corners' middle where they only touch.
 */
export function overlapPoint(a: Float64Array, b: Float64Array): { x: number; y: number } {
  let corners = Array.from({ length: 4 }, (_, i) => ({ x: a[2 * i], y: a[2 * i + 1] }));
  for (let i = 0; i < QUAD && corners.length > 0; i += 2) {
    const j = (i + 2) % QUAD;
    const side = (p: { x: number; y: number }) =>
      (b[j] - b[i]) * (p.y - b[i + 1]) - (b[j + 1] - b[i + 1]) * (p.x - b[i]);
    corners = corners.flatMap((from, k) => {
      const to = corners[(k + 1) % corners.length];
      const [s, t] = [side(from), side(to)];
      const kept = s >= 0 ? [from] : [];
      if (s < 0 === t < 0) return kept;
      const part = s / (s - t);
      return [...kept, { x: from.x + part * (to.x - from.x), y: from.y + part * (to.y - from.y) }];
    });
  }
  const points = corners.length > 0 ? corners : nearestCorners(a, b);
  const mean = (of: (p: { x: number; y: number }) => number) =>
    points.reduce((sum, p) => sum + of(p), 0) / points.length;
  return { x: mean((p) => p.x), y: mean((p) => p.y) };
}

function nearestCorners(a: Float64Array, b: Float64Array): { x: number; y: number }[] {
  let best = Infinity;
  let found: { x: number; y: number }[] = [];
  for (let i = 0; i < QUAD; i += 2)
    for (let j = 0; j < QUAD; j += 2) {
      const d = (a[i] - b[j]) ** 2 + (a[i + 1] - b[j + 1]) ** 2;
      if (d < best) {
        best = d;
        found = [
          { x: a[i], y: a[i + 1] },
          { x: b[j], y: b[j + 1] },
        ];
      }
    }
  return found;
}
