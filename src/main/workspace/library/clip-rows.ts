import type Database from 'better-sqlite3';
import { z } from 'zod';
import { manoeuvres, type ClipSummary } from '../../../shared/domain/clip.ts';
import { datasetKindSchema } from '../../../shared/domain/dataset.ts';
import type { ClipRow } from '../index/clip-row.ts';

const manoeuvreSchema = z.enum(manoeuvres).catch('unknown');

/** Reads one row of the library, all but its scores; undefined when the clip left the index. */
export function prepareClipRow(
  db: Database.Database,
): (clipKey: number) => Omit<ClipSummary, 'scoreA' | 'scoreB' | 'delta'> | undefined {
  const clip = db.prepare<[number], ClipRow>('SELECT * FROM clip WHERE clip_key = ?');
  const reviewed = db.prepare<[string], number>('SELECT reviewed FROM review.clip_review WHERE clip_id = ?').pluck();
  const tags = db.prepare<[string], { tagTypeId: string; count: number }>(
    'SELECT tag_type_id AS tagTypeId, count(*) AS count FROM review.tag WHERE clip_id = ? GROUP BY tag_type_id',
  );
  return (clipKey) => {
    const row = clip.get(clipKey);
    if (!row) return undefined;
    const hasPicture = row.image_count > row.absent_image_count;
    return {
      clipId: row.clip_id,
      datasetId: row.dataset_id,
      datasetKind: datasetKindSchema.parse(row.kind),
      token: row.token,
      name: row.name,
      description: row.description,
      location: row.location,
      logName: row.log_name,
      startUs: row.start_us,
      endUs: row.end_us,
      frameCount: row.frame_count,
      boxCount: row.box_count,
      imageCount: row.image_count,
      absentImageCount: row.absent_image_count,
      meanSpeedMps: row.mean_speed_mps,
      manoeuvre: manoeuvreSchema.parse(row.manoeuvre),
      thumbnailUrl: hasPicture
        ? `/media/thumb/${encodeURIComponent(row.dataset_id)}/${encodeURIComponent(row.token)}`
        : null,
      reviewed: reviewed.get(row.clip_id) === 1,
      tags: tags.all(row.clip_id),
    };
  };
}
