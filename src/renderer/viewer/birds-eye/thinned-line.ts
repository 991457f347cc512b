/**
 * The points of a line that it needs to stay within `toleranceM` of itself; both ends stay (Douglas and Peucker, 1973, without
 * recursion). A line whose ends meet keeps the point farthest from them. Returns the line itself where nothing can go.
 */
export function thinnedLine(points: [number, number][], toleranceM: number): [number, number][] {
  const n = points.length;
  if (n < 3) return points;
  const kept = new Uint8Array(n);
  kept[0] = kept[n - 1] = 1;
  const spans: [number, number][] = [[0, n - 1]];
  for (let span = spans.pop(); span; span = spans.pop()) {
    const [from, to] = span;
    let farthest = -1;
    let distance = toleranceM;
    for (let i = from + 1; i < to; i++) {
      const d = distanceToSegment(points[i], points[from], points[to]);
      if (d > distance) [farthest, distance] = [i, d];
    }
    if (farthest < 0) continue;
    kept[farthest] = 1;
    spans.push([from, farthest], [farthest, to]);
  }
  return points.filter((_, i) => kept[i] === 1);
}

function distanceToSegment([x, y]: [number, number], [x0, y0]: [number, number], [x1, y1]: [number, number]): number {
  const dx = x1 - x0;
  const dy = y1 - y0;
  const squared = dx * dx + dy * dy;
  const along = squared === 0 ? 0 : Math.min(1, Math.max(0, ((x - x0) * dx + (y - y0) * dy) / squared));
  return Math.hypot(x - x0 - along * dx, y - y0 - along * dy);
}
