import type { Database } from 'better-sqlite3';
import type { ClipDetail, ClipId } from '../../shared/domain/clip.ts';
import type { PdmExplained } from '../../shared/domain/pdm-explained.ts';
import type { PdmSetting } from '../../shared/domain/pdm-metric.ts';
import type { RoadMap } from '../../shared/domain/road-map.ts';
import { pdmClipScores, type PdmClipScores, type PlansOfClip } from '../metrics/pdm/clip-scores.ts';
import { explainPlans, type ExplainedPlan } from '../metrics/pdm/explain-plans.ts';
import type { PreparedScene } from '../metrics/pdm/prepare.ts';
import { createScorer } from '../metrics/pdm/score-batch.ts';
import { serveThread } from '../runtime/thread.ts';
import { readClipRoads } from '../workspace/index/clip-map.ts';
import { readClipDetail } from '../workspace/index/clip-reader.ts';
import { openIndex } from '../workspace/index/open-index.ts';

interface ClipRequest {
  indexFile: string;
  clipId: ClipId;
}
export interface ScoreRequest extends ClipRequest {
  settings: readonly PdmSetting[];
  runs: readonly PlansOfClip[];
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
/** The clip that was asked for last, and its scenes by frame and setting: a plan that is dragged asks for one again and again. */
let kept: {
  key: string;
  open: OpenClip;
  scenes: Map<string, { prepared: PreparedScene | { missing: string } | null }>;
} | null = null;

/** Read straight from the index, so that neither the host nor its reader waits for it. */
function openClip({ indexFile, clipId }: ClipRequest): OpenClip {
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
  score({ settings, runs, ...request }: ScoreRequest): PdmClipScores[] {
    const { clip, roads } = openClip(request);
    return settings.map((setting) => pdmClipScores(scorer, clip, roads, setting, runs));
  },
  explain({ frame, setting, plans, ...request }: ExplainRequest): PdmExplained {
    const key = `${request.indexFile}\n${request.clipId}`;
    if (kept?.key !== key) kept = { key, open: openClip(request), scenes: new Map() };
    const sceneKey = JSON.stringify([frame, setting]);
    const scene = kept.scenes.get(sceneKey) ?? { prepared: null };
    kept.scenes.set(sceneKey, scene);
    const { clip, roads } = kept.open;
    return explainPlans(scorer, clip, roads, frame, setting, plans, scene);
  },
  /** To be called when a data set was indexed again. */
  forget(_: null): void {
    kept = null;
  },
};
export type PdmOperations = typeof operations;

serveThread(operations);
