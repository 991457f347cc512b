import type { Clock } from '../state/clock.ts';

const FASTEST = 4;

/**
 * Play after J (`direction` −1) or L (+1), as on an editing desk: the first press plays at normal speed,
 * each further press in the same direction doubles it up to 4×, a press against the play turns it round at 1×.
 */
export function shuttle(clock: Pick<Clock, 'playing' | 'rate'>, direction: 1 | -1): { playing: true; rate: number } {
  const sameWay = clock.playing && Math.sign(clock.rate) === direction;
  const speed = sameWay ? Math.min(FASTEST, Math.max(1, Math.abs(clock.rate) * 2)) : 1;
  return { playing: true, rate: direction * speed };
}
