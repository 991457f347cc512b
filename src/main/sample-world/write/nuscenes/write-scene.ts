import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { PolygonRings } from '../../../../shared/domain/map.ts';
import { STEP_S } from '../../drive.ts';
import { keyFrameSteps } from '../drive-states.ts';
import { encodeJpeg } from '../jpeg.ts';
import type { ClipJob } from '../layout.ts';
import { scanAt, type Scan } from '../lidar.ts';
import { stageMembers, stageRows } from '../row-files.ts';
import { annotationTables } from './annotations.ts';
import { canBus } from './can-bus.ts';
import { clipTables } from './clip-tables.ts';
import { mapLayers, mapRows } from './map-rows.ts';
import { drivableGround } from './place-ground.ts';
import { LIDAR, LIDAR_POSE, sceneName, sceneTables, sensorFiles } from './scene-tables.ts';

/** Writes a drive's sensor files and CAN messages, and stages its rows of the tables and the map. */
export async function writeScene(job: ClipJob): Promise<void> {
  const { drive, index, staging, root, site, signal } = job;
  const lidarFiles = sensorFiles(job, LIDAR, true);
  const keys = new Set(keyFrameSteps(drive));
  const keyScans: Scan[] = [];
  for (const { step, relativePath } of lidarFiles) {
    if (step % 10 === 0) await setImmediate();
    signal.throwIfAborted();
    if (!job.paint && !keys.has(step)) continue;
    const scan = scanAt(drive, step);
    if (keys.has(step)) keyScans.push(scan);
    if (job.paint) writeInside(root, relativePath, lidarBytes(scan));
  }
  job.progress(0.1);
  const tables = { ...sceneTables(job), ...annotationTables(job, keyScans) };
  for (const table of clipTables) stageRows(staging, table, tables[table] ?? []);
  for (const [message, content] of Object.entries(canBus(drive, index, site)))
    writeInside(root, `can_bus/${sceneName(index)}_${message}.json`, JSON.stringify(content));
  const map = mapRows(job);
  for (const layer of mapLayers) stageRows(staging, `map-${layer}`, map.layers[layer]);
  stageMembers(staging, 'map-arcline_path_3', map.arclines);
  stageMembers(staging, 'map-connectivity', map.connectivity);
  writeFileSync(join(staging, 'mask.json'), JSON.stringify(maskPolygons(job)));
  await writePictures(job);
}

async function writePictures(job: ClipJob): Promise<void> {
  const { root, paint, cameras, progress, signal } = job;
  if (!paint) return;
  const all = cameras.flatMap((camera) =>
    sensorFiles(job, camera.channel, job.request.sweeps).map((file) => ({ camera, file })),
  );
  all.sort((a, b) => a.file.step - b.file.step);
  for (const [i, { camera, file }] of all.entries()) {
    // Lets a cancel arrive.
    await setImmediate();
    signal.throwIfAborted();
    const rgb = paint(camera, file.step * STEP_S);
    writeInside(root, file.relativePath, encodeJpeg(rgb, camera.widthPx, camera.heightPx));
    progress(0.1 + (0.9 * (i + 1)) / all.length);
  }
}

function writeInside(root: string, relativePath: string, content: string | Uint8Array): void {
  const path = join(root, relativePath);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

/** `.pcd.bin`: x y z intensity ring as float32, in the sensor's frame (x right, y forward). */
function lidarBytes({ points }: Scan): Uint8Array {
  const out = new Float32Array(points.length);
  const [tx, ty, tz] = LIDAR_POSE;
  for (let o = 0; o < points.length; o += 5)
    out.set([ty - points[o + 1], points[o] - tx, points[o + 2] - tz, points[o + 3], points[o + 4]], o);
  return new Uint8Array(out.buffer);
}

const maskPolygons = ({ drive, site }: ClipJob): PolygonRings[] =>
  [...drivableGround(drive.place), ...drive.place.roads.walkways.map(({ polygon }) => polygon)].map((rings) =>
    rings.map((ring) => ring.map((value, i) => value + (i % 2 === 0 ? site.x : site.y))),
  );
