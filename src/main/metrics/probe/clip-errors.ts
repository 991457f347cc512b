import { STEERING_UNIT_RAD } from '../../../shared/domain/steering.ts';
import { partOf, type LongWork } from '../statistics/long-work.ts';
import { trainProbe, type ProbeSet } from './train-probe.ts';

/** Root mean square errors of one clip, normalised units. */
export interface ClipError {
  clipId: string;
  steering: number;
  acceleration: number;
  /** Pictures of the clip. */
  pictures: number;
}

/** Pictures of test clips. */
export interface TestSet extends ProbeSet {
  /** One a picture. */
  clipIds: readonly string[];
}

/** Errors of predicted actions over each clip's pictures, in the order clips come first. */
export function clipErrors(
  test: Omit<TestSet, 'features'>,
  predicted: { steering: ArrayLike<number>; acceleration: ArrayLike<number> },
): ClipError[] {
  const sums = new Map<string, ClipError>();
  test.clipIds.forEach((clipId, i) => {
    const sum = sums.get(clipId) ?? { clipId, steering: 0, acceleration: 0, pictures: 0 };
    sum.steering += (predicted.steering[i] - test.steering[i]) ** 2;
    sum.acceleration += (predicted.acceleration[i] - test.acceleration[i]) ** 2;
    sum.pictures++;
    sums.set(clipId, sum);
  });
  return Array.from(sums.values(), ({ clipId, steering, acceleration, pictures }) => ({
    clipId,
    steering: Math.sqrt(steering / pictures),
    acceleration: Math.sqrt(acceleration / pictures),
    pictures,
  }));
}

/** Trains a probe for each seed and gives each test clip's errors, mean over seeds. Progress counts seeds, in shares. */
export async function probeErrors(
  train: ProbeSet,
  test: TestSet,
  seeds: readonly number[],
  work: LongWork = {},
): Promise<ClipError[]> {
  if (seeds.length === 0) throw new RangeError('a probe without seeds');
  const errors: ClipError[][] = [];
  for (const [i, seed] of seeds.entries()) {
    const probe = await trainProbe(train, seed, partOf(work, i, seeds.length));
    errors.push(clipErrors(test, probe.predict(test.features)));
  }
  return errors[0].map((clip, at) => ({
    ...clip,
    steering: mean(errors.map((ofSeed) => ofSeed[at].steering)),
    acceleration: mean(errors.map((ofSeed) => ofSeed[at].acceleration)),
  }));
}

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

/**
 * A normalised steering error as an angle of the steering wheel, degrees: times 6 · 180 / π = 343.77. (The benchmark's own
 * files multiply by 34.377, so degrees printed there are a tenth of what their normalised errors mean.)
 */
export const steeringDegrees = (normalised: number): number => (normalised * STEERING_UNIT_RAD * 180) / Math.PI;
