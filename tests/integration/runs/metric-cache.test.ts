import { cpSync, mkdtempSync, readdirSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { probeFolder } from '../../../src/main/datasets/probe.ts';
import { createPdmExplainer } from '../../../src/main/jobs/explain-by-pdm.ts';
import { indexDataset } from '../../../src/main/jobs/index-dataset.ts';
import { createJobQueue, type JobQueue } from '../../../src/main/jobs/queue.ts';
import { createRunWork, type RunWork } from '../../../src/main/jobs/run-work.ts';
import { referenceCounts } from '../../../src/main/metrics/pdm/reference-counts.ts';
import { openWorkspace } from '../../../src/main/workspace/open-workspace.ts';
import type { Workspace } from '../../../src/main/workspace/workspace.ts';
import type { ClipId } from '../../../src/shared/domain/clip.ts';
import type { Job } from '../../../src/shared/domain/job.ts';
import { pdmMetricKey, type PdmSetting } from '../../../src/shared/domain/pdm-metric.ts';
import { pdmTermWords, type PdmTerm } from '../../../src/shared/domain/pdm.ts';
import { problemOf } from '../../../src/shared/domain/problem.ts';
import type { Run } from '../../../src/shared/domain/run.ts';
import { kitResults, unpackKitRoot } from '../../navsim-kit-root.ts';

/** Metric caches that the official kit saved of two of the drives (tests/reference/navsim_kit.py --caches). */
const caches = resolve(import.meta.dirname, '../../golden/navsim-metric-cache');
const tokens = ['f7ab0e8ce16ccf4a', '1df2994918d6f2d2'];
/** A scene of the same drives that the kit made no cache of. */
const uncached = 'fd00cbe33818d4f0';

const kit = z
  .object({
    scenes: z.array(
      z.object({
        token: z.string(),
        plans: z.array(
          z.object({
            name: z.string(),
            poses: z.array(z.array(z.number())),
            log_replay: z.record(z.string(), z.number()),
          }),
        ),
      }),
    ),
  })
  .parse(JSON.parse(kitResults()));
const planOf = (token: string) =>
  kit.scenes.find((s) => s.token === token)!.plans.find((p) => p.name === 'half-speed')!;

const setting: PdmSetting = { version: 'v2', filter: 'human', traffic: 'log-replay' };
const reactive: PdmSetting = { ...setting, traffic: 'reactive-idm' };
const terms: PdmTerm[] = ['nc', 'dac', 'ddc', 'tlc', 'ep', 'ttc', 'lk', 'hc'];

describe('metric caches of the kit', () => {
  const folder = mkdtempSync(join(tmpdir(), 'foresight-metric-cache-'));
  let workspace: Workspace;
  let jobs: JobQueue;
  let work: RunWork;
  const clipOf: Record<string, (token: string) => ClipId> = {};

  /** Adds the two drives as a data set; without maps, PDM-Closed has nothing to plan on. */
  async function add(name: string, { withMaps }: { withMaps: boolean }): Promise<string> {
    const root = join(folder, name, 'navsim');
    unpackKitRoot(root);
    const logs = join(root, 'navsim_logs/mini');
    for (const log of readdirSync(logs)) if (!/00002|veh-00004/.test(log)) rmSync(join(logs, log));
    if (!withMaps) rmSync(join(root, 'maps'), { recursive: true });
    const [{ kind, version, title, rootPath }] = await probeFolder(root);
    const { datasetId } = await workspace.datasets.register({ kind, version, title, rootPath });
    const quiet = { signal: new AbortController().signal, progress: () => undefined, failure: () => undefined };
    await indexDataset({ datasetId, kind, version, rootPath, indexFile: workspace.indexFile }, quiet);
    workspace.datasets.indexed(datasetId);
    clipOf[name] = (token) => `${datasetId}:${token}`;
    return root;
  }
  async function plan(runId: string, clips: readonly ClipId[]): Promise<void> {
    const run = { runId, modelId: 'kit-plan', modelTitle: 'Half speed', modelVersion: '1', modelHash: '' };
    const state = { family: 'baseline', provider: 'analytic', threads: 1, status: 'done', createdUs: 1, finishedUs: 2 };
    const counts = { clipCount: clips.length, clipsDone: clips.length, failures: [], parameters: {}, stageMs: {} };
    await workspace.runs.create({ ...run, ...state, ...counts } as Run);
    for (const clipId of clips) {
      const { decisions, frames } = await workspace.clips.detail(clipId);
      const { poses } = planOf(clipId.split(':')[1]);
      const shape = { stepS: 0.5, poses: poses.length, modes: 1, probabilities: null };
      const trajectories = poses.flat().map(Math.fround);
      const own = { frame: decisions[0], timeUs: frames[decisions[0]].timeUs, trajectories, ...shape };
      await workspace.runs.savePredictions([{ runId, clipId, predictions: [own], videos: [], skipped: [] }]);
    }
  }
  const score = async (...input: Parameters<RunWork['scorePdm']>): Promise<Job> =>
    jobs.finished((await work.scorePdm(...input)).jobId);
  const valuesOf = async (runId: string) =>
    new Map((await workspace.runs.clipValues([runId], {})).map((v) => [v.clipId, v.values]));
  const countsOf = async (runId: string) => referenceCounts((await workspace.runs.clipMatrices([runId], {}))[0]);
  const explained = async (clipId: ClipId, runIds: string[]) => {
    const explainer = createPdmExplainer(workspace);
    try {
      const frame = (await workspace.clips.detail(clipId)).decisions[0];
      return await explainer.explain({ clipId, frame, setting, runIds, plans: [] });
    } finally {
      await explainer.close();
    }
  };
  const referencesOf = async (clipId: ClipId, ...runIds: string[]) =>
    (await explained(clipId, runIds)).plans.map(({ name, result }) => [name, result?.context.reference]);

  beforeAll(async () => {
    workspace = await openWorkspace(join(folder, 'workspace'));
    jobs = createJobQueue(() => undefined);
    work = createRunWork({ workspace, jobs } as Parameters<typeof createRunWork>[0]);
    await add('mapless', { withMaps: false });
    cpSync(caches, join(await add('mapped', { withMaps: true }), 'metric_cache'), { recursive: true });
    await plan('mapless', [...tokens, uncached].map(clipOf.mapless));
    await plan('mapped', [...tokens, uncached].map(clipOf.mapped));
  });
  afterAll(async () => {
    await jobs.close();
    await workspace.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('give the reference, route and drivable area where nothing else does: every sub-score is the kit’s', async () => {
    await score('mapless', [setting, reactive], caches);
    const values = await valuesOf('mapless');
    for (const token of tokens)
      for (const term of terms)
        expect(values.get(clipOf.mapless(token))?.[pdmMetricKey(setting, term)], `${token} ${term}`).toBeCloseTo(
          planOf(token).log_replay[pdmTermWords[term].column],
          6,
        );
    expect(values.get(clipOf.mapless(uncached))).not.toHaveProperty([pdmMetricKey(setting, 'total')]);
    // Reactive traffic drives on lanes: without a map nothing is scored by it, rather than by another policy.
    for (const token of tokens)
      expect(values.get(clipOf.mapless(token))).not.toHaveProperty([pdmMetricKey(reactive, 'nc')]);
    expect(await countsOf('mapless')).toEqual([{ setting, metricCache: 2, pdmClosed: 0, both: 0, untold: 0 }]);
  });

  it('that lie in the data set’s root are found there; other scenes have PDM-Closed, and both are counted', async () => {
    await score('mapped', [setting]);
    expect(await countsOf('mapped')).toEqual([{ setting, metricCache: 2, pdmClosed: 1, both: 0, untold: 0 }]);
    expect(await referencesOf(clipOf.mapped(tokens[0]), 'mapped')).toEqual([['mapped', 'metric-cache']]);
    expect(await referencesOf(clipOf.mapped(uncached), 'mapped')).toEqual([['mapped', 'pdm-closed']]);
  });

  it('are kept with the run, explained by it alone, and forgotten when told to', async () => {
    const clipId = clipOf.mapless(tokens[1]);
    await plan('other', [clipId]);
    expect(await referencesOf(clipId, 'other', 'mapless')).toEqual(
      [
        ['other', undefined],
        ['mapless', 'metric-cache'],
      ].map(([name, kind]) => [name, kind ?? null]),
    );
    await score('mapless', [setting]);
    expect(await countsOf('mapless')).toMatchObject([{ metricCache: 2 }]);
    await score('other', [setting], caches);
    expect(await countsOf('other')).toMatchObject([{ metricCache: 1 }]);
    await score('other', [setting], null);
    expect((await workspace.runs.get('other'))?.parameters).toEqual({});
    expect(await referencesOf(clipId, 'other')).toEqual([['other', null]]);
  });

  it('that are damaged fail their scene, in words, and no other', async () => {
    const copy = join(folder, 'damaged', 'metric_cache');
    cpSync(caches, copy, { recursive: true });
    const [log] = readdirSync(copy).filter((name) => name.includes('veh-00004'));
    truncateSync(join(copy, log, 'unknown', tokens[1], 'metric_cache.pkl'), 1000);
    const job = await score('mapless', [setting], join(folder, 'damaged'));
    expect(job.failures.map(({ item, problem }) => [item, problem.code])).toEqual([
      [clipOf.mapless(tokens[1]), 'navsim.metric-cache'],
    ]);
    expect((await explained(clipOf.mapless(tokens[1]), ['mapless'])).missing).toContain('metric_cache.pkl');
  });

  it.each([['nowhere'], ['mapless']])('a folder without any is refused: %s', async (name) => {
    const refused = await work.scorePdm('mapped', [setting], join(folder, name)).then(() => null, problemOf);
    expect(refused).toMatchObject({ code: 'pdm.no-metric-cache', whatToDo: expect.stringContaining('kit') as string });
  });
});
