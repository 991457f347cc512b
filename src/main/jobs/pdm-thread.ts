import type { Database } from 'better-sqlite3';
import type { ClipDetail, ClipId } from '../../shared/domain/clip.ts';
import type { PdmExplained } from '../../shared/domain/pdm-explained.ts';
import type { PdmSetting } from '../../shared/domain/pdm-metric.ts';
import { problemOf } from '../../shared/domain/problem.ts';
import type { Prediction } from '../../shared/domain/run.ts';
import type { RoadMap } from '../../shared/domain/road-map.ts';
import { planOf, preparedFrame } from '../metrics/pdm/clip-frames.ts';
import { stageRow } from '../metrics/pdm/stage-row.ts';
import { pdmClipScores, type PdmClipScores, type PlansOfClip } from '../metrics/pdm/clip-scores.ts';
import { explainPlans, type ExplainedPlan, type KeptScene } from '../metrics/pdm/explain-plans.ts';
import type { CachedScene } from '../metrics/pdm/cached-scene.ts';
import { createScorer } from '../metrics/pdm/score-batch.ts';
import { serveThread } from '../runtime/thread.ts';
import { readClipRoads } from '../workspace/index/clip-map.ts';
import { readClipDetail } from '../workspace/index/clip-reader.ts';
import { openIndex } from '../workspace/index/open-index.ts';
import { createSceneCaches } from './scene-caches.ts';

interface ClipRequest {
  indexFile: string;
  clipId: ClipId;
  /** Folders of the kit's metric caches, the first that has a scene counts. */
  cacheFolders: readonly string[];
}
export interface ScoreRequest extends ClipRequest {
  settings: readonly PdmSetting[];
  runs: readonly PlansOfClip[];
}
export interface StageRequest extends ClipRequest {
  setting: PdmSetting;
  prediction: Prediction;
}
export interface ExplainRequest extends ClipRequest {
  frame: number;
  setting: PdmSetting;
  plans: readonly ExplainedPlan[];
}

interface OpenClip {
  clip: ClipDetail;
  roads: RoadMap | null;
}

const scorer = createScorer();
let index: { file: string; db: Database } | null = null;
const caches = createSceneCaches();
/** The clip that was asked for last, and its scenes by frame and setting: a plan that is dragged asks for one again and again. */
let kept: {
  key: string;
  open: OpenClip;
  scenes: Map<string, KeptScene & { cache: CachedScene | null }>;
} | null = null;

/** Read straight from the index, so that neither the host nor its reader waits for it. */
function openClip({ indexFile, clipId }: Pick<ClipRequest, 'indexFile' | 'clipId'>): OpenClip {
  if (index?.file !== indexFile) {
    index?.db.close();
    index = { file: indexFile, db: openIndex(indexFile, { readonly: true }) };
  }
  const clip = readClipDetail(index.db, clipId);
  if (!clip) throw new Error(`no clip ${clipId}`);
  return { clip, roads: readClipRoads(index.db, clipId) };
}

const operations = {
  /** Scores of the plans of some runs on one clip, one entry a setting. */
  async score({ settings, runs, ...request }: ScoreRequest): Promise<PdmClipScores[]> {
    const { clip, roads } = openClip(request);
    const frames = new Set(runs.flatMap(({ predictions }) => predictions.map(({ frame }) => frame)));
    const tokens = [...frames].flatMap((frame) => clip.frames[frame]?.token ?? []);
    const cached = await caches.of(request.cacheFolders, tokens);
    return settings.map((setting) => pdmClipScores(scorer, clip, roads, setting, runs, cached));
  },
  /** A plan at one key frame as the two-stage aggregation takes it. */
  async stage({ setting, prediction, cacheFolders, ...request }: StageRequest): Promise<ReturnType<typeof stageRow>> {
    const { clip, roads } = openClip(request);
    const token = clip.frames[prediction.frame]?.token ?? '';
    const cache = (await caches.of(cacheFolders, [token])).get(token) ?? null;
    const prepared = preparedFrame(scorer, clip, roads, prediction.frame, setting, cache);
    return 'missing' in prepared ? prepared : stageRow(scorer, prepared, planOf(token, prediction));
  },
  async explain({ frame, setting, plans, ...request }: ExplainRequest): Promise<PdmExplained> {
    const key = `${request.indexFile}\n${request.clipId}`;
    if (kept?.key !== key) kept = { key, open: openClip(request), scenes: new Map() };
    const { open, scenes } = kept;
    const sceneKey = JSON.stringify([frame, setting, request.cacheFolders]);
    let scene = scenes.get(sceneKey);
    if (!scene) {
      const token = open.clip.frames[frame]?.token ?? '';
      try {
        scene = {
          prepared: null,
          human: null,
          cache: (await caches.of(request.cacheFolders, [token])).get(token) ?? null,
        };
      } catch (error) {
        scene = { prepared: { missing: problemOf(error).whatHappened }, human: null, cache: null };
      }
      scenes.set(sceneKey, scene);
    }
    return explainPlans(scorer, open.clip, open.roads, frame, setting, plans, scene, scene.cache);
  },
  /** To be called when data sets, their metric caches or the index may have changed. */
  forget(_: null): void {
    kept = null;
    caches.forget();
  },
};
export type PdmOperations = typeof operations;

serveThread(operations);
