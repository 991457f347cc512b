import { readFileSync, statSync } from 'node:fs';
import { z } from 'zod';
import { datasetKindSchema } from '../../../shared/domain/dataset.ts';
import { ProblemError } from '../../../shared/domain/problem.ts';
import { severities, tagTypeSchema } from '../../../shared/domain/tag.ts';

const timeUs = z.number().int().nullable();

/**
 * The exchange file of tags. Clips are named by what stays the same between workspaces: kind and version of the data set
 * and the clip's token there (nuScenes: the scene token).
 */
export const tagExportSchema = z.object({
  format: z.literal('foresight-tags'),
  version: z.literal(1),
  exportedUs: z.number().int(),
  tagTypes: z.array(tagTypeSchema),
  clips: z.array(
    z.object({
      datasetKind: datasetKindSchema,
      datasetVersion: z.string(),
      token: z.string().min(1),
      /** For people and scripts; matching goes by token. */
      name: z.string(),
      startUs: z.number().int(),
      endUs: z.number().int(),
      reviewed: z.boolean(),
      note: z.string().max(100_000),
      tags: z.array(
        z
          .object({
            tagId: z.string().min(1).max(200),
            /** Name of one of `tagTypes`. */
            type: z.string(),
            startUs: timeUs,
            endUs: timeUs,
            severity: z.enum(severities),
            note: z.string().max(10_000),
            runId: z.string().nullable(),
            createdUs: z.number().int(),
          })
          .refine((t) => (t.startUs === null ? t.endUs === null : t.endUs === null || t.endUs >= t.startUs), {
            message: 'a span ends at or after its start; a clip tag has neither',
            path: ['endUs'],
          }),
      ),
    }),
  ),
});
export type TagExport = z.infer<typeof tagExportSchema>;

/** What an import did, in counts. */
export interface TagImportResult {
  tagsAdded: number;
  /** Tags that were there with the same id: an import may be repeated. */
  tagsAlreadyThere: number;
  typesAdded: number;
  notesAdded: number;
  /** Clips of the file whose data set or recording is not in this workspace. */
  clipsNotHere: { name: string; token: string; datasetVersion: string }[];
}

const refuse = (file: string, what: string) =>
  new ProblemError({
    code: 'tags.bad-file',
    title: 'The file holds no tags that can be read',
    whatHappened: `${file}: ${what}`,
    whatWasKept: 'No tag was imported or changed.',
    whatToDo: 'Choose a file that was exported by Foresight, or correct the place that is named.',
  });

/** A larger file would not be one of ours. */
const MAX_BYTES = 256 * 1024 * 1024;

/** Reads an exchange file. Throws a ProblemError that names the file and the place of the first fault. */
export function readTagExport(file: string): TagExport {
  let text: string;
  try {
    const { size } = statSync(file);
    if (size > MAX_BYTES) throw new Error(`it has ${size} bytes; at most ${MAX_BYTES} are read`);
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw refuse(file, error instanceof Error ? error.message : String(error));
  }
  return parseTagExport(file, text);
}

/** Reads an exchange file's text. Throws a ProblemError that names the place of the first fault. */
export function parseTagExport(file: string, text: string): TagExport {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw refuse(file, `it is not JSON: ${placeInText(text, error instanceof Error ? error.message : String(error))}`);
  }
  const parsed = tagExportSchema.safeParse(json);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw refuse(file, `${placeInJson(issue.path)}: ${issue.message}`);
  }
  const names = new Set(parsed.data.tagTypes.map((type) => type.name));
  parsed.data.clips.forEach((clip, i) =>
    clip.tags.forEach((tag, j) => {
      if (!names.has(tag.type))
        throw refuse(file, `clips[${i}].tags[${j}].type: ${tag.type} is none of the file's tag types`);
    }),
  );
  return parsed.data;
}

function placeInText(text: string, message: string): string {
  const position = /position (\d+)/.exec(message)?.[1];
  if (position === undefined || message.includes('line ')) return message;
  const before = text.slice(0, Number(position));
  const line = before.split('\n').length;
  return `${message} (line ${line} column ${before.length - before.lastIndexOf('\n')})`;
}

const placeInJson = (path: readonly PropertyKey[]): string =>
  path.length === 0
    ? 'the whole file'
    : path.map((p, i) => (typeof p === 'number' ? `[${p}]` : i === 0 ? String(p) : `.${String(p)}`)).join('');
