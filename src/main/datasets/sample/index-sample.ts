import type { Database } from 'better-sqlite3';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { DatasetCounts } from '../../../shared/domain/dataset.ts';
import type { RoadMap } from '../../../shared/domain/road-map.ts';
import { decodeDriveFile, type DriveFile } from '../../sample-world/write/sample/drive-file.ts';
import { DRIVE_FILE, MANIFEST_FILE, type SampleManifest } from '../../sample-world/write/sample/sample-folder.ts';
import { prepareClipWriter } from '../../workspace/index/clip-writer.ts';
import { roadParts } from '../../workspace/index/road-parts.ts';
import { readDatasetEntry } from '../../workspace/index/dataset-entry.ts';
import { sensorFlags, type IndexedClip } from '../../workspace/index/indexed-clip.ts';
import { noCounts } from '../clip/count-clip.ts';
import type { IndexRequest } from '../dataset-reader.ts';
import { stampOf } from '../files/on-disk.ts';
import { clipOfDrive, type DrivePlace } from './drive-clip.ts';
import { joinedRoads, roadsOfDrive } from './drive-roads.ts';
import { readSampleManifest } from './probe-sample.ts';
import { sampleUnreadable } from './sample-problem.ts';

/** Raised whenever this reader makes something else of the same files. */
const READER_VERSION = 1;
/** Drives lie in one plane, this far apart, m: farther than any place is wide. */
const SPACING_M = 4000;
const COLUMNS = 100;
/** 2026-01-01T00:00:00Z; drives follow each other by a minute. */
const FIRST_US = 1_767_225_600_000_000;
const BETWEEN_US = 60_000_000;

const placeOf = (index: number): DrivePlace => ({
  startUs: FIRST_US + index * BETWEEN_US,
  offsetX: (index % COLUMNS) * SPACING_M,
  offsetY: Math.floor(index / COLUMNS) * SPACING_M,
});

/** Indexes a folder of sample drives. A drive that cannot be read is told and left out. */
export async function indexSample(db: Database, request: IndexRequest): Promise<DatasetCounts> {
  const { root, version, datasetId, signal } = request;
  const manifest = readSampleManifest(root);
  const fingerprint = fingerprintOf(root, manifest);
  const before = readDatasetEntry(db, datasetId);
  if (before?.counts && before.fingerprint === fingerprint) return before.counts;
  const writer = prepareClipWriter(db, { datasetId, kind: 'sample', version, fingerprint });
  const counts = noCounts();
  const roads = new Map<string, RoadMap[]>();
  for (const [i, { name, description }] of manifest.drives.entries()) {
    signal.throwIfAborted();
    try {
      const drive = readDrive(root, name);
      const place = placeOf(i);
      const clip = clipOfDrive(root, drive, description, place);
      roads.set(drive.placeKind, [...(roads.get(drive.placeKind) ?? []), roadsOfDrive(drive, place)]);
      if (!writer.staged.has(clip.token)) writer.batch(() => writer.write(clip));
      count(counts, clip);
    } catch (error) {
      request.failure(name, sampleUnreadable('drive', join(root, name, DRIVE_FILE), error).problem);
      counts.skipped['drives that cannot be read'] = (counts.skipped['drives that cannot be read'] ?? 0) + 1;
    }
    request.progress({ done: i + 1, total: manifest.drives.length, unit: 'drives', current: name });
    await nextTurn();
  }
  const maps = [...roads].flatMap(([kind, places]) => [...roadParts(kind, joinedRoads(places))]);
  writer.publish(counts, Object.fromEntries(maps));
  return counts;
}

const readDrive = (root: string, name: string): DriveFile => {
  const drive = decodeDriveFile(readFileSync(join(root, name, DRIVE_FILE)));
  if (drive.name !== name) throw new Error(`it holds the drive ${drive.name}`);
  return drive;
};

function fingerprintOf(root: string, { drives }: SampleManifest): string {
  const stamp = (path: string): string => stampOf(path) ?? 'absent';
  return [
    `reader ${READER_VERSION}`,
    stamp(join(root, MANIFEST_FILE)),
    ...drives.map(({ name }) => `${name} ${stamp(join(root, name))} ${stamp(join(root, name, DRIVE_FILE))}`),
  ].join('\n');
}

/** Adds a drive to the counts: a camera's pictures lie in one video, which counts as one file. */
function count(counts: DatasetCounts, clip: IndexedClip): void {
  const images = clip.sensors.reduce((sum, sensor) => sum + sensor.flags.length, 0);
  const absent = clip.sensors.reduce(
    (sum, sensor) => sum + sensor.flags.filter((flag) => !(flag & sensorFlags.present)).length,
    0,
  );
  counts.clips++;
  counts.frames += clip.frames.tokens.length;
  counts.images += images;
  counts.absentImages += absent;
  counts.sensorFiles += clip.sensors.length;
  counts.absentSensorFiles += clip.sensors.filter(
    (sensor) => !sensor.flags.some((f) => f & sensorFlags.present),
  ).length;
  counts.boxes += clip.objects.frames.length;
  counts.tracks += clip.objects.tracks.length;
}
