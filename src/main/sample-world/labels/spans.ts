import type { DriveLabel } from '../drive.ts';
import type { LabelName } from './taxonomy.ts';

/** Shorter pauses are bridged, shorter spans are dropped (steps). */
const BRIDGE_STEPS = 6;
const LEAST_STEPS = 3;

/** Labels over the spans of steps at which something is true. */
export function spansWhere<G extends DriveLabel['group']>(
  group: G,
  name: LabelName<G>,
  steps: number,
  isTrue: (step: number) => boolean,
): DriveLabel[] {
  const spans: DriveLabel[] = [];
  let last: DriveLabel | null = null;
  for (let step = 0; step < steps; step++) {
    if (!isTrue(step)) continue;
    if (last && step - last.lastStep <= BRIDGE_STEPS) {
      last.lastStep = step;
      continue;
    }
    last = { group, name, firstStep: step, lastStep: step };
    spans.push(last);
  }
  return spans.filter((span) => span.lastStep - span.firstStep + 1 >= LEAST_STEPS);
}

/** Spans of one label that overlap or touch, joined. */
export function joined(spans: readonly DriveLabel[]): DriveLabel[] {
  const result: DriveLabel[] = [];
  for (const span of [...spans].sort((a, b) => a.firstStep - b.firstStep)) {
    const last = result[result.length - 1];
    if (last && span.firstStep <= last.lastStep + 1) last.lastStep = Math.max(last.lastStep, span.lastStep);
    else result.push({ ...span });
  }
  return result;
}
