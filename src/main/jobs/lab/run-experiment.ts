import type { LabRequest, LabResult } from '../../../shared/domain/lab.ts';
import { ProblemError } from '../../../shared/domain/problem.ts';
import type { Inference } from '../../inference/inference.ts';
import type { CameraFrames } from '../../media/camera-frames.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { JobContext } from '../job-context.ts';

export interface ExperimentParts {
  workspace: Workspace;
  inference: Inference;
  frames: CameraFrames;
  request: LabRequest;
  labId: string;
  createdUs: number;
}

/** Runs one experiment to its result. Rejects with a ProblemError, or an AbortError when the job is cancelled. */
export async function runExperiment({ request }: ExperimentParts, _context: JobContext): Promise<LabResult> {
  throw new ProblemError({
    code: 'lab.not-there-yet',
    title: 'This experiment cannot be run yet',
    whatHappened: `The experiment "${request.kind}" is not part of this version.`,
    whatWasKept: 'Everything that was saved before.',
    whatToDo: 'Use a later version.',
  });
}
