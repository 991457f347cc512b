import { ACCELERATION_UNIT_MPS2 } from '../../shared/domain/steering.ts';
import { figure, fixed, signed } from '../ui/numbers.ts';
import { meanSteering } from './answer.ts';
import { steeringWritten } from './lab-numbers.ts';
import type { Variant } from './variant.ts';

/** What a variant was asked: `steer +0.180, −1.00 m/s²`. */
export function askedWords(variant: Variant): string {
  const { request } = variant;
  if (!request) return variant.id === 'driven' ? 'recorded actions' : '';
  const steering = meanSteering(variant) ?? request.steering?.[0] ?? null;
  const asked = steering === null ? '' : `steer ${steeringWritten(steering)}`;
  const mps2 = request.acceleration?.[0] === undefined ? null : request.acceleration[0] * ACCELERATION_UNIT_MPS2;
  if (request.steering === null) return steering === null ? 'recorded actions' : `mean ${asked}`;
  return mps2 === null
    ? `${asked}, acc. as driven`
    : mps2 === 0
      ? asked
      : `${asked}, ${signed(mps2, fixed(mps2, 2))} m/s²`;
}

/** The options of a variant in words. */
export function optionWords({ request }: Variant): string {
  if (!request) return '';
  const { steps, guidance, blend, seed, calibrate } = request.options;
  return [
    `${String(steps)} steps`,
    guidance === 1 ? null : `w ${figure(guidance)}`,
    blend === 0 ? null : `α ${fixed(blend, 2)}`,
    `seed ${String(seed)}`,
    calibrate === 'train' ? 'calibrated' : null,
  ]
    .filter((part) => part !== null)
    .join(', ');
}
