import type { ModelManifest } from '../../../shared/domain/model.ts';
import type { Inference } from '../../inference/inference.ts';
import type { TensorData } from '../../inference/tensor.ts';
import type { RgbImage } from '../../media/camera-frames.ts';
import { floatsOf } from './answer.ts';
import { fromPlanes, toPlanes } from './picture-tensor.ts';
import { batchOf } from './prove-graph.ts';
import type { VaeParameters } from './spec.ts';
import { inputProblem } from './world-problem.ts';
import type { WorldModel } from './world-model.ts';

/** Pixels of a batch: more do not make a processor faster, and keep memory and the wait for a cancel small. */
const BATCH_PIXELS = 4 * 128 * 128;

/** The picture side of a world model. Latents are as world models know them: the encoder's answer times `scale`. */
export type Vae = Pick<WorldModel, 'encode' | 'decode'>;

export function createVae(manifest: ModelManifest, p: VaeParameters, inference: Inference): Vae {
  const { channels, height, width } = p.latent;
  const latentLength = channels * height * width;
  const imageLength = 3 * p.imagePx ** 2;
  const batch = Math.max(1, Math.floor(BATCH_PIXELS / p.imagePx ** 2));

  /**
   * Runs a graph over rows, batch by batch; `fill` writes row i of the input, `read` takes row i of the answer, in order. The
   * next batch is on its way before an answer is read, so that the network does not wait for it.
   */
  const inBatches = async (
    graph: 'encoder' | 'decoder',
    rows: number,
    fill: (row: number, data: Float32Array, at: number) => void,
    read: (answer: Float32Array) => void,
    signal?: AbortSignal,
  ) => {
    const image = { name: 'image', shape: [3, p.imagePx, p.imagePx], length: imageLength };
    const latent = { name: 'latent', shape: [channels, height, width], length: latentLength };
    const [given, asked] = graph === 'encoder' ? [image, latent] : [latent, image];
    const most = batchOf(manifest, graph) === 1 ? 1 : batch;
    const send = async (start: number): Promise<{ answer: Float32Array; count: number }> => {
      signal?.throwIfAborted();
      const count = Math.min(most, rows - start);
      const data = new Float32Array(count * given.length);
      for (let i = 0; i < count; i++) fill(start + i, data, i * given.length);
      const feeds: Record<string, TensorData> = {
        [given.name]: { type: 'float32', shape: [count, ...given.shape], data },
      };
      const result = await inference.run({ modelId: manifest.id, graph, feeds }, { signal });
      return { answer: floatsOf(result, asked.name, [count, ...asked.shape], manifest.id), count };
    };
    let coming: ReturnType<typeof send>[] = rows > 0 ? [send(0)] : [];
    for (let start = most; coming.length > 0; start += most) {
      const [now, ...later] = start < rows ? [...coming, send(start)] : coming;
      // Where the first one fails, its reason is told; the second fails unheard.
      for (const one of later) one.catch(() => undefined);
      const { answer, count } = await now;
      for (let i = 0; i < count; i++) read(answer.subarray(i * asked.length, (i + 1) * asked.length));
      coming = later;
    }
  };

  return {
    async encode(images, signal) {
      const started = performance.now();
      images.forEach((image, i) => checkPicture(image, i, p.imagePx, manifest.id));
      const latents: Float32Array[] = [];
      const fill = (row: number, data: Float32Array, at: number) => toPlanes(images[row], data, at);
      const read = (answer: Float32Array) => latents.push(answer.map((v) => v * p.scale));
      await inBatches('encoder', images.length, fill, read, signal);
      return { latents, ms: performance.now() - started };
    },
    async decode(latents, signal) {
      const started = performance.now();
      latents.forEach((latent, i) => checkLatent(latent, i, latentLength, manifest.id));
      const images: RgbImage[] = [];
      const fill = (row: number, data: Float32Array, at: number) =>
        latents[row].forEach((v, i) => (data[at + i] = Math.min(p.clamp, Math.max(-p.clamp, v)) / p.scale));
      const read = (answer: Float32Array) => images.push(fromPlanes(answer, p.imagePx));
      await inBatches('decoder', latents.length, fill, read, signal);
      return { images, ms: performance.now() - started };
    },
  };
}

function checkPicture({ widthPx, heightPx, rgb }: RgbImage, index: number, sizePx: number, modelId: string): void {
  if (widthPx !== sizePx || heightPx !== sizePx)
    throw inputProblem(modelId, `picture ${index} is ${widthPx} × ${heightPx} px, expected ${sizePx} × ${sizePx}`);
  if (rgb.length !== 3 * sizePx * sizePx)
    throw inputProblem(
      modelId,
      `picture ${index} has ${rgb.length} bytes, expected ${3 * sizePx * sizePx}: 3 a pixel, red, green and blue`,
    );
}

/** Throws ProblemError for a latent of a wrong length or with numbers that are not finite. */
export function checkLatent(latent: Float32Array, index: number, length: number, modelId: string): void {
  if (latent.length !== length)
    throw inputProblem(modelId, `latent ${index} has ${latent.length} numbers, expected ${length}`);
  if (!latent.every(Number.isFinite)) throw inputProblem(modelId, `latent ${index} holds numbers that are not finite`);
}
