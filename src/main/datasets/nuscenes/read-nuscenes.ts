import type { DatasetCounts } from '../../../shared/domain/dataset.ts';
import { startThread } from '../../runtime/thread.ts';
import { sensorFlags, type IndexedClip } from '../../workspace/index/indexed-clip.ts';
import { masksPart } from '../../workspace/index/map-parts.ts';
import type { Annotations } from './annotations.ts';
import { canFiles } from './can-files.ts';
import { readCalibrations } from './calibrations.ts';
import { readInstances } from './instances.ts';
import { tableBytes } from './table-stream.ts';
import { tableFile, tableNames, tableUses } from './layout.ts';
import { mapExpansionParts } from './map-expansion.ts';
import { masksOf } from './map-masks.ts';
import { findPresent } from './presence.ts';
import { groupRows } from './row-groups.ts';
import { readSampleData } from './sample-data.ts';
import { readSamples } from './samples.ts';
import { clipOfScene, type SceneSources } from './scene-clip.ts';
import { mergeSkipped, nothingSkipped, type SkippedRows } from './skipped-rows.ts';
import {
  readLogs,
  readMasks,
  readNames,
  readScenes,
  readSensors,
  readVisibilityLevels,
  type Scene,
  type TableSource,
} from './small-tables.ts';
import type { TableOperations, TableProgress, TableResult } from './table-thread.ts';
import type { EgoPoses } from './ego-poses.ts';

export interface ReadRequest {
  root: string;
  version: string;
  signal: AbortSignal;
  progress(progress: { done: number; total: number; unit: string; current: string }): void;
}

/** A data set that is read, clip by clip. */
export interface NuscenesReading {
  scenes: readonly Scene[];
  /** Makes the clip of a scene. */
  clip(scene: number): IndexedClip;
  /** Blobs that belong to the data set as a whole. */
  parts: Record<string, Buffer>;
  rows: Record<string, number>;
  skipped: SkippedRows;
}

/** Reads all tables of one version, the two halves of the bytes in two threads, and joins them by token. */
export async function readNuscenes(request: ReadRequest): Promise<NuscenesReading> {
  const { root, version, signal } = request;
  const skipped = nothingSkipped();
  const rows: Record<string, number> = {};
  const note = rowProgress(request);
  const source: TableSource = { root, version, skipped, rows, signal, progress: note };
  const thread = startThread<TableOperations>('table-thread');
  const inThread = async <T>(result: Promise<TableResult<T>>): Promise<T> => {
    const read = await result;
    mergeSkipped(skipped, read.skipped);
    Object.assign(rows, read.rows);
    return read.value;
  };
  const options = {
    signal,
    onReport: (value: unknown) =>
      note((value as TableProgress).table, (value as TableProgress).rows, (value as TableProgress).bytes),
  };
  try {
    const egoPoses: Promise<EgoPoses> = inThread(thread.call('egoPoses', { root, version }, options));
    // Until it is awaited below its failure must not count as unhandled.
    egoPoses.catch(() => undefined);
    const logs = await readLogs(source);
    const scenes = await readScenes(source, logs);
    const samples = await readSamples(source, scenes);
    const instances = await readInstances(source, await readNames(source, 'category'));
    const links = {
      samples: samples.index.share(),
      instances: instances.index.share(),
      attributes: await readNames(source, 'attribute'),
      visibilityLevels: await readVisibilityLevels(source),
    };
    const annotations: Promise<Annotations> = egoPoses.then(() =>
      inThread(thread.call('annotations', { root, version, links }, options)),
    );
    annotations.catch(() => undefined);
    const calibrations = await readCalibrations(source, await readSensors(source));
    const data = await readSampleData(source, samples, calibrations);
    const presence = findPresent(root, data.patterns.patterns, skipped);
    const hasPoses = tableBytes(tableFile(root, version, 'ego_pose')) > 0;
    const boxes = await annotations;
    await thread.stop();
    const poses = await egoPoses;
    const poseRow = hasPoses ? data.joinEgoPoses(poses.index) : null;
    const sceneOf = (sample: number): number => (sample < 0 ? -1 : samples.scene[sample]);
    const sources: SceneSources = {
      data,
      calibrations,
      poseRow,
      poses,
      presence,
      skipped,
      samples,
      instances,
      annotations: boxes,
      samplesByScene: groupRows(samples.tokens.length, scenes.size, sceneOf),
      dataByScene: groupRows(data.count, scenes.size, (row) => sceneOf(data.columns.sample[row])),
      annotationsByScene: groupRows(boxes.count, scenes.size, (row) => sceneOf(boxes.columns.sample[row])),
      can: canFiles(root, skipped),
      absences: missingTables(root, version),
    };
    const list = [...scenes.values()];
    const mapParts = mapExpansionParts(root, skipped);
    const masks = masksOf(root, await readMasks(source), logs, skipped);
    return {
      scenes: list,
      clip: (scene) => clipOfScene(sources, list[scene], scene),
      parts: { ...mapParts, [masksPart]: Buffer.from(JSON.stringify(masks)) },
      rows,
      skipped,
    };
  } finally {
    await thread.stop();
  }
}

const TELL_EVERY_MS = 100;

/** Progress over all tables: rows so far, and their number as told by the bytes that are left. */
function rowProgress(request: ReadRequest): (table: string, rows: number, bytes: number) => void {
  const total = tableNames.reduce((sum, table) => sum + tableBytes(tableFile(request.root, request.version, table)), 0);
  const rows = new Map<string, number>();
  const bytes = new Map<string, number>();
  let toldMs = 0;
  return (table, tableRows, tableOffset) => {
    const isNew = !rows.has(table);
    rows.set(table, tableRows);
    bytes.set(table, tableOffset);
    const nowMs = performance.now();
    if (!isNew && nowMs - toldMs < TELL_EVERY_MS) return;
    toldMs = nowMs;
    const sum = (values: Map<string, number>) => [...values.values()].reduce((a, b) => a + b, 0);
    const done = sum(rows);
    const read = sum(bytes);
    request.progress({
      done,
      total: read > 0 ? Math.max(done, Math.round((done * total) / read)) : 0,
      unit: 'rows',
      current: table,
    });
  };
}

const missingTables = (root: string, version: string): string[] =>
  (Object.keys(tableUses) as (keyof typeof tableUses)[])
    .filter((table) => tableBytes(tableFile(root, version, table)) === 0)
    .map((table) => `${version}/${table}.json is absent: no ${tableUses[table]}.`);

/** Adds a clip to the counts of its data set. */
export function countClip(counts: DatasetCounts, clip: IndexedClip): void {
  counts.clips++;
  counts.frames += clip.frames.tokens.length;
  counts.boxes += clip.objects.frames.length;
  counts.tracks += clip.objects.tracks.length;
  for (const sensor of clip.sensors) {
    const files = sensor.flags.length;
    let absent = 0;
    for (const flag of sensor.flags) if (!(flag & sensorFlags.present)) absent++;
    counts.sensorFiles += files;
    counts.absentSensorFiles += absent;
    if (sensor.modality !== 'camera') continue;
    counts.images += files;
    counts.absentImages += absent;
  }
}
