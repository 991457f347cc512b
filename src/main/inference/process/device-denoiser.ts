import { InferenceSession, Tensor } from 'onnxruntime-node';
import { ddimWeights } from '../sampling/ddim.ts';
import type { Carry, Sequence, SequenceHooks, SequencePart } from '../sampling/run-sequence.ts';
import type { TensorData } from '../tensor.ts';
import { toTensor } from './tensors.ts';

/** y = x · cx + p · cp + u · cu over three axes of any size; weights of one number. Made with onnx.helper, opset 17. */
const weightedSum: Uint8Array = Buffer.from(
  'CAg6/AEKDwoBeAoCY3gSATEiA011bAoPCgFwCgJjcBIBMiIDTXVsCg8KAXUKAmN1EgEzIgNNdWwKDgoBMQoBMhIBNCIDQWRkCg4KATQKATMSAXkiA0FkZBIBc1oaCgF4EhUKEwgBEg8KAxIBYQoDEgFiCgMSAWNaGgoBcBIVChMIARIPCgMSAWEKAxIBYgoDEgFjWhoKAXUSFQoTCAESDwoDEgFhCgMSAWIKAxIBY1oQCgJjeBIKCggIARIECgIIAVoQCgJjcBIKCggIARIECgIIAVoQCgJjdRIKCggIARIECgIIAWIaCgF5EhUKEwgBEg8KAxIBYQoDEgFiCgMSAWNCBAoAEBE=',
  'base64',
);

/** Denoising whose state stays on the device: only what is known beforehand goes there, only the end comes back. */
export interface DeviceDenoiser {
  denoise(sequence: Sequence & { carry: Ddim }, from: number, hooks: Omit<SequenceHooks, 'run'>): Promise<DevicePart>;
  release(): Promise<void>;
}
type Ddim = Extract<Carry, { kind: 'ddim' }>;
/** `ms` is of the graph's runs as far as the host waits for them; what the device still works on is in `samplerMs`. */
type DevicePart = SequencePart & { ms: number };

/**
 * Opens a graph a second time with its answers left on the device. The step of DDIM, being linear, is a graph of its own
 * there; numbers come back through a session of it that answers to the processor, since asking a tensor on the device for its
 * data ends the process. Throws where the provider has no such tensors.
 */
export async function openDeviceDenoiser(
  path: string,
  options: InferenceSession.SessionOptions,
): Promise<DeviceDenoiser> {
  const onDevice = { ...options, preferredOutputLocation: 'gpu-buffer' as const };
  const network = await InferenceSession.create(path, onDevice);
  const step = await InferenceSession.create(weightedSum, onDevice);
  const readBack = await InferenceSession.create(weightedSum, options);

  const answerOf = async (feeds: Record<string, Tensor>, output: string): Promise<Tensor> => {
    const { [output]: answer, ...others } = await network.run(feeds);
    Object.values(others).forEach(forget);
    if (!(answer as Tensor | undefined)) throw new Error(`its answer has no "${output}"`);
    return answer;
  };
  const sumOf = async (session: InferenceSession, terms: [Tensor, number][]): Promise<Tensor> => {
    const [[x, cx], [p, cp], [u, cu] = [x, 0]] = terms;
    return (await session.run({ x, p, u, cx: weight(cx), cp: weight(cp), cu: weight(cu) })).y;
  };

  return {
    async denoise({ constant, each, start, carry }, from, { onEvaluation, goOn }) {
      let ms = 0;
      let x = toTensor(start);
      const began = performance.now();
      const same = tensorsOf(constant);
      const free = carry.guidance && tensorsOf(carry.guidance.feeds);
      const timed = async (feeds: Record<string, Tensor>) => {
        const started = performance.now();
        const answer = await answerOf(feeds, carry.output);
        ms += performance.now() - started;
        return answer;
      };
      let done = from;
      while (done < each.length) {
        const feeds = { ...same, ...tensorsOf(each[done]), [carry.input]: x };
        const answer = await timed(feeds);
        if (answer.dims.join() !== start.shape.join())
          throw new Error(
            `"${carry.output}" has the shape [${answer.dims.join(', ')}], expected [${start.shape.join(', ')}]`,
          );
        const unguided = free && (await timed({ ...feeds, ...free }));
        const weights = ddimWeights(carry.steps[done], carry.target);
        const share = unguided && carry.guidance ? carry.guidance.weight : 1;
        const next = await sumOf(step, [
          [x, weights.x],
          [answer, weights.predicted * share],
          ...(unguided ? [[unguided, weights.predicted * (1 - share)] as [Tensor, number]] : []),
        ]);
        [x, answer, unguided].forEach(forget);
        x = next;
        onEvaluation(done, null);
        done++;
        if (done < each.length && !(await goOn().catch((error: unknown) => thrown(x, error)))) break;
      }
      const end = await sumOf(readBack, [
        [x, 1],
        [x, 0],
      ]);
      forget(x);
      const state: TensorData = { ...start, data: end.data as Float32Array };
      return { state, done, ms, samplerMs: performance.now() - began - ms };
    },
    async release() {
      for (const session of [network, step, readBack]) await session.release();
    },
  };
}

const tensorsOf = (feeds: Record<string, TensorData>): Record<string, Tensor> =>
  Object.fromEntries(Object.entries(feeds).map(([name, tensor]) => [name, toTensor(tensor)]));
const weight = (value: number): Tensor => new Tensor('float32', Float32Array.of(value), [1]);
/** Cancelled on its way. */
function thrown(x: Tensor, error: unknown): never {
  forget(x);
  throw error;
}
/** Memory of the device is not the collector's to free. */
const forget = (tensor: Tensor | null): void => {
  if (tensor?.location === 'gpu-buffer') tensor.dispose();
};
