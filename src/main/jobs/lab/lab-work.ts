import type { LabRecord, LabRequest, LabResult, QuotedValue } from '../../../shared/domain/lab.ts';
import type { Inference } from '../../inference/inference.ts';
import type { CameraFrames } from '../../media/camera-frames.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { JobQueue } from '../queue.ts';
import { newLabId, openLabStore } from './lab-store.ts';
import { quotedValues } from './quoted-values.ts';
import { runExperiment } from './run-experiment.ts';

/** Experiments on world models and encoders: started as jobs, kept in the workspace. */
export interface LabWork {
  /** Its job fails with a ProblemError where no clip gives a window, no model fits or one breaks; then there is no result. */
  start(request: LabRequest): Promise<{ labId: string; jobId: string }>;
  /** Newest first; a file that cannot be read is listed with its `problem` in words. */
  list(): Promise<LabRecord[]>;
  /** Throws ProblemError `lab.unknown`, `lab.damaged`. */
  get(labId: string): Promise<LabResult>;
  /** Ends the experiment where it is under way, and removes its result. */
  remove(labId: string): Promise<void>;
  /** Values of papers to be shown beside measured ones. */
  quoted(): Promise<QuotedValue[]>;
}

export function createLabWork(parts: {
  workspace: Workspace;
  inference: Inference;
  frames: CameraFrames;
  jobs: JobQueue;
  /** A result came or went. */
  onChange: () => void;
}): LabWork {
  const { workspace, inference, frames, jobs, onChange } = parts;
  const store = openLabStore(workspace.folder);
  return {
    async start(request) {
      const createdUs = Date.now() * 1000;
      const labId = newLabId(request.kind, createdUs);
      const { jobId } = jobs.enqueue({
        kind: 'lab',
        title: `Lab: ${request.kind}`,
        result: { labId },
        async run(context) {
          const result = await runExperiment({ workspace, inference, frames, request, labId, createdUs }, context);
          await store.save(result);
          onChange();
          return {};
        },
      });
      return { labId, jobId };
    },
    list: () => store.list(),
    get: (labId) => store.get(labId),
    async remove(labId) {
      const open = jobs.openFor('lab', 'labId', labId);
      if (open) {
        jobs.cancel(open.jobId);
        await jobs.finished(open.jobId);
      }
      await store.remove(labId);
      onChange();
    },
    quoted: quotedValues,
  };
}
