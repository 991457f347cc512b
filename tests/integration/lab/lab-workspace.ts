import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { probeFolder } from '../../../src/main/datasets/probe.ts';
import { startInference } from '../../../src/main/inference/start-inference.ts';
import { indexDataset } from '../../../src/main/jobs/index-dataset.ts';
import { createLabWork, type LabWork } from '../../../src/main/jobs/lab/lab-work.ts';
import { createJobQueue, type JobQueue } from '../../../src/main/jobs/queue.ts';
import { createCameraFrames } from '../../../src/main/media/create-camera-frames.ts';
import type { WorldParameters } from '../../../src/main/pipelines/dit-wam/spec.ts';
import { openWorkspace } from '../../../src/main/workspace/open-workspace.ts';
import type { Workspace } from '../../../src/main/workspace/workspace.ts';
import { labRequestSchema, type LabRequest, type LabResult } from '../../../src/shared/domain/lab.ts';
import { writeEncoder } from '../../models/encoder-folder.ts';
import { tinyScale, worldSizes, writeWorldModels, type WorldScale } from '../../models/world-folder.ts';
import { linearWorld } from '../../models/world-graphs.ts';
import { writeNuscenesTables } from '../../nuscenes-tables.ts';

/** A real workspace, inference process and lab over tiny models, whose figures hang on no trained weights. */
export interface LabBenchmark {
  workspace: Workspace;
  lab: LabWork;
  jobs: JobQueue;
  /** Root of the data set; pictures lie in `samples/CAM_FRONT`. */
  data: string;
  /** Runs an experiment to its end; fails with the job's problem. */
  run(request: Partial<LabRequest> & Pick<LabRequest, 'kind'>): Promise<LabResult>;
  close(): Promise<void>;
}

/** Drives of 12 s with pictures at 2 Hz; steering and acceleration follow from their poses. */
const SCENES = 8;
const SECONDS = 12;
/** Eight steps of a second. */
const scale: WorldScale = { ...tinyScale, horizon: 8 };
const jumpScale: WorldScale = { ...tinyScale, horizon: 1, chain: 4, actionsPerStep: 4 };

export async function labBenchmark(): Promise<LabBenchmark> {
  const folder = mkdtempSync(join(tmpdir(), 'foresight-lab-'));
  const [data, models] = [join(folder, 'nuscenes'), join(folder, 'models')];
  mkdirSync(models);
  writeNuscenesTables({
    dir: data,
    scenes: SCENES,
    samplesPerScene: SECONDS * 2 + 1,
    pictures: { widthPx: 96, heightPx: 54 },
  });
  writeModels(models);
  const workspace = await openWorkspace(join(folder, 'w'));
  const [{ kind, version, title, rootPath }] = await probeFolder(data);
  const { datasetId } = await workspace.datasets.register({ kind, version, title, rootPath });
  const quiet = { signal: new AbortController().signal, progress: () => undefined, failure: () => undefined };
  await indexDataset({ datasetId, kind, version, rootPath, indexFile: workspace.indexFile }, quiet);
  workspace.datasets.indexed(datasetId);
  const inference = startInference({ bundledFolder: models, userFolder: workspace.modelsFolder });
  const frames = createCameraFrames({ workspace });
  const faults: unknown[] = [];
  const jobs = createJobQueue((_, error) => faults.push(error));
  const lab = createLabWork({ workspace, inference, frames, jobs, onChange: () => undefined });
  return {
    workspace,
    lab,
    jobs,
    data,
    async run(request) {
      const { labId, jobId } = await lab.start(labRequestSchema.parse({ filter: {}, ...request }));
      const job = await jobs.finished(jobId);
      if (faults.length > 0) throw faults[0];
      if (job.state !== 'done') throw Object.assign(new Error(job.problem?.whatHappened), { problem: job.problem });
      return lab.get(labId);
    },
    async close() {
      await jobs.close();
      await frames.close();
      await inference.close();
      await workspace.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Models whose futures are the present: their graph answers with its input, and they are asked from the present. */
function writeModels(models: string): void {
  const still = (of: WorldScale) => {
    const sizes = worldSizes(of);
    const square = sizes.tokenLength ** 2;
    return linearWorld(sizes, {
      x: Array.from({ length: square }, (_, i) => (i % (sizes.tokenLength + 1) === 0 ? 1 : 0)),
      anchor: new Array<number>(square).fill(0),
      features: new Array<number>(sizes.features * sizes.tokenLength).fill(0),
      time: new Array<number>(sizes.tokenLength).fill(0),
    });
  };
  const moments = { mean: [0, 0], std: [1, 1] };
  const calibration = { windows: 2, steps: 2, predicted: moments, truth: { mean: [0.1, 0], std: [1, 0.5] } };
  const twin = (changed: string) => ({ twin: { reference: 'small', changed } }) as unknown as Partial<WorldParameters>;
  writeWorldModels(models, scale, {
    diffusion: { changes: { direct: 'still', calibration } },
    still: { changes: { objective: 'direct', diffusion: undefined }, graph: still(scale) },
    small: {},
    'small-noise': { changes: { objective: 'epsilon', ...twin('objective') } },
    'small-alone': { changes: twin('spatial tokens') },
  });
  writeWorldModels(models, jumpScale, {
    jump: { changes: { objective: 'jump', diffusion: undefined }, graph: still(jumpScale) },
  });
  // Of another size than the models' pictures.
  writeEncoder(models, 'colours', { imagePx: 48, parameters: { featureNet: 'small' } });
  const camera = { focalOfSide: 1.27, principalOfSide: [0.5, 0.5], pitchDownDeg: 2.5 };
  writeEncoder(models, 'four-frames', { imagePx: 16, frames: 4, parameters: { camera } });
  writeEncoder(models, 'stand-in', { imagePx: 16, parameters: { standsInFor: 'VQGAN, which could not be loaded' } });
  writeEncoder(models, 'wrong-width', { imagePx: 16, width: 5 });
}
