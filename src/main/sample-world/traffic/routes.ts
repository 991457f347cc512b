import type { Random } from '../random.ts';
import type { Segment } from './network.ts';

/** Goes on from a segment at random until the way is `lengthM` long or the map ends; long vehicles keep to gentle turns. */
export function wander(from: Segment, lengthM: number, random: Random, gentle = false): Segment[] {
  const way = [from];
  for (let length = from.lengthM; length < lengthM; length += way[way.length - 1].lengthM) {
    let options = way[way.length - 1].next;
    if (gentle) {
      const easy = options.filter((one) => Math.abs(one.turnRad) < 0.6);
      if (easy.length) options = easy;
    }
    // Nobody drives in circles.
    const fresh = options.filter((one) => !way.includes(one) && !one.next.some((after) => way.includes(after)));
    if (!options.length) break;
    way.push(random.pick(fresh.length ? fresh : options));
  }
  return way;
}

/** The way that leads to a segment, at least `lengthM` long where the map reaches so far. */
export function waysTo(segment: Segment, lengthM: number, random: Random): Segment[] {
  const way: Segment[] = [];
  let first = segment;
  for (let length = 0; length < lengthM && first.previous.length; length += first.lengthM) {
    const straight = first.previous.filter((one) => Math.abs(one.turnRad) < 0.6);
    first = random.pick(straight.length ? straight : first.previous);
    if (way.includes(first)) break;
    way.unshift(first);
  }
  return way;
}
