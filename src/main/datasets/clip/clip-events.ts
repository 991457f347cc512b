import type { ClipEvent } from '../../../shared/domain/clip.ts';
import { wrapAngle } from '../../../shared/maths/angle.ts';
import { pose2At } from '../../../shared/maths/track.ts';
import type { IndexedEgo, IndexedSignal } from '../../workspace/index/indexed-clip.ts';

/** From this deceleration on, held for the time below, braking is hard, m/s². Comfort limits lie around 2 to 3. */
const HARD_BRAKE_MPS2 = 3;
const HARD_BRAKE_S = 0.2;
/** Below this speed for the time below the vehicle stands. */
const STANDING_MPS = 0.2;
const STANDING_S = 1;
/** A turn is a span above this yaw rate over which the heading changes by at least the angle below. */
const TURNING_RADPS = 0.08;
const TURN_RAD = (30 * Math.PI) / 180;

type Span = readonly [fromUs: number, toUs: number];

/** Hard brakes, stops and turns of a clip, told from its signals, in time order. */
export function eventsOfClip(signals: readonly IndexedSignal[], ego: IndexedEgo): ClipEvent[] {
  const named = (name: IndexedSignal['name']) => signals.find((signal) => signal.name === name);
  const acceleration = named('acceleration');
  const speed = named('speed');
  const yawRate = named('yawRate');
  const events: ClipEvent[] = [];
  if (acceleration) {
    for (const span of spansWhere(acceleration, (a) => a < -HARD_BRAKE_MPS2, HARD_BRAKE_S)) {
      events.push(event(span, 'hard-brake', `Hard brake, ${Math.abs(lowest(acceleration, span)).toFixed(1)} m/s²`));
    }
  }
  if (speed) {
    for (const span of spansWhere(speed, (v) => Math.abs(v) < STANDING_MPS, STANDING_S)) {
      events.push(event(span, 'stop', `Stands ${((span[1] - span[0]) / 1e6).toFixed(1)} s`));
    }
  }
  if (yawRate) events.push(...turnsOf(yawRate, ego));
  return events.sort((a, b) => a.timeUs - b.timeUs);
}

const event = ([timeUs, endUs]: Span, kind: string, text: string): ClipEvent => ({ timeUs, endUs, kind, text });

function turnsOf(yawRate: IndexedSignal, ego: IndexedEgo): ClipEvent[] {
  const { timesUs } = ego;
  return [1, -1].flatMap((side) =>
    spansWhere(yawRate, (rate) => rate * side > TURNING_RADPS, 0).flatMap((span) => {
      const from = pose2At(ego, Math.max(span[0], timesUs[0] ?? 0));
      const to = pose2At(ego, Math.min(span[1], timesUs[timesUs.length - 1] ?? 0));
      if (!from || !to) return [];
      const turned = wrapAngle(to.yaw - from.yaw) * side;
      if (turned < TURN_RAD) return [];
      return event(span, 'turn', `Turns ${side > 0 ? 'left' : 'right'} ${Math.round((turned * 180) / Math.PI)}°`);
    }),
  );
}

/** Longest runs of samples that pass, of at least `leastS`; first to last sample of each run. */
export function spansWhere(
  signal: Pick<IndexedSignal, 'timesUs' | 'values'>,
  passes: (value: number) => boolean,
  leastS: number,
): Span[] {
  const { timesUs, values } = signal;
  const spans: Span[] = [];
  let from = -1;
  for (let i = 0; i <= values.length; i++) {
    const isIn = i < values.length && passes(values[i]);
    if (isIn && from < 0) from = i;
    if (isIn || from < 0) continue;
    if (timesUs[i - 1] - timesUs[from] >= leastS * 1e6 && i - 1 > from) spans.push([timesUs[from], timesUs[i - 1]]);
    from = -1;
  }
  return spans;
}

function lowest({ timesUs, values }: IndexedSignal, [fromUs, toUs]: Span): number {
  let low = Infinity;
  for (let i = 0; i < values.length; i++)
    if (timesUs[i] >= fromUs && timesUs[i] <= toUs) low = Math.min(low, values[i]);
  return low;
}
