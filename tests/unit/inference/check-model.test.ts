import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkModel } from '../../../src/main/inference/models/check-model.ts';
import { squareManifest, writeModel, type ModelFiles } from '../../models/model-folder.ts';
import { externalWeights, input, node, onnxModel, output, squareModel } from '../../models/onnx-writer.ts';

const root = mkdtempSync(join(tmpdir(), 'foresight-models-'));
const outside = join(root, 'outside.bin');
writeFileSync(outside, new Uint8Array(16));

const withWeights = (location: string, length?: number) => ({
  'square.onnx': onnxModel(
    node('Mul', ['x', 'w'], ['y']),
    input('x', ['batch', 4]),
    output('y', ['batch', 4]),
    externalWeights(5, 'w', 4, location, length),
  ),
});
const changed = (change: (manifest: ReturnType<typeof squareManifest>) => unknown) => {
  const manifest = squareManifest();
  return change(manifest) ?? manifest;
};

interface Case extends ModelFiles {
  name: string;
  code: string;
  says: RegExp;
  then?: (folder: string) => void;
}

const cases: Case[] = [
  {
    name: 'manifest that is not JSON',
    manifest: '{ "format": 1, ',
    code: 'model.manifest-not-json',
    says: /manifest\.json: .*JSON/,
  },
  {
    name: 'manifest without a title',
    manifest: changed((m) => ({ ...m, title: undefined })),
    code: 'model.manifest-wrong',
    says: /title: /,
  },
  {
    name: 'manifest with a word for a size',
    manifest: changed((m) => ({ ...m, output: { ...m.output, poses: 'eight' } })),
    code: 'model.manifest-wrong',
    says: /output\.poses: /,
  },
  {
    name: 'manifest of a later format',
    manifest: changed((m) => ({ ...m, format: 2 })),
    code: 'model.manifest-wrong',
    says: /format: /,
  },
  {
    name: 'manifest that names a graph above it',
    manifest: changed((m) => void (m.graphs.planner.file = '../square.onnx')),
    code: 'model.manifest-wrong',
    says: /graphs\.planner\.file: a relative path/,
  },
  {
    name: 'manifest of 2 MB',
    manifest: JSON.stringify({ filler: 'x'.repeat(2_000_000) }),
    code: 'model.manifest-too-large',
    says: /at most 1000000/,
  },
  { name: 'graph that is absent', files: {}, code: 'model.file-absent', says: /Graph "planner" names "square\.onnx"/ },
  {
    name: 'graph that is a text',
    files: { 'square.onnx': 'not found' },
    code: 'model.graph-corrupt',
    says: /Graph "planner".*at byte/,
  },
  {
    name: 'graph that is cut off',
    files: { 'square.onnx': squareModel().subarray(0, 50) },
    code: 'model.graph-corrupt',
    says: /cut off or damaged/,
  },
  {
    name: 'graph with another digest',
    manifest: changed((m) => void (m.graphs.planner.sha256 = '0'.repeat(64))),
    code: 'model.digest-differs',
    says: /expected 0{64}, found [0-9a-f]{64}/,
  },
  {
    name: 'graph with another shape',
    manifest: changed((m) => void (m.graphs.planner.inputs[0].shape = ['batch', 5])),
    code: 'model.tensors-differ',
    says: /Graph "planner" \(square\.onnx\): input "x": expected float32 \[batch, 5\], found float32 \[batch, 4\]/,
  },
  {
    name: 'graph with another type',
    manifest: changed((m) => void (m.graphs.planner.outputs[0].type = 'int64')),
    code: 'model.tensors-differ',
    says: /output "y": expected int64 \[batch, 4\], found float32/,
  },
  {
    name: 'graph without a named output',
    manifest: changed((m) => void (m.graphs.planner.outputs[0].name = 'z')),
    code: 'model.tensors-differ',
    says: /found no such output \(the file has "y"\)/,
  },
  {
    name: 'graph that wants one more input',
    files: {
      'square.onnx': onnxModel(
        node('Mul', ['x', 'm'], ['y']),
        input('x', ['batch', 4]),
        input('m', [4]),
        output('y', ['batch', 4]),
      ),
    },
    code: 'model.tensors-differ',
    says: /also wants input "m" \(float32 \[4\]\)/,
  },
  {
    name: 'fixed batch where a free one is named',
    files: { 'square.onnx': onnxModel(node('Mul', ['x', 'x'], ['y']), input('x', [1, 4]), output('y', [1, 4])) },
    code: 'model.tensors-differ',
    says: /expected float32 \[batch, 4\], found float32 \[1, 4\]/,
  },
  {
    name: 'external data by an absolute path',
    files: withWeights(outside),
    code: 'model.outside-folder',
    says: /Tensor "w" of graph "planner" names ".*outside\.bin", which is an absolute path/,
  },
  {
    name: 'external data by a drive path',
    files: withWeights('C:\\weights.bin'),
    code: 'model.outside-folder',
    says: /absolute/,
  },
  {
    name: 'external data above the folder',
    files: withWeights('../outside.bin'),
    code: 'model.outside-folder',
    says: /leaves the folder by "\.\."/,
  },
  {
    name: 'external data through a folder and above',
    files: withWeights('a/../../outside.bin'),
    code: 'model.outside-folder',
    says: /leaves the folder/,
  },
  {
    name: 'external data behind a link',
    files: withWeights('w.bin'),
    then: (folder) => symlinkSync(outside, join(folder, 'w.bin')),
    code: 'model.outside-folder',
    says: /a link that leads to .*outside\.bin/,
  },
  {
    name: 'external data that is absent',
    files: withWeights('w.bin'),
    code: 'model.file-absent',
    says: /Tensor "w".*"w\.bin"/,
  },
  {
    name: 'external data that is too short',
    files: { ...withWeights('w.bin'), 'w.bin': new Uint8Array(8) },
    code: 'model.graph-corrupt',
    says: /ends at byte 16 of "w\.bin", which has 8/,
  },
  {
    name: 'graph behind a link out of the folder',
    files: {},
    then: (folder) => symlinkSync(join(root, 'linked.onnx'), join(folder, 'square.onnx')),
    code: 'model.outside-folder',
    says: /Graph "planner".*a link/,
  },
];

describe('a model folder that is wrong', () => {
  writeFileSync(join(root, 'linked.onnx'), squareModel());
  it.each(cases)('$name is told in words', async ({ manifest, files, then, code, says }) => {
    const folder = writeModel(root, 'wrong', { ...(manifest !== undefined && { manifest }), ...(files && { files }) });
    then?.(folder);
    const { problem } = await checkModel(folder);
    rmSync(folder, { recursive: true });
    expect(problem).toMatchObject({ code });
    expect(problem?.whatHappened).toMatch(says);
    for (const text of Object.values(problem ?? {})) expect(text).not.toBe('');
  });

  it('without a manifest', async () => {
    mkdirSync(join(root, 'bare'));
    expect((await checkModel(join(root, 'bare'))).problem?.code).toBe('model.manifest-absent');
  });
});

describe('a model folder that is right', () => {
  it('has a hash over the manifest and every file, and changes with each', async () => {
    const hashes = new Set<string | null>();
    for (const files of [
      { ...withWeights('w.bin'), 'w.bin': new Uint8Array(16) },
      { ...withWeights('w.bin'), 'w.bin': new Uint8Array(16).fill(1) },
      { 'square.onnx': squareModel() },
    ]) {
      const folder = writeModel(root, `right-${hashes.size}`, { files });
      const model = await checkModel(folder);
      expect(model.problem).toBeNull();
      hashes.add(model.hash);
    }
    expect(hashes.size).toBe(3);
  });

  it('may name its own digest', async () => {
    const manifest = squareManifest();
    manifest.graphs.planner.sha256 = createHash('sha256').update(squareModel()).digest('hex');
    expect((await checkModel(writeModel(root, 'digest', { manifest }))).problem).toBeNull();
  });

  it('may lie in a Hugging Face cache, whose links lead into its blobs', async () => {
    const cache = join(root, 'models--org--square');
    mkdirSync(join(cache, 'blobs'), { recursive: true });
    writeFileSync(join(cache, 'blobs', 'abc'), squareModel());
    const folder = writeModel(join(cache, 'snapshots'), 'main', { files: {} });
    symlinkSync('../../blobs/abc', join(folder, 'square.onnx'));
    expect((await checkModel(folder)).problem).toBeNull();
  });

  it('has no hash while a graph is missing', async () => {
    expect((await checkModel(writeModel(root, 'missing', { files: {} }))).hash).toBeNull();
  });
});
