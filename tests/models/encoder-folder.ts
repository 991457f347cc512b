import type { ModelManifest } from '../../src/shared/domain/model.ts';
import { writeModel } from './model-folder.ts';
import { bytes, input, intAttribute, message, node, number, onnxModel, output } from './onnx-writer.ts';

export interface EncoderScale {
  imagePx: number;
  frames?: number;
  parameters?: Record<string, unknown>;
  /** Numbers that the manifest promises; the graph gives 3. */
  width?: number;
}

/** A frame encoder whose features are the mean red, green and blue of its pictures. */
export function encoderManifest(id: string, { imagePx, frames = 1, parameters = {}, width = 3 }: EncoderScale): ModelManifest {
  return {
    format: 1,
    id,
    title: id,
    version: '1.0.0',
    family: 'dit-wam',
    pipeline: 'frame-encoder',
    description: '',
    licence: '',
    graphs: {
      encoder: {
        file: 'encoder.onnx',
        inputs: [{ name: 'frames', type: 'float32', shape: clipShape(imagePx, frames) }],
        outputs: [{ name: 'features', type: 'float32', shape: ['batch', width] }],
      },
    },
    output: null,
    video: null,
    parameters: {
      imagePx,
      frames,
      frameStepS: 0.5,
      mean: [0, 0, 0],
      std: [1, 1, 1],
      featureNet: null,
      about: '',
      ...parameters,
    },
  };
}

const clipShape = (imagePx: number, frames: number): (number | string)[] => [
  'batch',
  ...(frames > 1 ? [frames] : []),
  3,
  imagePx,
  imagePx,
];

/** Writes such an encoder into a folder of models. */
export function writeEncoder(root: string, id: string, scale: EncoderScale): void {
  const axes = (scale.frames ?? 1) > 1 ? [1, 3, 4] : [2, 3];
  const intsAttribute = message(5, bytes(1, 'axes'), ...axes.map((axis) => number(8, axis)), number(20, 7));
  const graph = onnxModel(
    node('ReduceMean', ['frames'], ['features'], intsAttribute, intAttribute('keepdims', 0)),
    input('frames', clipShape(scale.imagePx, scale.frames ?? 1)),
    output('features', ['batch', scale.width ?? 3]),
  );
  writeModel(root, id, { manifest: encoderManifest(id, scale), files: { 'encoder.onnx': graph } });
}
