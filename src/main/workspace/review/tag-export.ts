import type Database from 'better-sqlite3';
import { clipIdOf } from '../../../shared/domain/clip.ts';
import { datasetKindSchema } from '../../../shared/domain/dataset.ts';
import type { ReviewReader } from './review-reader.ts';
import type { DatasetRow } from './rows.ts';
import type { TagExport } from './tag-exchange.ts';

interface ExportedClip {
  clip_id: string;
  kind: string;
  version: string;
  token: string;
  name: string;
  start_us: number;
  end_us: number;
}

/** What the user wrote about some clips, and all tag types. Clips about which nothing was written are left out. */
export function exportTags(db: Database.Database, review: ReviewReader, clipIds: readonly string[]): TagExport {
  const clip = db.prepare<[string], ExportedClip>(
    `SELECT clip_id, clip.kind, review.dataset.version, token, name, start_us, end_us
     FROM clip JOIN review.dataset USING (dataset_id) WHERE clip_id = ?`,
  );
  const written = new Set(
    db.prepare<[], string>('SELECT clip_id FROM review.tag UNION SELECT clip_id FROM review.clip_review').pluck().all(),
  );
  const tagTypes = review.tagTypes();
  const names = new Map(tagTypes.map((type) => [type.tagTypeId, type.name]));
  const clips = clipIds
    .filter((clipId) => written.has(clipId))
    .flatMap((clipId): TagExport['clips'] => {
      const row = clip.get(clipId);
      const [about] = review.clips([clipId]);
      if (!row || !about || (about.tags.length === 0 && about.note === '' && !about.reviewed)) return [];
      return [
        {
          datasetKind: datasetKindSchema.parse(row.kind),
          datasetVersion: row.version,
          token: row.token,
          name: row.name,
          startUs: row.start_us,
          endUs: row.end_us,
          reviewed: about.reviewed,
          note: about.note,
          tags: about.tags.map(({ clipId: _clip, tagTypeId, ...tag }) => ({ ...tag, type: names.get(tagTypeId)! })),
        },
      ];
    });
  return { format: 'foresight-tags', version: 1, exportedUs: Date.now() * 1000, tagTypes, clips };
}

/** Which clip of this workspace each clip of a file is: the same kind, version and token; null where there is none. */
export function matchClips(
  db: Database.Database,
  datasets: readonly DatasetRow[],
  clips: TagExport['clips'],
): (string | null)[] {
  const there = db.prepare<[string], number>('SELECT 1 FROM clip WHERE clip_id = ?').pluck();
  return clips.map(({ datasetKind, datasetVersion, token }) => {
    const ids = datasets
      .filter((d) => d.kind === datasetKind && d.version === datasetVersion)
      .map((d) => clipIdOf(d.dataset_id, token));
    return ids.find((clipId) => there.get(clipId) !== undefined) ?? null;
  });
}
