const MAX_GAP_S = 1.5;

/**
 * Velocities (m/s, global x y, 2 numbers each) of one object's observations in time order: the difference of the
 * neighbours on both sides over their time, or of the one neighbour and the observation itself at the ends. NaN where
 * there is no neighbour, or where the time is above 1.5 s (3 s between two neighbours).
 * Rule of nuscenes-devkit's `box_velocity`.
 */
export function centralVelocities(timesUs: ArrayLike<number>, centres: ArrayLike<number>): Float64Array {
  const count = timesUs.length;
  const velocities = new Float64Array(count * 2).fill(NaN);
  for (let i = 0; i < count; i++) {
    const first = Math.max(0, i - 1);
    const last = Math.min(count - 1, i + 1);
    const seconds = (timesUs[last] - timesUs[first]) / 1e6;
    const sides = last - first;
    if (sides === 0 || seconds > MAX_GAP_S * sides) continue;
    velocities[i * 2] = (centres[last * 3] - centres[first * 3]) / seconds;
    velocities[i * 2 + 1] = (centres[last * 3 + 1] - centres[first * 3 + 1]) / seconds;
  }
  return velocities;
}
