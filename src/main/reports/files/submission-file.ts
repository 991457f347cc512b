import { writeFile } from 'node:fs/promises';
import { partsOfClipId, type ClipFilter } from '../../../shared/domain/clip.ts';
import { ProblemError } from '../../../shared/domain/problem.ts';
import { writeSubmission, type SubmittedPlan } from '../../datasets/navsim/submission.ts';
import type { Workspace } from '../../workspace/workspace.ts';

/** Who hands a submission in. */
export interface Submitter {
  teamName: string;
  authors: string[];
  email: string;
  institution: string;
  country: string;
}

/**
 * Writes a run's plans of NAVSIM samples as a submission pickle of the kit: synthetic samples (tokens of 17 characters) as its
 * second stage. Returns how many plans it has. Throws ProblemError where the run planned none of the samples.
 */
export async function writeSubmissionFile(
  workspace: Workspace,
  { runId, filter, file, by }: { runId: string; filter: ClipFilter; file: string; by: Submitter },
): Promise<{ firstStage: number; secondStage: number }> {
  const firstStage = new Map<string, SubmittedPlan>();
  const secondStage = new Map<string, SubmittedPlan>();
  for (const clipId of await workspace.library.clipIds({ ...filter, kinds: ['navsim'] })) {
    const [found] = await workspace.runs.predictions(clipId, [runId]);
    const plan = found?.predictions.at(0);
    if (!plan) continue;
    const { token } = partsOfClipId(clipId);
    const stage = token.length === SYNTHETIC_TOKEN ? secondStage : firstStage;
    stage.set(token, { poses: Float64Array.from(plan.trajectories.slice(0, plan.poses * 3)), intervalS: plan.stepS });
  }
  if (firstStage.size + secondStage.size === 0) throw nothingPlanned();
  await writeFile(file, writeSubmission({ ...by, firstStage, secondStage }));
  return { firstStage: firstStage.size, secondStage: secondStage.size };
}

const SYNTHETIC_TOKEN = 17;

const nothingPlanned = () =>
  new ProblemError({
    code: 'plans.none',
    title: 'There is nothing to hand in',
    whatHappened: 'The run has no plan of a NAVSIM sample that passes the filter.',
    whatWasKept: 'Nothing was written.',
    whatToDo: 'Run the model over NAVSIM samples first.',
  });
