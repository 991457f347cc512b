import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ModelManifest } from '../../src/shared/domain/model.ts';
import { slowModel, squareModel } from './onnx-writer.ts';

/** Manifest of `squareModel` under the id `square`. */
export const squareManifest = (): ModelManifest => ({
  format: 1,
  id: 'square',
  title: 'Square',
  version: '1.0.0',
  family: 'baseline',
  pipeline: 'ego-mlp',
  description: '',
  licence: '',
  graphs: {
    planner: {
      file: 'square.onnx',
      inputs: [{ name: 'x', type: 'float32', shape: ['batch', 4] }],
      outputs: [{ name: 'y', type: 'float32', shape: ['batch', 4] }],
    },
  },
  output: { poses: 8, stepS: 0.5, modes: 1 },
  video: null,
  parameters: {},
});

export interface ModelFiles {
  manifest?: unknown;
  files?: Record<string, string | Uint8Array>;
}

/** Writes a model folder; what is not given is that of the square model. */
export function writeModel(
  root: string,
  name: string,
  { manifest = squareManifest(), files = { 'square.onnx': squareModel() } }: ModelFiles = {},
): string {
  const folder = join(root, name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'manifest.json'), typeof manifest === 'string' ? manifest : JSON.stringify(manifest));
  for (const [file, content] of Object.entries(files)) writeFileSync(join(folder, file), content);
  return folder;
}

/** The slow model under the id `slow`: input `n`, output `y`. */
export const writeSlowModel = (root: string): string =>
  writeModel(root, 'slow', {
    manifest: {
      ...squareManifest(),
      id: 'slow',
      graphs: {
        planner: {
          file: 'slow.onnx',
          inputs: [{ name: 'n', type: 'int64', shape: [1] }],
          outputs: [{ name: 'y', type: 'float32', shape: [] }],
        },
      },
    },
    files: { 'slow.onnx': slowModel() },
  });
