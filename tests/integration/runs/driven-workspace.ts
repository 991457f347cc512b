import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JobContext, JobProgress } from '../../../src/main/jobs/job-context.ts';
import { prepareClipWriter } from '../../../src/main/workspace/index/clip-writer.ts';
import type { IndexedClip } from '../../../src/main/workspace/index/indexed-clip.ts';
import { openIndex } from '../../../src/main/workspace/index/open-index.ts';
import { openWorkspace } from '../../../src/main/workspace/open-workspace.ts';
import type { Workspace } from '../../../src/main/workspace/workspace.ts';
import type { EgoTrack } from '../../../src/shared/domain/clip.ts';
import type { ModelInfo } from '../../../src/shared/domain/model.ts';
import type { Problem } from '../../../src/shared/domain/problem.ts';
import type { Run } from '../../../src/shared/domain/run.ts';
import { trackOf } from '../../synthetic/ego-tracks.ts';

/** 10 s at 10 Hz along a gentle curve, faster from clip to clip. */
const curve = (i: number): EgoTrack =>
  trackOf(
    Array.from({ length: 101 }, (_, k) => k * 0.1),
    (t) => [(3 + i) * t, 0.1 * t * t, 0.02 * t],
  );

/** A clip that has only an ego path and 21 key frames at 2 Hz. */
function indexedClip(token: string, track: EgoTrack): IndexedClip {
  const timesUs = Float64Array.from({ length: 21 }, (_, k) => k * 500_000);
  return {
    token,
    name: token,
    description: '',
    words: [],
    location: 'nowhere',
    logName: 'log',
    startUs: 0,
    endUs: 10_000_000,
    meanSpeedMps: 5,
    manoeuvre: 'straight',
    frames: {
      tokens: Array.from(timesUs, (t) => `${token}-${t}`),
      timesUs,
      egoIndex: Int32Array.from(timesUs, (t) => t / 100_000),
    },
    ego: { ...track, timesUs: Float64Array.from(track.timesUs), globalFromEgo: Float64Array.from(track.globalFromEgo) },
    sensors: [],
    objects: {
      tracks: [],
      counts: new Uint32Array(),
      frames: new Uint16Array(),
      centres: new Float64Array(),
      yaws: new Float64Array(),
      velocities: new Float32Array(),
      attributeSet: new Uint16Array(),
      attributeSets: [[]],
      visibility: new Uint8Array(),
      visibilityLevels: [],
      lidarPoints: new Int32Array(),
    },
    signals: [],
    events: [],
    absences: [],
  };
}

/** A real workspace with clips that were driven along curves. */
export async function drivenWorkspace(clips: number): Promise<{ workspace: Workspace; clipIds: string[] }> {
  const workspace = await openWorkspace(mkdtempSync(join(tmpdir(), 'foresight-runs-')));
  const { datasetId, kind, version } = await workspace.datasets.register({
    kind: 'nuscenes',
    version: 'v1.0-test',
    title: 'Curves',
    rootPath: tmpdir(),
  });
  const db = openIndex(workspace.indexFile);
  const writer = prepareClipWriter(db, { datasetId, kind, version, fingerprint: 'curves' });
  writer.batch(() => {
    for (let i = 0; i < clips; i++) writer.write(indexedClip(`clip-${String(i).padStart(2, '0')}`, curve(i)));
  });
  const none = {
    sensorFiles: 0,
    absentSensorFiles: 0,
    images: 0,
    absentImages: 0,
    boxes: 0,
    tracks: 0,
    tables: {},
    skipped: {},
  };
  writer.publish({ clips, frames: 21 * clips, ...none }, {});
  db.close();
  workspace.datasets.indexed(datasetId);
  return { workspace, clipIds: await workspace.library.clipIds({}) };
}

export const newRun = (runId: string, model: ModelInfo, clipCount: number): Run => ({
  runId,
  modelId: model.modelId,
  modelTitle: model.title,
  modelVersion: model.version,
  modelHash: model.hash ?? '',
  family: model.family,
  provider: 'cpu',
  threads: 0,
  status: 'running',
  createdUs: Date.now() * 1000,
  finishedUs: null,
  clipCount,
  clipsDone: 0,
  failures: [],
  parameters: { filter: {} },
  stageMs: {},
});

/** A job's context that keeps what it is told. */
export function watchedContext(): JobContext & {
  abort(): void;
  steps: JobProgress[];
  failures: { item: string; problem: Problem }[];
} {
  const controller = new AbortController();
  const steps: JobProgress[] = [];
  const failures: { item: string; problem: Problem }[] = [];
  return {
    signal: controller.signal,
    abort: () => controller.abort(),
    progress: (step) => void steps.push(step),
    failure: (item, problem) => void failures.push({ item, problem }),
    steps,
    failures,
  };
}
