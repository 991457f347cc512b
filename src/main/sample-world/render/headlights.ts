import { EGO_VEHICLE } from '../drive.ts';

/** Share of full light that the ego's low beam throws to a point of the ego frame, m: 0 to 1. */
export function beamAt(x: number, y: number, z: number): number {
  const ahead = x - EGO_VEHICLE.frontM + 0.6;
  if (ahead <= 0.2) return 0;
  const half = 1 + 0.42 * ahead;
  const aside = 1 - (y * y) / (half * half);
  if (aside <= 0) return 0;
  const near = ahead / (ahead + 2.5);
  const far = 1 / (1 + (ahead / 22) * (ahead / 22));
  // Above the cut-off only stray light.
  const over = z - 0.75;
  const cut = over <= 0 ? 1 : Math.max(0.28, 1 - over * 1.4);
  return 1.05 * near * far * aside * aside * cut;
}
