import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { createCatalogue, type Catalogue } from '../../../src/main/inference/models/catalogue.ts';
import { worldParameters } from '../../../src/main/pipelines/dit-wam/prove-manifest.ts';
import { proveManifest } from '../../../src/main/pipelines/prove-manifest.ts';
import { squareManifest, writeModel } from '../../models/model-folder.ts';
import { externalWeights, input, node, onnxModel, output, squareModel } from '../../models/onnx-writer.ts';
import { tinyScale, worldManifest, worldSizes } from '../../models/world-folder.ts';
import { randomWorld } from '../../models/world-graphs.ts';

let root: string;
let catalogue: Catalogue;
const bundled = () => join(root, 'bundled');
const user = () => join(root, 'user');
const elsewhere = () => join(root, 'elsewhere');
const other = (id: string) => ({ manifest: { ...squareManifest(), id } });

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'foresight-catalogue-'));
  writeModel(bundled(), 'square');
  catalogue = createCatalogue(bundled(), user());
});

const codes = async () => (await catalogue.list()).map((m) => [m.modelId, m.bundled, m.problem?.code ?? null]);

describe('the list of models', () => {
  it('of the product is whole and runs', async () => {
    const product = createCatalogue(resolve(import.meta.dirname, '../../../models'), user(), proveManifest);
    const models = await product.list();
    expect(models.map((m) => m.modelId)).toEqual(expect.arrayContaining(['constant-velocity', 'ego-mlp']));
    expect(models.filter((m) => m.problem !== null)).toEqual([]);
    for (const model of models) expect(model.hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('tells what a pipeline misses in a manifest', async () => {
    const proving = createCatalogue(bundled(), user(), proveManifest);
    const manifest = worldManifest('short', 'any-vae', tinyScale);
    const { mean, std } = worldParameters(manifest).standardisation;
    const wrong = { ...manifest.parameters, standardisation: { mean: mean.slice(0, 5), std } };
    const graph = randomWorld(worldSizes(tinyScale), { width: 8, blocks: 0 });
    writeModel(user(), 'short', { manifest: { ...manifest, parameters: wrong }, files: { 'world.onnx': graph } });
    const found = (await proving.list()).find((m) => m.modelId === 'short');
    expect(found?.problem?.whatHappened).toContain('standardisation.mean has 5 numbers where a token has 8');
    await expect(proving.get('short')).rejects.toThrow('standardisation.mean has 5 numbers');
  });

  it('holds the workspace’s models too, and those that cannot run with their reason', async () => {
    writeModel(user(), 'good', other('good'));
    writeModel(user(), 'broken', { manifest: '{' });
    expect(await codes()).toEqual([
      ['square', true, null],
      ['broken', false, 'model.manifest-not-json'],
      ['good', false, null],
    ]);
  });

  it('tells the second of two models with one id', async () => {
    writeModel(user(), 'again');
    expect(await codes()).toEqual([
      ['square', true, null],
      ['square', false, 'model.id-taken'],
    ]);
  });

  it('notices a graph that is lost, changed or back', async () => {
    const graph = join(bundled(), 'square', 'square.onnx');
    const [before] = await catalogue.list();
    rmSync(graph);
    expect(await codes()).toEqual([['square', true, 'model.file-absent']]);
    writeFileSync(graph, 'something else');
    expect(await codes()).toEqual([['square', true, 'model.graph-corrupt']]);
    writeFileSync(graph, squareModel());
    expect(await catalogue.list()).toEqual([before]);
  });

  it('gives a model that can run, and throws what is wrong with another', async () => {
    writeModel(user(), 'broken', { ...other('broken'), files: {} });
    expect((await catalogue.get('square')).manifest.id).toBe('square');
    await expect(catalogue.get('broken')).rejects.toMatchObject({ problem: { code: 'model.file-absent' } });
    await expect(catalogue.get('nobody')).rejects.toMatchObject({ problem: { code: 'model.unknown' } });
  });
});

describe('adding a model', () => {
  it('copies what the manifest names and nothing else, from the folder or its manifest', async () => {
    const graph = onnxModel(
      node('Mul', ['x', 'w'], ['y']),
      input('x', ['batch', 4]),
      output('y', ['batch', 4]),
      externalWeights(5, 'w', 4, 'w.bin'),
    );
    const folder = writeModel(elsewhere(), 'mine', {
      ...other('mine'),
      files: { 'square.onnx': graph, 'w.bin': new Uint8Array(16), 'diary.txt': 'not yours' },
    });
    const added = await catalogue.add(join(folder, 'manifest.json'));
    expect(added).toMatchObject({ modelId: 'mine', bundled: false, folder: join(user(), 'mine'), problem: null });
    expect(readdirSync(user())).toEqual(['mine']);
    expect(readdirSync(added.folder).sort()).toEqual(['manifest.json', 'square.onnx', 'w.bin']);
  });

  it('twice is once', async () => {
    const folder = writeModel(elsewhere(), 'mine', other('mine'));
    expect(await catalogue.add(folder)).toEqual(await catalogue.add(folder));
    expect(await codes()).toHaveLength(2);
  });

  it('refuses a broken one and one with an id in use, and changes nothing', async () => {
    const broken = writeModel(elsewhere(), 'broken', { ...other('broken'), files: {} });
    await expect(catalogue.add(broken)).rejects.toMatchObject({ problem: { code: 'model.file-absent' } });
    const same = writeModel(elsewhere(), 'same', { manifest: { ...squareManifest(), version: '2.0.0' } });
    await expect(catalogue.add(same)).rejects.toMatchObject({ problem: { code: 'model.id-taken' } });
    await expect(catalogue.add(join(elsewhere(), 'nowhere'))).rejects.toMatchObject({
      problem: { code: 'model.manifest-absent' },
    });
    expect(await codes()).toEqual([['square', true, null]]);
  });

  it('replaces one that cannot run', async () => {
    writeModel(user(), 'mine', { ...other('mine'), files: {} });
    expect(await catalogue.add(writeModel(elsewhere(), 'mine', other('mine')))).toMatchObject({ problem: null });
  });
});
