import { z } from 'zod';

const pose = z.tuple([z.number(), z.number(), z.number()]);
const pieceSchema = z.object({
  start_pose: pose,
  shape: z.enum(['LSL', 'LSR', 'RSL', 'RSR', 'LRL', 'RLR']),
  radius: z.number().positive(),
  segment_length: z.tuple([z.number(), z.number(), z.number()]),
});
/** A lane's centre line in `arcline_path_3`: pieces of three arcs or straights each (a Dubins word). */
export const arclineSchema = z.array(pieceSchema);
type Arcline = z.infer<typeof arclineSchema>;

/** Arcs are cut into steps of this length: at 5 m radius the chord then is off by 2.5 cm. */
const STEP_M = 1;
const bends = { L: 1, S: 0, R: -1 } as const;

/** Points x0 y0 x1 y1 … along a centre line, m: ends of straights, and every metre or less of arcs. */
export function arclinePoints(line: Arcline): number[] {
  const points: number[] = [];
  for (const { start_pose: start, shape, radius, segment_length: lengths } of line) {
    let [x, y, yaw] = start;
    if (points.length === 0) points.push(x, y);
    for (let i = 0; i < 3; i++) {
      const bend = bends[shape[i] as keyof typeof bends];
      const steps = bend === 0 ? 1 : Math.max(1, Math.ceil(lengths[i] / STEP_M));
      const step = lengths[i] / steps;
      if (step <= 0) continue;
      for (let k = 0; k < steps; k++) {
        const turn = (bend * step) / radius;
        // Chord of an arc: its length over half the turn, along the mean heading.
        const chord = turn === 0 ? step : step * (Math.sin(turn / 2) / (turn / 2));
        x += chord * Math.cos(yaw + turn / 2);
        y += chord * Math.sin(yaw + turn / 2);
        yaw += turn;
        points.push(x, y);
      }
    }
  }
  return points;
}
