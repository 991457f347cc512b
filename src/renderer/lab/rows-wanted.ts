import type { SteerRange } from '../../shared/domain/steering.ts';
import type { Instant } from './instant.ts';
import type { WantedRow } from './rendering.ts';
import { renderOrder, rowSteering, steerRequest, type Sliders } from './sliders.ts';

/** What the three steered rows are asked, the chosen one first. */
export function steeredRowsWanted(instant: Instant, range: SteerRange, sliders: Sliders): WantedRow[] {
  const steering = rowSteering(sliders.steering, range);
  const at = { clipId: instant.clip.clipId, frame: instant.frame };
  return renderOrder(sliders.steering).map((id) => ({ id, request: steerRequest(at, range, sliders, steering[id]) }));
}

/** The row of the recorded actions. */
export const drivenRowWanted = (instant: Instant, range: SteerRange, sliders: Sliders): WantedRow => ({
  id: 'driven',
  request: steerRequest({ clipId: instant.clip.clipId, frame: instant.frame }, range, sliders, null),
});
