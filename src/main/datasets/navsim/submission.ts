import { NdArray } from '../numpy/nd-array.ts';
import { PickledArrays } from '../numpy/pickled-arrays.ts';
import type { PickleValue } from '../pickle/pickle-value.ts';
import { readPickle } from '../pickle/read-pickle.ts';
import { writePickle } from '../pickle/write-pickle.ts';
import { PickledName, PickledObject, type Picklable } from '../pickle/picklable.ts';
import { attributesOf, devkitGlobals, recordOfClass } from './devkit-records.ts';
import { navsimProblem } from './navsim-problem.ts';
import { PickledFields } from './pickled-fields.ts';

/** What is handed in to a NAVSIM challenge: who, and a plan for each sample of the two stages. */
export interface Submission {
  teamName: string;
  authors: string[];
  email: string;
  institution: string;
  country: string;
  firstStage: Map<string, SubmittedPlan>;
  secondStage: Map<string, SubmittedPlan>;
}

/** Poses x y heading (m, rad), 3 numbers each, in the ego frame of the sample (rear axle); the first at one interval. */
export interface SubmittedPlan {
  poses: Float64Array;
  intervalS: number;
}

const stages = { firstStage: 'first_stage_predictions', secondStage: 'second_stage_predictions' } as const;
/** Poses of one plan; the devkit's plans have 8 or 40. */
const MAX_POSES = 1000;

/**
 * Reads a submission pickle, of v2 with two stages or of v1 with `predictions`. Throws ProblemError `pickle.…` or
 * `navsim.submission`.
 */
export function readSubmission(bytes: Uint8Array, file: string): Submission {
  const f = new PickledFields(readPickle(bytes, { file, allowed: devkitGlobals }), file, 'submission');
  const text = (key: string): string => (f.has(key) ? f.text(key) : '');
  return {
    teamName: text('team_name'),
    authors: f.raw('authors') instanceof Array ? f.texts('authors') : [text('authors')],
    email: text('email'),
    institution: text('institution'),
    country: text('country / region'),
    firstStage: plansOf(f, f.has('predictions') ? 'predictions' : stages.firstStage, file),
    secondStage: f.has(stages.secondStage) ? plansOf(f, stages.secondStage, file) : new Map<string, SubmittedPlan>(),
  };
}

/** Plans stand in a list of dictionaries: one for each seed that was tried; the first counts. */
function plansOf(f: PickledFields, key: string, file: string): Map<string, SubmittedPlan> {
  const [plans] = f.list(key);
  if (!(plans instanceof Map)) throw f.wrong(key, 'a list of plans by token');
  return new Map(
    [...plans].map(([token, value]): [string, SubmittedPlan] => {
      const plan = planOf(value);
      if (typeof token === 'string' && plan) return [token, plan];
      throw navsimProblem(
        'submission',
        'The file is no submission',
        file,
        `${key} has something other than a plan for ${typeof token === 'string' ? token : 'one of its samples'}`,
      );
    }),
  );
}

function planOf(value: PickleValue): SubmittedPlan | null {
  const record = recordOfClass(value, 'Trajectory');
  if (!record) return null;
  const attributes = attributesOf(record);
  const array = attributes.get('poses');
  const poses = array instanceof NdArray && array.shape.length === 2 && array.shape[1] === 3 ? array.numbers() : null;
  if (!poses?.every(Number.isFinite) || poses.length > MAX_POSES * 3) return null;
  const sampling = recordOfClass(attributes.get('trajectory_sampling'), 'TrajectorySampling');
  const intervalS = sampling ? attributesOf(sampling).get('interval_length') : 0.5;
  return typeof intervalS === 'number' && intervalS > 0 ? { poses, intervalS } : null;
}

/** A submission pickle as the devkit's own script writes it: objects of its `Trajectory` class around float32 arrays. */
export function writeSubmission(submission: Submission): Buffer {
  const { teamName, authors, email, institution, country } = submission;
  return writePickle(
    new Map<string, Picklable>([
      ['team_name', teamName],
      ['authors', authors],
      ['email', email],
      ['institution', institution],
      ['country / region', country],
      [stages.firstStage, [pickledPlans(submission.firstStage)]],
      [stages.secondStage, [pickledPlans(submission.secondStage)]],
    ]),
  );
}

const numpy = new PickledArrays(1);
const trajectory = new PickledName('navsim.common.dataclasses', 'Trajectory');
const trajectorySampling = new PickledName(
  'nuplan.planning.simulation.trajectory.trajectory_sampling',
  'TrajectorySampling',
);

const pickledPlans = (plans: ReadonlyMap<string, SubmittedPlan>): Map<string, Picklable> =>
  new Map(
    [...plans].map(([token, { poses, intervalS }]) => {
      const count = poses.length / 3;
      const sampling = new Map<string, Picklable>([
        ['num_poses', BigInt(count)],
        ['time_horizon', count * intervalS],
        ['interval_length', intervalS],
      ]);
      const attributes = new Map<string, Picklable>([
        ['poses', numpy.floats(poses, [count, 3], 'f4')],
        ['trajectory_sampling', new PickledObject(trajectorySampling, sampling)],
      ]);
      return [token, new PickledObject(trajectory, attributes)];
    }),
  );
