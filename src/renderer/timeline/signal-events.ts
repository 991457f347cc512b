import type { ClipEvent, Signal } from '../../shared/domain/clip.ts';
import { US_PER_S } from '../../shared/domain/time.ts';
import { figure } from '../../shared/words/numbers.ts';

const STANDS_BELOW_MPS = 0.2;
const MOVES_ABOVE_MPS = 1;
const HARD_MPS2 = 3;
const LASTS_US = 0.3 * US_PER_S;

/**
 * What a recording's signals tell by themselves, where the data set lists no events: stopping (below 0.2 m/s after more
 * than 1 m/s), setting off again, and braking or accelerating beyond 3 m/s² for at least 0.3 s.
 */
export function signalEvents(signals: readonly Signal[]): ClipEvent[] {
  const speed = signals.find((s) => s.name === 'speed');
  const acceleration = signals.find((s) => s.name === 'acceleration');
  const events = [
    ...(speed ? stops(speed) : []),
    ...(acceleration ? hardSpans(acceleration, -1, 'hard braking') : []),
    ...(acceleration ? hardSpans(acceleration, 1, 'hard acceleration') : []),
  ];
  return events.sort((a, b) => a.timeUs - b.timeUs);
}

function stops({ timesUs, values }: Signal): ClipEvent[] {
  const events: ClipEvent[] = [];
  let moving: boolean | null = null;
  for (let i = 0; i < values.length; i++) {
    const now = values[i] > MOVES_ABOVE_MPS ? true : values[i] < STANDS_BELOW_MPS ? false : moving;
    if (moving !== null && now !== moving)
      events.push({ timeUs: timesUs[i], endUs: null, kind: 'motion', text: now === true ? 'sets off' : 'stops' });
    moving = now;
  }
  return events;
}

function hardSpans({ timesUs, values }: Signal, sign: 1 | -1, kind: string): ClipEvent[] {
  const events: ClipEvent[] = [];
  for (let i = 0; i < values.length; i++) {
    if (sign * values[i] <= HARD_MPS2) continue;
    const from = i;
    let peak = values[i];
    while (i + 1 < values.length && sign * values[i + 1] > HARD_MPS2) {
      i++;
      if (sign * values[i] > sign * peak) peak = values[i];
    }
    if (timesUs[i] - timesUs[from] >= LASTS_US)
      events.push({ timeUs: timesUs[from], endUs: timesUs[i], kind, text: `${figure(peak, 2)} m/s²` });
  }
  return events;
}
