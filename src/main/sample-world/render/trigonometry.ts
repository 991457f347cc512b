const HALF_PI = Math.PI / 2;

/** Taylor kernels on ±π/4, below 1e-16 off. */
const sineKernel = (x: number): number => {
  const s = x * x;
  return (
    x *
    (1 +
      s *
        (-1 / 6 +
          s *
            (1 / 120 +
              s * (-1 / 5040 + s * (1 / 362880 + s * (-1 / 39916800 + s * (1 / 6227020800 - s / 1307674368000)))))))
  );
};
const cosineKernel = (x: number): number => {
  const s = x * x;
  return (
    1 +
    s *
      (-1 / 2 +
        s * (1 / 24 + s * (-1 / 720 + s * (1 / 40320 + s * (-1 / 3628800 + s * (1 / 479001600 - s / 87178291200))))))
  );
};

/**
 * Sine by products and sums alone. The language leaves the last bits of Math.sin to the machine; pictures must be the
 * same bits on all of them.
 */
export function sine(x: number): number {
  const quarter = Math.round(x / HALF_PI);
  const rest = x - quarter * HALF_PI;
  switch (quarter & 3) {
    case 0:
      return sineKernel(rest);
    case 1:
      return cosineKernel(rest);
    case 2:
      return -sineKernel(rest);
    default:
      return -cosineKernel(rest);
  }
}

/** Cosine, likewise. */
export const cosine = (x: number): number => sine(x + HALF_PI);

/** Angle of (x, y) in −π to π, likewise; 0 for (0, 0). */
export function arctangent2(y: number, x: number): number {
  const ax = Math.abs(x);
  const ay = Math.abs(y);
  if (ax === 0 && ay === 0) return 0;
  let t = ax > ay ? ay / ax : ax / ay;
  t = t / (1 + Math.sqrt(1 + t * t));
  t = t / (1 + Math.sqrt(1 + t * t));
  const s = t * t;
  let angle =
    4 * t * (1 - s * (1 / 3 - s * (1 / 5 - s * (1 / 7 - s * (1 / 9 - s * (1 / 11 - s * (1 / 13 - s / 15)))))));
  if (ay > ax) angle = HALF_PI - angle;
  if (x < 0) angle = Math.PI - angle;
  return y < 0 ? -angle : angle;
}

/** e^x for −30 < x < 30, likewise. */
export function exponential(x: number): number {
  const h = x / 1024;
  let value = 1 + h * (1 + h * (1 / 2 + h * (1 / 6 + h * (1 / 24 + h / 120))));
  for (let i = 0; i < 10; i++) value *= value;
  return value;
}
