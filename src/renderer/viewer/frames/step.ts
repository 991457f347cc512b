/** What has to be on screen for one time of the clock. */
export interface Step {
  timeUs: number;
  /** Keys of the pictures that have to be there before it is painted. */
  keys: readonly string[];
}

export interface StepUnderWay<S extends Step> {
  step: S;
  sinceMs: number;
}

/** A step under way may hold up a newer one for this long; after that the newer one goes first. */
export const HOLD_MS = 250;

/**
 * What to paint now and what to wait for, when the clock asks for `newest`. The newest is painted as soon as it can be.
 * While it cannot, the step under way is finished and painted first, so that a clock that moves faster than pictures come
 * still shows something; but a slow one does not hold up the newer for longer than HOLD_MS.
 */
export function nextStep<S extends Step>(
  underWay: StepUnderWay<S> | null,
  newest: S,
  nowMs: number,
  ready: (key: string) => boolean,
): { paint: S | null; underWay: StepUnderWay<S> | null } {
  const complete = (step: S) => step.keys.every(ready);
  if (complete(newest)) return { paint: newest, underWay: null };
  if (underWay === null) return { paint: null, underWay: { step: newest, sinceMs: nowMs } };
  if (complete(underWay.step)) return { paint: underWay.step, underWay: { step: newest, sinceMs: nowMs } };
  if (nowMs - underWay.sinceMs > HOLD_MS && underWay.step.timeUs !== newest.timeUs)
    return { paint: null, underWay: { step: newest, sinceMs: nowMs } };
  return { paint: null, underWay };
}
