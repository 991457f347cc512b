import { z } from 'zod';

/** `sample-drives.json` at the root of a folder of sample drives; each drive lies in a folder of its name. */
export const MANIFEST_FILE = 'sample-drives.json';
export const DRIVE_FILE = 'drive.json.gz';
export const POSTER_FILE = 'poster.jpg';

const entrySchema = z.object({
  name: z.string().regex(/^[A-Za-z0-9._-]+$/),
  /** One line on what happens in it. */
  description: z.string(),
});

export const sampleManifestSchema = z.object({
  format: z.literal(1),
  title: z.string().min(1),
  version: z.string().regex(/^[\w-][\w.-]*$/),
  seed: z.number().int(),
  drives: z.array(entrySchema).max(1_000_000),
});
export type SampleManifest = z.infer<typeof sampleManifestSchema>;
