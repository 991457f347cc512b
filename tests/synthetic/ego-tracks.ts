import type { EgoTrack } from '../../src/shared/domain/clip.ts';

/** A track from planar poses: x y (m) and yaw (rad) of each time (s after 0). */
export function trackOf(
  timesS: readonly number[],
  poseAt: (timeS: number) => [x: number, y: number, yaw: number],
): EgoTrack {
  const globalFromEgo = timesS.flatMap((t) => {
    const [x, y, yaw] = poseAt(t);
    return [x, y, 0, Math.cos(yaw / 2), 0, 0, Math.sin(yaw / 2)];
  });
  return { timesUs: timesS.map((t) => Math.round(t * 1e6)), globalFromEgo, frontM: 3.6, rearM: 1, widthM: 1.7 };
}

/** Straight on at one speed, pointing along `yaw`, from time 0. */
export const straightTrack = ({
  speedMps,
  seconds,
  stepS,
  yaw,
}: {
  speedMps: number;
  seconds: number;
  stepS: number;
  yaw: number;
}): EgoTrack =>
  trackOf(
    Array.from({ length: Math.round(seconds / stepS) + 1 }, (_, i) => i * stepS),
    (t) => [speedMps * t * Math.cos(yaw), speedMps * t * Math.sin(yaw), yaw],
  );
