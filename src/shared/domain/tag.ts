import { z } from 'zod';
import { clipIdSchema } from './clip.ts';

export const tagTypeSchema = z.object({
  tagTypeId: z.string().min(1),
  /** Dotted name, unique: `collision.vru`. */
  name: z
    .string()
    .regex(/^[a-z0-9][a-z0-9_-]*(\.[a-z0-9][a-z0-9_-]*)*$/, 'lower case words joined by dots, e.g. collision.vru'),
  description: z.string().max(500),
  /** Digit key 1 to 9; null for none. */
  digit: z.number().int().min(1).max(9).nullable(),
  severity: z.enum(['minor', 'major', 'critical']),
  archived: z.boolean(),
});
export type TagType = z.infer<typeof tagTypeSchema>;

export const severities = ['minor', 'major', 'critical'] as const;
export type Severity = (typeof severities)[number];

/** A tag on a clip (both times null), a frame (endUs null) or a span. Times are absolute. */
export const tagSchema = z.object({
  tagId: z.string(),
  clipId: clipIdSchema,
  tagTypeId: z.string(),
  startUs: z.number().int().nullable(),
  endUs: z.number().int().nullable(),
  severity: z.enum(severities),
  note: z.string().max(10_000),
  /** Run the engineer was looking at, null when it is about the recording. */
  runId: z.string().nullable(),
  createdUs: z.number().int(),
});
export type Tag = z.infer<typeof tagSchema>;

export const newTagSchema = tagSchema
  .omit({ tagId: true, createdUs: true })
  .refine(
    (t) => (t.startUs === null ? t.endUs === null : t.endUs === null || t.endUs >= t.startUs),
    'a span ends at or after its start; a clip tag has neither',
  );
export type NewTag = z.infer<typeof newTagSchema>;

/** What the user wrote about one clip. */
export interface ClipReview {
  clipId: string;
  reviewed: boolean;
  note: string;
  tags: Tag[];
}

/** Outcome of an undo or redo; `label` says it in words: `Remove tag collision.vru`. */
export interface HistoryStep {
  label: string;
  clipId: string | null;
}
export interface HistoryState {
  undo: HistoryStep | null;
  redo: HistoryStep | null;
}
