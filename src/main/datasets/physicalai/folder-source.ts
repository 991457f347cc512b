import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { readMp4 } from '../../media/video/read-mp4.ts';
import { problemOf } from '../../../shared/domain/problem.ts';
import { skip, type SkippedRows } from '../clip/skipped-rows.ts';
import { readParquet, type ParquetTable } from '../parquet/parquet-table.ts';
import { calibrationByClip } from './calibration-table.ts';
import { clipLimits, MOST_MEMBER_BYTES, type ClipSource, type SourceVideo } from './clip-source.ts';
import { isClipId } from './clip-table.ts';
import type { RootFile, RootFiles } from './root-files.ts';

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Clips that lie in a folder each, as NCore's download tool writes them: named by a UUID. */
export const clipFolders = (files: RootFiles): string[] =>
  files
    .namesIn('.')
    .filter((name) => isClipId(name) && !name.startsWith('.'))
    .filter((name) => {
      const parts = uuid.test(name) ? files.namesIn(name) : [];
      return parts.includes('labels') || parts.includes('camera');
    });

/** Where a feature's file of a clip lies inside the clip's folder, by key. */
const memberPath = (clipId: string, feature: string, key: string): string => {
  if (key === 'video') return `camera/${clipId}.${feature}.mp4`;
  if (key === 'frame_timestamps') return `camera/${clipId}.${feature}.timestamps.parquet`;
  return `labels/${clipId}.${feature}.parquet`;
};

/** The source of a clip that lies in a folder of its own. */
export function folderSource(files: RootFiles, clipId: string, skipped: SkippedRows): ClipSource {
  const read = async (path: string): Promise<ParquetTable | null> => {
    const file = files.find(path);
    if (!file || file.bytes > MOST_MEMBER_BYTES) return null;
    try {
      return await readParquet(readFileSync(file.path), path, undefined, clipLimits);
    } catch (error) {
      skip(skipped, problemOf(error).title, `${path}: ${problemOf(error).whatHappened}`);
      return null;
    }
  };
  const sensorsIn = (folder: string): string[] =>
    files
      .namesIn(`${clipId}/${folder}`)
      .filter((name) => name.startsWith(`${clipId}.`) && name.endsWith('.parquet'))
      .map((name) => name.slice(clipId.length + 1, -'.parquet'.length));
  return {
    table: (feature, key) => read(`${clipId}/${memberPath(clipId, feature, key)}`),
    video(camera) {
      const file = files.find(`${clipId}/${memberPath(clipId, camera, 'video')}`);
      return file && videoOf(file, skipped);
    },
    async calibration(feature) {
      const table = await read(`${clipId}/calibration/${feature}.parquet`);
      return table && calibrationByClip(table)(clipId);
    },
    publishes: () => true,
    otherSensors: [...sensorsIn('lidar'), ...sensorsIn('radar')],
  };
}

function videoOf(file: RootFile, skipped: SkippedRows): SourceVideo {
  const handle = openSync(file.path, 'r');
  try {
    const read = (offset: number, length: number): Buffer => {
      const buffer = Buffer.alloc(Math.max(0, Math.min(length, file.bytes - offset)));
      return buffer.subarray(0, readSync(handle, buffer, 0, buffer.length, offset));
    };
    const facts = readMp4(read, file.bytes, file.relativePath);
    return { state: 'playable', relativePath: file.relativePath, offset: 0, bytes: file.bytes, facts };
  } catch (error) {
    skip(skipped, problemOf(error).title, `${file.relativePath}: ${problemOf(error).whatHappened}`);
    return { state: 'unplayable', reason: problemOf(error).whatHappened.replace(/\.$/, '') };
  } finally {
    closeSync(handle);
  }
}
