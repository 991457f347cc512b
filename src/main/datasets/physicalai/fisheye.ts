/**
 * OpenCV's fisheye model as angle polynomials: r = f (θ + k1 θ³ + k2 θ⁵ + k3 θ⁷ + k4 θ⁹). The way forward is exact but for
 * unequal focal lengths; the way back is a polynomial fitted over the picture's diagonal.
 * @param focalPx fx fy  @param k up to 4 coefficients  @param sizePx width height
 */
export function fisheyePolynomials(
  focalPx: readonly [number, number],
  k: readonly number[],
  sizePx: readonly [number, number],
): { forward: number[]; backward: number[]; approximate: string } {
  const focal = (focalPx[0] + focalPx[1]) / 2;
  const forward = [0, focal];
  for (let i = 0; i < 4; i++) forward.push(0, focal * (k[i] ?? 0));
  const furthest = Math.hypot(...sizePx) / 2;
  // Angles up to where the picture ends, or where the model turns back.
  const radii: number[] = [];
  const angles: number[] = [];
  for (let angle = 0, last = -1; angle < Math.PI; angle += 0.005) {
    const radius = polynomial(forward, angle);
    if (radius <= last || radius > furthest * 1.05) break;
    radii.push(radius / furthest);
    angles.push(angle);
    last = radius;
  }
  // Like the way forward it has odd powers only: θ / r is fitted over r².
  const even = radii.slice(1).map((radius) => radius ** 2);
  const ratios = radii.slice(1).map((radius, i) => angles[i + 1] / radius);
  const backward = fit(even, ratios, 7).flatMap((coefficient, i) => [0, coefficient / furthest ** (2 * i + 1)]);
  const unequal = Math.abs(focalPx[0] - focalPx[1]) > 1e-6 * focal;
  return {
    forward,
    backward,
    approximate: `a fisheye lens as angle polynomials${unequal ? ', with the mean of its two focal lengths' : ''}`,
  };
}

/** c0 + c1 x + c2 x² + … */
export const polynomial = (c: readonly number[], x: number): number =>
  c.reduceRight((sum, value) => sum * x + value, 0);

/** Least squares of a polynomial with `terms` coefficients, by the normal equations; x in about 0..1. */
function fit(x: readonly number[], y: readonly number[], terms: number): number[] {
  const rows = Array.from({ length: terms }, (_, i) => [
    ...Array.from({ length: terms }, (_, j) => x.reduce((sum, value) => sum + value ** (i + j), 0)),
    x.reduce((sum, value, n) => sum + value ** i * y[n], 0),
  ]);
  for (let i = 0; i < terms; i++) {
    const pivot = rows
      .slice(i)
      .reduce((best, row, at) => (Math.abs(row[i]) > Math.abs(rows[best][i]) ? i + at : best), i);
    [rows[i], rows[pivot]] = [rows[pivot], rows[i]];
    for (let r = 0; r < terms; r++) {
      if (r === i || rows[i][i] === 0) continue;
      const factor = rows[r][i] / rows[i][i];
      for (let c = i; c <= terms; c++) rows[r][c] -= factor * rows[i][c];
    }
  }
  return rows.map((row, i) => (row[i] === 0 ? 0 : row[terms] / row[i]));
}
