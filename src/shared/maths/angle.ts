/** Wraps an angle to (−π, π]. */
export function wrapAngle(rad: number): number {
  const wrapped = rad - 2 * Math.PI * Math.floor((rad + Math.PI) / (2 * Math.PI));
  return wrapped <= -Math.PI ? wrapped + 2 * Math.PI : wrapped;
}

/** Shortest-way interpolation between two angles; `t` in [0, 1]. */
export const lerpAngle = (a: number, b: number, t: number): number => wrapAngle(a + wrapAngle(b - a) * t);
