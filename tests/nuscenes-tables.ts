import { join } from 'node:path';
import { writeCanBus } from './synthetic/can-bus.ts';
import { drivingStyles, makeDrive } from './synthetic/drive.ts';
import { writeMapExpansion } from './synthetic/map-expansion.ts';
import { ObjectTables } from './synthetic/object-tables.ts';
import { writeMasks, writePictures } from './synthetic/picture-files.ts';
import { between, tokenOf } from './synthetic/random.ts';
import type { SyntheticScene } from './synthetic/scene.ts';
import { SAMPLE_STEP_S, tableIds } from './synthetic/table-ids.ts';
import { SensorTables } from './synthetic/sensor-tables.ts';
import { list, quoted, TableFile } from './synthetic/table-file.ts';
import { attributes, categories, locations, styleWords, visibilityLevels } from './synthetic/vocabulary.ts';
import { syntheticSensors } from './synthetic/sensors.ts';

export interface NuscenesTablesOptions {
  /** The data set root to write into; made where absent. */
  dir: string;
  /** Default `v1.0-mini`. */
  version?: string;
  /** Default 3. Scene i drives in the style `drivingStyles[i % 6]`. */
  scenes?: number;
  /** Key frames a scene, 0.5 s apart; default 40. */
  samplesPerScene?: number;
  /** The files between key frames too; default false. */
  sweeps?: boolean;
  /** Annotated objects a scene; default 12, 76 in trainval. */
  objectsPerScene?: number;
  seed?: number;
  /** Write key-frame pictures of all cameras, of this size; default none. The tables say this size too, else 1600 x 900. */
  pictures?: { widthPx: number; heightPx: number };
  /** Map masks as PNG files of 200 x 200 m; the drives then begin on them. Default false. */
  masks?: boolean;
  /** `can_bus/`: which messages; default none. */
  canBus?: readonly ('vehicle_monitor' | 'pose' | 'steeranglefeedback' | 'zoe_veh_info')[];
  /** `maps/expansion/` of every location, version 1.3; default false. */
  mapExpansion?: boolean;
}

export interface WrittenTables {
  version: string;
  scenes: SyntheticScene[];
  /** Rows by table. */
  rows: Record<string, number>;
}

const FIRST_SCENE_US = 1_532_402_927_600_000;
const SCENES_PER_LOG = 12;
/**
 * Writes a made-up but consistent nuScenes root: all 13 tables, and what the options ask for beside them. The same
 * options give the same bytes. Goes to disk in pieces, so that trainval's size (850 scenes with sweeps) is no matter.
 */
export function writeNuscenesTables(options: NuscenesTablesOptions): WrittenTables {
  const {
    dir,
    version = 'v1.0-mini',
    scenes = 3,
    samplesPerScene = 40,
    sweeps = false,
    objectsPerScene = 12,
    seed = 1,
  } = options;
  const folder = join(dir, version);
  const rows: Record<string, number> = {};
  const logs = Math.ceil(scenes / SCENES_PER_LOG);
  writeVocabulary(folder, seed, rows);
  writeLogs(folder, seed, logs, rows);
  const sceneTable = new TableFile(folder, 'scene');
  const sampleTable = new TableFile(folder, 'sample');
  const sensors = new SensorTables(folder, { seed, sweeps, ...(options.pictures ?? { widthPx: 1600, heightPx: 900 }) });
  const objects = new ObjectTables(folder, seed, objectsPerScene);
  const made: SyntheticScene[] = [];
  for (let i = 0; i < scenes; i++) {
    const log = Math.floor(i / SCENES_PER_LOG);
    const location = locations[log % locations.length];
    const seconds = (samplesPerScene - 1) * SAMPLE_STEP_S;
    const start = startOf(seed, i, location, options.masks ?? false);
    const scene: SyntheticScene = {
      token: tokenOf(seed, tableIds.scene, i),
      name: `scene-${String(i + 1).padStart(4, '0')}`,
      style: drivingStyles[i % drivingStyles.length],
      location: location.name,
      startUs: FIRST_SCENE_US + i * 60_000_000,
      sampleTokens: Array.from({ length: samplesPerScene }, (_, k) =>
        tokenOf(seed, tableIds.sample, i * samplesPerScene + k),
      ),
      drive: makeDrive(seed, i, seconds, start),
    };
    made.push(scene);
    writeScene(sceneTable, scene, tokenOf(seed, tableIds.log, log));
    writeSamples(sampleTable, scene);
    sensors.scene(scene, i, logName(log));
    objects.scene(scene, i);
    if (options.canBus) writeCanBus(dir, scene, seconds, options.canBus);
  }
  for (const table of [sceneTable, sampleTable]) table.close();
  Object.assign(rows, { scene: scenes, sample: scenes * samplesPerScene }, sensors.close(), objects.close());
  if (options.masks) writeMasks(dir, seed, locations.length);
  if (options.mapExpansion) writeMapExpansion(dir, made);
  if (options.pictures) writePictures(dir, sensors.keyPictures, options.pictures);
  return { version, scenes: made, rows };
}

/** Where a scene begins, m: on the mask where there is one, else anywhere inside its location. */
function startOf(
  seed: number,
  scene: number,
  location: (typeof locations)[number],
  onMask: boolean,
): { x: number; y: number } {
  if (onMask) return { x: between(60, 140, seed, scene, 1), y: between(60, 140, seed, scene, 2) };
  return {
    x: location.widthM * between(0.3, 0.7, seed, scene, 1),
    y: location.heightM * between(0.3, 0.7, seed, scene, 2),
  };
}

export const logName = (log: number): string =>
  `n0${15 + (log % 2)}-2018-07-${String(1 + (log % 28)).padStart(2, '0')}-11-22-45+0800`;

function writeScene(table: TableFile, scene: SyntheticScene, logToken: string): void {
  table.row({
    token: quoted(scene.token),
    log_token: quoted(logToken),
    nbr_samples: String(scene.sampleTokens.length),
    first_sample_token: quoted(scene.sampleTokens[0]),
    last_sample_token: quoted(scene.sampleTokens[scene.sampleTokens.length - 1]),
    name: quoted(scene.name),
    description: quoted(styleWords[scene.style]),
  });
}

function writeSamples(table: TableFile, scene: SyntheticScene): void {
  scene.sampleTokens.forEach((token, k) =>
    table.row({
      token: quoted(token),
      timestamp: String(scene.startUs + k * SAMPLE_STEP_S * 1e6),
      prev: quoted(scene.sampleTokens[k - 1] ?? ''),
      next: quoted(scene.sampleTokens[k + 1] ?? ''),
      scene_token: quoted(scene.token),
    }),
  );
}

function writeLogs(folder: string, seed: number, logs: number, rows: Record<string, number>): void {
  const table = new TableFile(folder, 'log');
  for (let log = 0; log < logs; log++) {
    table.row({
      token: quoted(tokenOf(seed, tableIds.log, log)),
      logfile: quoted(logName(log)),
      vehicle: quoted(logName(log).slice(0, 4)),
      date_captured: quoted(logName(log).slice(5, 15)),
      location: quoted(locations[log % locations.length].name),
    });
  }
  table.close();
  rows['log'] = logs;
  const maps = new TableFile(folder, 'map');
  locations.forEach((_, m) => {
    const token = tokenOf(seed, tableIds.map, m);
    // One more log than there is: the real map.json names logs of other versions too.
    const ofLocation = Array.from({ length: logs + 1 }, (_unused, log) => log).filter(
      (log) => log % locations.length === m || log === logs,
    );
    maps.row({
      category: '"semantic_prior"',
      token: quoted(token),
      filename: quoted(`maps/${token}.png`),
      log_tokens: list(ofLocation.map((log) => quoted(tokenOf(seed, tableIds.log, log)))),
    });
  });
  maps.close();
  rows['map'] = locations.length;
}

function writeVocabulary(folder: string, seed: number, rows: Record<string, number>): void {
  const named = (table: 'category' | 'attribute', names: readonly string[]) => {
    const file = new TableFile(folder, table);
    names.forEach((name, i) =>
      file.row({
        token: quoted(tokenOf(seed, tableIds[table], i)),
        name: quoted(name),
        description: quoted(`${name}, made up.`),
      }),
    );
    file.close();
    rows[table] = names.length;
  };
  named(
    'category',
    categories.map((category) => category.name),
  );
  named('attribute', attributes);
  const visibility = new TableFile(folder, 'visibility');
  visibilityLevels.forEach((level, i) =>
    visibility.row({ description: quoted(level), token: quoted(String(i + 1)), level: quoted(level) }),
  );
  visibility.close();
  rows['visibility'] = visibilityLevels.length;
  const sensor = new TableFile(folder, 'sensor');
  syntheticSensors.forEach(({ channel, modality }, i) =>
    sensor.row({
      token: quoted(tokenOf(seed, tableIds.sensor, i)),
      channel: quoted(channel),
      modality: quoted(modality),
    }),
  );
  sensor.close();
  rows['sensor'] = syntheticSensors.length;
}
