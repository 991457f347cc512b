import { startThread } from '../../runtime/thread.ts';
import type { IndexedMask } from '../../workspace/index/map-parts.ts';
import { canFiles } from './can-files.ts';
import { readCalibrations } from './calibrations.ts';
import type { EgoPoses } from './ego-poses.ts';
import { readInstances } from './instances.ts';
import { tableFile, tableUses } from './layout.ts';
import { mapExpansionParts } from './map-expansion.ts';
import { masksOf } from './map-masks.ts';
import { findPresent } from './presence.ts';
import { groupRows } from './row-groups.ts';
import { readSampleData } from './sample-data.ts';
import { readSamples } from './samples.ts';
import type { SceneSources } from './scene-clip.ts';
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
import { tableBytes } from './table-stream.ts';
import { tableThreadLimits } from './thread-limits.ts';
import type { TableOperations, TableProgress, TableResult } from './table-thread.ts';

/** All tables of one version, joined by token and grouped by scene. */
export interface TablesRead {
  sources: SceneSources;
  scenes: readonly Scene[];
  masks: IndexedMask[];
  mapParts: Record<string, Buffer>;
  rows: Record<string, number>;
  skipped: SkippedRows;
}

/**
 * Reads all tables but the ego poses, which come from another thread, as do the annotations: three big tables side by side.
 */
export async function readTables(
  request: Pick<TableSource, 'root' | 'version' | 'signal' | 'progress'>,
  posesRead: Promise<TableResult<EgoPoses>>,
): Promise<TablesRead> {
  const { root, version, signal, progress } = request;
  const skipped = nothingSkipped();
  const rows: Record<string, number> = {};
  const source: TableSource = { root, version, skipped, rows, signal, progress };
  const thread = startThread<TableOperations>('table-thread', null, tableThreadLimits);
  const options = {
    ...(signal && { signal }),
    onReport: (value: unknown) => {
      const { table, rows: tableRows, bytes } = value as TableProgress;
      progress(table, tableRows, bytes);
    },
  };
  const inThread = async <T>(result: Promise<TableResult<T>>): Promise<T> => {
    const read = await result;
    mergeSkipped(skipped, read.skipped);
    Object.assign(rows, read.rows);
    return read.value;
  };
  try {
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
    // The thread's memory is wanted for what follows.
    const annotations = inThread(thread.call('annotations', { root, version, links }, options)).finally(thread.stop);
    // Until it is awaited below its failure must not count as unhandled.
    annotations.catch(() => undefined);
    const calibrations = await readCalibrations(source, await readSensors(source));
    const { data, joinEgoPoses } = await readSampleData(source, samples, calibrations);
    const presence = findPresent(root, data.patterns.patterns, skipped);
    const { index, poses, heights } = await inThread(posesRead);
    const poseRow = joinEgoPoses(tableBytes(tableFile(root, version, 'ego_pose')) > 0 ? index : null);
    const sceneOf = (sample: number): number => (sample < 0 ? -1 : samples.scene[sample]);
    const samplesByScene = groupRows(samples.tokens.length, scenes.size, sceneOf);
    const dataByScene = groupRows(data.count, scenes.size, (row) => sceneOf(data.columns.sample[row]));
    const mapParts = mapExpansionParts(root, skipped);
    const masks = masksOf(root, await readMasks(source), logs, skipped);
    const boxes = await annotations;
    const sources: SceneSources = {
      data,
      calibrations,
      poseRow,
      poses: { poses, heights },
      presence,
      skipped,
      samples,
      samplesByScene,
      dataByScene,
      instances,
      annotations: boxes,
      annotationsByScene: groupRows(boxes.count, scenes.size, (row) => sceneOf(boxes.columns.sample[row])),
      can: canFiles(root, skipped),
      absences: missingTables(root, version),
    };
    return { sources, scenes: [...scenes.values()], masks, mapParts, rows, skipped };
  } finally {
    await thread.stop();
  }
}

const missingTables = (root: string, version: string): string[] =>
  (Object.keys(tableUses) as (keyof typeof tableUses)[])
    .filter((table) => tableBytes(tableFile(root, version, table)) === 0)
    .map((table) => `${version}/${table}.json is absent: no ${tableUses[table]}.`);
