import { ProblemError } from '../../shared/domain/problem.ts';
import { ACTION_STEP_S, type SteerRequest } from '../../shared/domain/steering.ts';
import type { ActionWindow, WorldModel } from '../pipelines/dit-wam/world-model.ts';
import type { SteerInstant } from './steer-instants.ts';

/** The user's actions, the recorded ones where there are none of the user's. Throws ProblemError. */
export function actionsOf(
  request: Pick<SteerRequest, 'steering' | 'acceleration'>,
  { recorded, speedMps }: Pick<SteerInstant, 'recorded' | 'speedMps'>,
  world: Pick<WorldModel, 'manifest' | 'spec'>,
): ActionWindow {
  const count = world.spec.actions;
  const own = (['steering', 'acceleration'] as const).map((name) => {
    const list = request[name];
    if (list && list.length > count) throw tooManyActions(world, list.length);
    return list && heldTo(list, count);
  });
  const isRecorded = !('absent' in recorded);
  const speed = isRecorded ? recorded.speedMps : speedMps;
  if (speed === null) throw noActions('the recording tells no speed at this instant');
  const [steering, acceleration] = own;
  if (steering && acceleration) return { speedMps: speed, steering, acceleration };
  if (!isRecorded) throw noActions(recorded.absent);
  return {
    speedMps: speed,
    steering: steering ?? recorded.steering,
    acceleration: acceleration ?? recorded.acceleration,
  };
}

/** A list that ends early is held; values stay as they are, so that a wrong one is told and not mended. */
const heldTo = (values: readonly number[], count: number): Float32Array =>
  Float32Array.from({ length: count }, (_, i) => values[Math.min(i, values.length - 1)]);

const noActions = (why: string) =>
  new ProblemError({
    code: 'steer.no-actions',
    title: 'No recorded actions to start from',
    whatHappened: `At this instant ${why}.`,
    whatWasKept: 'Everything that was saved before.',
    whatToDo: 'Choose an earlier instant, or set steering and acceleration by hand.',
  });

const tooManyActions = ({ manifest, spec }: Pick<WorldModel, 'manifest' | 'spec'>, given: number) =>
  new ProblemError({
    code: 'steer.too-many-actions',
    title: 'The actions go beyond what the model looks ahead',
    whatHappened: `"${manifest.id}" looks ${spec.actions * ACTION_STEP_S} s ahead, which is ${spec.actions} actions; ${given} were given.`,
    whatWasKept: 'Everything that was saved before.',
    whatToDo: `Give at most ${spec.actions} actions of ${ACTION_STEP_S} s.`,
  });
