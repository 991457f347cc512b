import type { DatasetKind } from '../../../shared/domain/dataset.ts';
import type { Severity, Tag, TagType } from '../../../shared/domain/tag.ts';

/** Rows of `review.sqlite` as SQLite gives them. */
export interface TagRow {
  tag_id: string;
  clip_id: string;
  tag_type_id: string;
  start_us: number | null;
  end_us: number | null;
  severity: Severity;
  note: string;
  run_id: string | null;
  created_us: number;
}
export interface TagTypeRow {
  tag_type_id: string;
  name: string;
  description: string;
  digit: number | null;
  severity: Severity;
  archived: number;
}
export interface ClipReviewRow {
  clip_id: string;
  reviewed: number;
  note: string;
}
export interface DatasetRow {
  dataset_id: string;
  kind: DatasetKind;
  version: string;
  title: string;
  root_path: string;
  created_us: number;
  removed_us: number | null;
}

export const tagOf = (row: TagRow): Tag => ({
  tagId: row.tag_id,
  clipId: row.clip_id,
  tagTypeId: row.tag_type_id,
  startUs: row.start_us,
  endUs: row.end_us,
  severity: row.severity,
  note: row.note,
  runId: row.run_id,
  createdUs: row.created_us,
});

export const tagRowOf = (tag: Tag): TagRow => ({
  tag_id: tag.tagId,
  clip_id: tag.clipId,
  tag_type_id: tag.tagTypeId,
  start_us: tag.startUs,
  end_us: tag.endUs,
  severity: tag.severity,
  note: tag.note,
  run_id: tag.runId,
  created_us: tag.createdUs,
});

export const tagTypeOf = (row: TagTypeRow): TagType => ({
  tagTypeId: row.tag_type_id,
  name: row.name,
  description: row.description,
  digit: row.digit,
  severity: row.severity,
  archived: row.archived === 1,
});

export const tagTypeRowOf = (type: TagType): TagTypeRow => ({
  tag_type_id: type.tagTypeId,
  name: type.name,
  description: type.description,
  digit: type.digit,
  severity: type.severity,
  archived: type.archived ? 1 : 0,
});
