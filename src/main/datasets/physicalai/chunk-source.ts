import { readFileSync } from 'node:fs';
import { readMp4 } from '../../media/video/read-mp4.ts';
import { problemOf } from '../../../shared/domain/problem.ts';
import { skip, type SkippedRows } from '../clip/skipped-rows.ts';
import { readParquet } from '../parquet/parquet-table.ts';
import type { ZipMember } from '../zip/central-directory.ts';
import { openZip, type ZipArchive } from '../zip/open-zip.ts';
import { calibrationByClip } from './calibration-table.ts';
import type { ChunkList } from './chunk-list.ts';
import {
  clipLimits,
  MOST_MEMBER_BYTES,
  type CalibrationRows,
  type ClipSource,
  type SourceVideo,
} from './clip-source.ts';
import { isClipId, MOST_TABLE_BYTES } from './clip-table.ts';
import type { RootFiles } from './root-files.ts';

/** The archives and calibration tables of one chunk, opened as they are needed. */
interface Chunk {
  /** Clips of which an archive holds a file. */
  clipIds(): Set<string>;
  source(clipId: string): ClipSource;
  close(): void;
}

type ByClip = (clipId: string) => CalibrationRows | null;

/** Opens a chunk; a file of it that cannot be read counts as absent and is told in `skipped`. */
export function openChunk(files: RootFiles, list: ChunkList, chunk: number, skipped: SkippedRows): Chunk {
  const held = list.chunks.get(chunk) ?? new Map<string, string>();
  const archives = new Map<string, ZipArchive | null>();
  const tables = new Map<string, Promise<ByClip | null>>();

  const unreadable = (path: string, error: unknown) =>
    skip(skipped, problemOf(error).title, `${path}: ${problemOf(error).whatHappened}`);

  const archiveOf = (feature: string): ZipArchive | null => {
    const known = archives.get(feature);
    if (known !== undefined) return known;
    const path = held.get(feature);
    let archive: ZipArchive | null = null;
    if (path !== undefined && list.features.get(feature)?.files) {
      try {
        const file = files.find(path);
        if (file) archive = openZip(file.path, path);
        else skip(skipped, 'a link that leads nowhere or out of the data set', path);
        archive?.refused.forEach(({ name, reason }) =>
          skip(skipped, 'a file in an archive is not used', `${path}, ${name}: ${reason}`),
        );
      } catch (error) {
        unreadable(path, error);
      }
    }
    archives.set(feature, archive);
    return archive;
  };

  const memberOf = (
    feature: string,
    key: string,
    clipId: string,
  ): { archive: ZipArchive; member: ZipMember } | null => {
    const template = list.features.get(feature)?.files?.[key];
    const archive = template === undefined ? null : archiveOf(feature);
    const member = archive?.members.get(template!.replaceAll('{clip_id}', clipId));
    return archive && member ? { archive, member } : null;
  };

  const tableOf = async (feature: string): Promise<ByClip | null> => {
    const path = held.get(feature);
    const file = path === undefined ? null : files.find(path);
    if (path === undefined || !file || file.bytes > MOST_TABLE_BYTES) return null;
    try {
      return calibrationByClip(await readParquet(readFileSync(file.path), path));
    } catch (error) {
      unreadable(path, error);
      return null;
    }
  };

  const videoOf = (camera: string, clipId: string): SourceVideo | null => {
    const found = memberOf(camera, 'video', clipId);
    if (!found) return null;
    const { archive, member } = found;
    const path = held.get(camera)!;
    try {
      const range = archive.rangeOf(member);
      if (!range)
        return { state: 'unplayable', reason: 'it is packed inside its archive; only stored videos can be played' };
      const facts = readMp4((offset, length) => archive.readPart(member, offset, length), member.bytes, member.name);
      return { state: 'playable', relativePath: path, ...range, facts };
    } catch (error) {
      unreadable(path, error);
      return { state: 'unplayable', reason: problemOf(error).whatHappened.replace(/\.$/, '') };
    }
  };

  return {
    clipIds() {
      const ids = new Set<string>();
      for (const [feature, { files: templates }] of list.features) {
        const archive = templates && held.has(feature) ? archiveOf(feature) : null;
        for (const template of archive ? Object.values(templates!) : []) {
          const [before, after] = template.split('{clip_id}');
          for (const name of archive!.members.keys()) {
            const id = name.slice(before.length, name.length - after.length);
            if (name === before + id + after && isClipId(id) && !id.includes('.')) ids.add(id);
          }
        }
      }
      return ids;
    },
    source(clipId) {
      const has = (feature: string): boolean => {
        const templates = list.features.get(feature)?.files ?? {};
        return Object.keys(templates).some((key) => memberOf(feature, key, clipId) !== null);
      };
      const features = [...held.keys()];
      return {
        async table(feature, key) {
          const found = memberOf(feature, key, clipId);
          if (!found) return null;
          try {
            const bytes = found.archive.read(found.member, MOST_MEMBER_BYTES);
            return await readParquet(bytes, found.member.name, undefined, clipLimits);
          } catch (error) {
            unreadable(held.get(feature)!, error);
            return null;
          }
        },
        video: (camera) => videoOf(camera, clipId),
        async calibration(feature) {
          let table = tables.get(feature);
          if (!table) tables.set(feature, (table = tableOf(feature)));
          return (await table)?.(clipId) ?? null;
        },
        publishes: (feature) => list.features.has(feature),
        otherSensors: features.filter((name) => /^(lidar|radar)_/.test(name) && has(name)),
      };
    },
    close: () => archives.forEach((archive) => archive?.close()),
  };
}
