import type { IndexedMask } from '../../workspace/index/map-parts.ts';
import type { AnnotationLinks, Annotations } from './annotations.ts';
import { canFiles } from './can-files.ts';
import { readCalibrations } from './calibrations.ts';
import { indexOfPoses, type EgoPoses } from './ego-poses.ts';
import { readInstances } from './instances.ts';
import { tableFile, tableUses } from './layout.ts';
import { ColumnMemory } from './column-memory.ts';
import { mapExpansionParts } from './map-expansion.ts';
import { masksOf } from './map-masks.ts';
import { findPresent } from '../files/presence.ts';
import { groupRows } from './row-groups.ts';
import { readSampleData } from './sample-data.ts';
import { readSamples } from './samples.ts';
import type { SceneSources } from './scene-clip.ts';
import { nothingSkipped, type SkippedRows } from '../clip/skipped-rows.ts';
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
import { takeOver, type TableRequest, type TableResult } from './table-result.ts';

/** All tables of one version, joined by token and grouped by scene. */
export interface TablesRead {
  sources: SceneSources;
  scenes: readonly Scene[];
  masks: IndexedMask[];
  mapParts: Record<string, Buffer>;
  rows: Record<string, number>;
  skipped: SkippedRows;
}

/** The big tables that another thread reads meanwhile. */
interface ReadElsewhere {
  egoPoses: Promise<TableResult<EgoPoses>>;
  /** Called once with what the annotations refer to. */
  links(links: AnnotationLinks): void;
  annotations: Promise<TableResult<Annotations>>;
}

/** Reads all tables but the ego poses and the annotations, which make up half of the bytes. */
export async function readTables(request: TableRequest, elsewhere: ReadElsewhere): Promise<TablesRead> {
  const { root, version } = request;
  const skipped = nothingSkipped();
  const rows: Record<string, number> = {};
  const source: TableSource = { ...request, skipped, rows };
  const logs = await readLogs(source);
  const scenes = await readScenes(source, logs);
  const samples = await readSamples(source, scenes);
  const instances = await readInstances(source, await readNames(source, 'category'));
  const links: AnnotationLinks = {
    samples: samples.index.share(),
    instances: instances.index.share(),
    attributes: await readNames(source, 'attribute'),
    visibilityLevels: await readVisibilityLevels(source),
  };
  elsewhere.links(links);
  const calibrations = await readCalibrations(source, await readSensors(source));
  const { data, joinEgoPoses } = await readSampleData(source, samples, calibrations);
  const presence = findPresent(root, data.patterns.patterns, skipped);
  const egoPoses = await takeOver(source, elsewhere.egoPoses);
  const poseRow = joinEgoPoses(
    tableBytes(tableFile(root, version, 'ego_pose')) > 0 ? indexOfPoses(source, egoPoses) : null,
  );
  const sceneOf = (sample: number): number => (sample < 0 ? -1 : samples.scene[sample]);
  const samplesByScene = groupRows(samples.tokens.length, scenes.size, sceneOf);
  const dataByScene = groupRows(data.count, scenes.size, (row) => sceneOf(data.columns.sample[row]));
  const mapParts = mapExpansionParts(root, skipped);
  const masks = masksOf(root, await readMasks(source), logs, skipped);
  const boxes = await takeOver(source, elsewhere.annotations);
  const sources: SceneSources = {
    data,
    calibrations,
    poseRow,
    poses: { poses: egoPoses.poses, heights: egoPoses.heights },
    presence,
    memory: new ColumnMemory(),
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
}

const missingTables = (root: string, version: string): string[] =>
  (Object.keys(tableUses) as (keyof typeof tableUses)[])
    .filter((table) => tableBytes(tableFile(root, version, table)) === 0)
    .map((table) => `${version}/${table}.json is absent: no ${tableUses[table]}.`);
