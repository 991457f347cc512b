import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { clipImages } from '../../../src/main/pipelines/frame-encoder/clip-images.ts';
import { picturesTensor } from '../../../src/main/pipelines/frame-encoder/frame-encoder.ts';
import { frameEncoderSpec } from '../../../src/main/pipelines/frame-encoder/spec.ts';
import { modelManifestSchema, type ModelManifest } from '../../../src/shared/domain/model.ts';
import { encoderManifest } from '../../models/encoder-folder.ts';

describe('manifests of published encoders', () => {
  const file = resolve(import.meta.dirname, '../../../resources/frame-encoders/published.json');
  const manifests = z.array(modelManifestSchema).parse(JSON.parse(readFileSync(file, 'utf8')));
  const widths: [id: string, width: number, frames: number][] = [
    ['vit-s16', 384, 1],
    ['dinov2-s14', 384, 1],
    ['clip-b32', 512, 1],
    ['vjepa2-rep1', 1024, 1],
    ['vjepa2-rep64', 1024, 16],
    ['vqgan-f16', 256, 1],
  ];
  it.each(widths)('%s gives %i numbers for %i pictures', (id, width, frames) => {
    const manifest = manifests.find((m) => m.id === id);
    expect(manifest && frameEncoderSpec(manifest)).toMatchObject({ width, frames });
  });
});

describe('what a manifest of a frame encoder must say', () => {
  const graph = (frames: (number | string)[], features: (number | string)[]): Partial<ModelManifest> => ({
    graphs: {
      encoder: {
        file: 'encoder.onnx',
        inputs: [{ name: 'frames', type: 'float32', shape: frames }],
        outputs: [{ name: 'features', type: 'float32', shape: features }],
      },
    },
  });
  const cases: [name: string, changes: Partial<ModelManifest>, words: RegExp][] = [
    ['another pipeline', { pipeline: 'vae' }, /its pipeline is "vae"/],
    ['no graph', { graphs: {} }, /no graph "encoder"/],
    ['another size', graph(['batch', 3, 16, 16], ['batch', 3]), /\[batch, 3, 16, 16\].*\[batch, 3, 8, 8\]/],
    ['a clip of pictures', graph(['batch', 4, 3, 8, 8], ['batch', 3]), /\[batch, 4, 3, 8, 8\]/],
    ['a free width', graph(['batch', 3, 8, 8], ['batch', 'width']), /a fixed width/],
    ['a map of features', graph(['batch', 3, 8, 8], ['batch', 3, 2, 2]), /a fixed width/],
  ];
  it.each(cases)('refuses %s in words', (_, changes, words) => {
    expect(() => frameEncoderSpec({ ...encoderManifest('e', { imagePx: 8 }), ...changes })).toThrow(words);
  });
  it('names the parameter that is wrong', () => {
    const manifest = encoderManifest('e', { imagePx: 8 });
    expect(() => frameEncoderSpec({ ...manifest, parameters: { ...manifest.parameters, std: [1, 0, 1] } })).toThrow(
      /parameters\.std\.1/,
    );
  });
});

describe('pictures as the graph takes them', () => {
  it('come in planes of colour, normalised, oldest first, rows filled with zeros', () => {
    const picture = (value: number) => ({ widthPx: 1, heightPx: 1, rgb: Uint8Array.of(value, 51, 255) });
    const spec = { imagePx: 1, frames: 2, mean: [0.5, 0, 0], std: [0.5, 1, 2] };
    const { shape, data } = picturesTensor([[picture(0), picture(255)]], 2, spec);
    expect(shape).toEqual([2, 2, 3, 1, 1]);
    expect(Array.from(data, (v) => Number(v.toFixed(6)))).toEqual([-1, 0.2, 0.5, 1, 0.2, 0.5, 0, 0, 0, 0, 0, 0]);
  });
  it('are refused at another size', () => {
    const picture = { widthPx: 2, heightPx: 1, rgb: new Uint8Array(6) };
    expect(() => picturesTensor([[picture]], 1, { imagePx: 1, frames: 1, mean: [0, 0, 0], std: [1, 1, 1] })).toThrow();
  });
});

describe('a clip that ends at its target', () => {
  const at = (...seconds: number[]) => ({
    timesUs: seconds.map((s) => s * 1e6),
    present: seconds.map(() => 1 as const),
  });
  const cases: [
    name: string,
    camera: ReturnType<typeof at>,
    target: number,
    frames: number,
    stepS: number,
    images: number[],
  ][] = [
    ['walks backwards', at(0, 0.5, 1, 1.5, 2), 4, 3, 0.5, [2, 3, 4]],
    ['takes the nearest of a faster stream', at(0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6), 6, 2, 0.28, [3, 6]],
    ['never looks past the target', at(0, 0.5, 1, 1.04), 2, 2, 0.5, [1, 2]],
    ['bears a stream that trembles', at(0.02, 0.48, 1.03, 1.5), 3, 4, 0.5, [0, 1, 2, 3]],
    ['is one picture for one frame', at(5), 0, 1, 0.5, [0]],
  ];
  it.each(cases)('%s', (_, camera, target, frames, stepS, images) => {
    expect(clipImages(camera, target, frames, stepS)).toEqual(images);
  });

  it.each([
    ['begins before the recording', at(0, 0.5), 1, 3, 0.5, /no picture 1\.00 s before/],
    ['is faster than the stream', at(0, 0.5, 1), 2, 16, 1 / 12, /no picture 0\.08 s before/],
  ] as const)('is not made up where it %s', (_, camera, target, frames, stepS, words) => {
    expect(clipImages(camera, target, frames, stepS)).toMatchObject({
      missing: expect.stringMatching(words) as string,
    });
  });
  it('is not made up where a picture is not on disk', () => {
    const camera = { timesUs: [0, 500_000], present: [0 as const, 1 as const] };
    expect(clipImages(camera, 1, 2, 0.5)).toEqual({ missing: 'a picture of the clip is not on disk' });
  });
});
