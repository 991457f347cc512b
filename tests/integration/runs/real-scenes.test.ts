import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { probeFolder } from '../../../src/main/datasets/probe.ts';
import { startInference } from '../../../src/main/inference/start-inference.ts';
import { indexDataset } from '../../../src/main/jobs/index-dataset.ts';
import { runModel } from '../../../src/main/jobs/run-model.ts';
import { createCameraFrames } from '../../../src/main/media/create-camera-frames.ts';
import { openWorkspace } from '../../../src/main/workspace/open-workspace.ts';
import type { Workspace } from '../../../src/main/workspace/workspace.ts';
import { sharedData } from '../../shared-data.ts';
import { newRun, watchedContext } from './driven-workspace.ts';

const sceneSchema = z.object({
  planned: z.number(),
  values: z.record(z.string(), z.number()),
  counts: z.record(z.string(), z.number()),
});
const goldenSchema = z.record(z.string(), z.record(z.string(), sceneSchema));
// From the JSON tables by numpy and onnxruntime's Python, with tests/reference/displacement.py.
const golden = goldenSchema.parse(
  JSON.parse(readFileSync(resolve(import.meta.dirname, '../../golden/real-scenes.json'), 'utf8')),
);

const root = sharedData('nuscenes-mini-part');
const inference = startInference({
  bundledFolder: resolve(import.meta.dirname, '../../../models'),
  userFolder: '',
  providers: ['cpu'],
});

describe.skipIf(!root)('both baselines on real nuScenes scenes (nuscenes-mini-part)', () => {
  let workspace: Workspace;
  let clipIds: string[];

  beforeAll(async () => {
    workspace = await openWorkspace(mkdtempSync(join(tmpdir(), 'foresight-real-')));
    const [probe] = await probeFolder(root ?? '');
    const dataset = await workspace.datasets.register(probe);
    await indexDataset({ ...dataset, indexFile: workspace.indexFile }, watchedContext());
    workspace.datasets.indexed(dataset.datasetId);
    clipIds = await workspace.library.clipIds({});
  });
  afterAll(async () => {
    await inference.close();
    await workspace.close();
  });

  it.each(Object.keys(golden))('%s scores as an independent computation does', async (modelId) => {
    const model = (await inference.models()).find((m) => m.modelId === modelId);
    if (!model) throw new Error(`no ${modelId}`);
    await workspace.runs.create(newRun(modelId, model, clipIds.length));
    const frames = createCameraFrames({ workspace });
    await runModel({ workspace, inference, frames, runId: modelId, modelId, clipIds }, watchedContext());
    await frames.close();
    const found: Record<string, z.infer<typeof sceneSchema>> = {};
    for (const clipId of clipIds) {
      const [scores] = await workspace.runs.scores(clipId, [modelId]);
      found[(await workspace.clips.detail(clipId)).name] = {
        planned: scores.frames.length,
        values: scores.values,
        counts: scores.frameCounts,
      };
    }
    expect(Object.keys(found).sort()).toEqual(Object.keys(golden[modelId]).sort());
    for (const [scene, expected] of Object.entries(golden[modelId])) {
      expect(found[scene].planned, scene).toBe(expected.planned);
      expect(found[scene].counts, scene).toEqual(expected.counts);
      for (const [key, value] of Object.entries(expected.values)) {
        expect(Math.abs(found[scene].values[key] - value), `${scene} ${key}`).toBeLessThan(1e-6);
      }
    }
  });
});
