import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { modelManifestSchema, type ModelManifest } from '../../../shared/domain/model.ts';
import { modelProblem } from './model-problem.ts';

export const MANIFEST_FILE = 'manifest.json';
const MAX_MANIFEST_BYTES = 1_000_000;

/** Reads and checks `<folder>/manifest.json`. Throws ProblemError: absent, too large, no JSON, a wrong field (which, and why). */
export function readManifest(folder: string): { manifest: ModelManifest; bytes: Buffer } {
  const file = join(folder, MANIFEST_FILE);
  const bytes = readBounded(file);
  let json: unknown;
  try {
    json = JSON.parse(bytes.toString('utf8'));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw modelProblem(
      'manifest-not-json',
      'A model manifest is not JSON',
      `${file}: ${reason}.`,
      'Correct the file; a JSON checker names the place.',
      cause,
    );
  }
  const parsed = modelManifestSchema.safeParse(json);
  if (parsed.success) return { manifest: parsed.data, bytes };
  const wrong = parsed.error.issues
    .slice(0, 5)
    .map((issue) => `${issue.path.join('.') || 'the whole'}: ${issue.message}`);
  throw modelProblem(
    'manifest-wrong',
    'A model manifest has a wrong field',
    `${file}: ${wrong.join('; ')}.`,
    'Correct the fields named here and look again.',
  );
}

function readBounded(file: string): Buffer {
  try {
    const { size } = statSync(file);
    if (size > MAX_MANIFEST_BYTES)
      throw modelProblem(
        'manifest-too-large',
        'A model manifest is too large',
        `${file} has ${size} bytes; a manifest has at most ${MAX_MANIFEST_BYTES}.`,
        'Keep weights and tables out of the manifest.',
      );
    return readFileSync(file);
  } catch (cause) {
    if (cause instanceof Error && 'problem' in cause) throw cause;
    throw modelProblem(
      'manifest-absent',
      'No model manifest',
      `${file} cannot be read.`,
      'Choose a folder that holds a manifest.json beside its ONNX files.',
      cause,
    );
  }
}
