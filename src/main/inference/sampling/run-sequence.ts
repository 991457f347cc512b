import type { TensorData } from '../tensor.ts';
import { ddimStep, guide, type DdimStep, type DdimTarget } from './ddim.ts';

type Feeds = Record<string, TensorData>;

/** How an answer of a graph leads to its next input. */
export type Carry =
  /** Denoising: the input takes a DDIM step by the answer. With guidance the graph is run twice, the second time with `feeds`. */
  | {
      kind: 'ddim';
      input: string;
      output: string;
      steps: readonly DdimStep[];
      target: DdimTarget;
      guidance: { weight: number; feeds: Feeds } | null;
    }
  /** The answer itself becomes these inputs, as in a chain of predictions. Every answer is told. */
  | { kind: 'answer'; inputs: readonly string[]; output: string };

/** A graph run again and again, each answer leading to the next input. */
export interface Sequence {
  /** Feeds of every evaluation. */
  constant: Feeds;
  /** Feeds of evaluation i on top of them: as many as there are evaluations. */
  each: readonly Feeds[];
  /** The first carried input. */
  start: TensorData;
  carry: Carry;
}

export interface SequenceHooks {
  /** Runs the graph once. */
  run: (feeds: Feeds) => Promise<Record<string, TensorData>>;
  /** Evaluation i is done; `answer` is told by the carry `answer` alone. */
  onEvaluation: (index: number, answer: TensorData | null) => void;
  /** Asked after each evaluation but the last: whether to go on. Rejects to cancel. */
  goOn: () => Promise<boolean>;
}

export interface SequencePart {
  /** The carried input after the last evaluation done: what `from` goes on with, or the result. */
  state: TensorData;
  /** Evaluations done. */
  done: number;
  /** Time of the arithmetic between runs, ms. */
  samplerMs: number;
}

/** Runs a sequence from evaluation `from` on until it ends or is told to stop. Throws Error when an answer does not fit. */
export async function runSequence(
  { constant, each, start, carry }: Sequence,
  from: number,
  { run, onEvaluation, goOn }: SequenceHooks,
): Promise<SequencePart> {
  let samplerMs = 0;
  let state = start;
  const inputs = carry.kind === 'ddim' ? [carry.input] : carry.inputs;
  let done = from;
  while (done < each.length) {
    const feeds: Feeds = { ...constant, ...each[done] };
    for (const input of inputs) feeds[input] = state;
    const answer = outputOf(await run(feeds), carry.output, state);
    const free = carry.kind === 'ddim' && carry.guidance ? { ...feeds, ...carry.guidance.feeds } : null;
    const unguided = free && outputOf(await run(free), carry.output, state);
    if (carry.kind === 'ddim') {
      const started = performance.now();
      if (unguided && carry.guidance) guide(floats(answer), floats(unguided), carry.guidance.weight);
      // The first state is the caller's own.
      const x = done === from ? floats(state).slice() : floats(state);
      ddimStep(x, floats(answer), carry.steps[done], carry.target);
      state = { ...state, data: x };
      samplerMs += performance.now() - started;
    } else state = answer;
    onEvaluation(done, carry.kind === 'answer' ? answer : null);
    done++;
    if (done < each.length && !(await goOn())) break;
  }
  return { state, done, samplerMs };
}

function outputOf(outputs: Record<string, TensorData>, name: string, like: TensorData): TensorData {
  if (!Object.hasOwn(outputs, name)) throw new Error(`its answer has no "${name}"`);
  const { shape } = outputs[name];
  if (shape.join() !== like.shape.join())
    throw new Error(`"${name}" has the shape [${shape.join(', ')}], expected [${like.shape.join(', ')}]`);
  return outputs[name];
}

function floats({ type, data }: TensorData): Float32Array {
  if (!(data instanceof Float32Array)) throw new Error(`it answers in ${type}, expected float32`);
  return data;
}
