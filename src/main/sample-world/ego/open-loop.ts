import type { Random } from '../random.ts';
import { clamp } from '../traffic/bicycle.ts';
import type { Grounds } from '../traffic/drivable.ts';
import { trackingCurvature } from '../traffic/driving.ts';
import { smoothStep } from '../traffic/path.ts';
import type { Vehicle } from '../traffic/road-users.ts';

const SIDEWAYS_MPS2 = 2.8;
const MAX_CURVATURE = 0.13;
/** How far ahead the driver looks whether there is still road, s, and how long it then keeps to the lane, steps. */
const LOOK_S = 1.4;
const RETURN_STEPS = 12;

/**
 * A driver whose steering and speed follow a random tune instead of the road: smooth, within what is comfortable, and taken
 * back to the lane only where the road would end.
 */
export function openLoop(random: Random, steps: number, limitMps: number, grounds: Grounds): Vehicle['act'] {
  const speeds = tune(random.fork('speed'), steps, 22, 45, (draw) =>
    draw.chance(0.14) ? 0 : limitMps * draw.between(0.15, 1.15),
  );
  const turns = tune(random.fork('turn'), steps, 9, 26, (draw) => clamp(draw.normal() * 0.5, -1, 1));
  let returning = 0;
  return (self, { step }) => {
    const room = Math.min(MAX_CURVATURE, SIDEWAYS_MPS2 / Math.max(self.speedMps, 1) ** 2);
    const ahead = 2 + self.speedMps * LOOK_S;
    const turn = self.headingRad + (self.curvature * ahead) / 2;
    const roadEnds = ![0.5, 1].every((share) =>
      grounds.isRoad(self.x + Math.cos(turn) * ahead * share, self.y + Math.sin(turn) * ahead * share),
    );
    const astray =
      Math.cos(self.headingRad - self.path.headingRad[Math.round(clamp(self.atM * 2, 0, self.path.count - 1))]) < 0.2;
    if (roadEnds || astray) returning = RETURN_STEPS;
    else if (returning > 0) returning--;
    const home = clamp(trackingCurvature(self), -1.3 * room, 1.3 * room);
    self.forcedCurvature = returning > 0 ? home : turns[step] * room;
    const wanted = returning > 0 ? Math.min(speeds[step], 9) : speeds[step];
    self.forcedMps2 = clamp((wanted - self.speedMps) / 0.9, -3, 2.2);
  };
}

/** Values that glide from one random knot to the next, the knots `least` to `most` steps apart. */
function tune(
  random: Random,
  steps: number,
  least: number,
  most: number,
  draw: (random: Random) => number,
): Float64Array {
  const values = new Float64Array(steps);
  let [from, to] = [draw(random), draw(random)];
  let start = 0;
  let length = random.integer(least, most);
  for (let step = 0; step < steps; step++) {
    if (step - start >= length) {
      start = step;
      [from, to] = [to, draw(random)];
      length = random.integer(least, most);
    }
    values[step] = from + (to - from) * smoothStep((step - start) / length);
  }
  return values;
}
