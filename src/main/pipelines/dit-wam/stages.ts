import type {
  Inference,
  RunRequest,
  SequenceHooks,
  SequenceRequest,
  SequenceResult,
} from '../../inference/inference.ts';
import type { RunResult } from '../../inference/tensor.ts';

/** Where the time of some work goes, ms by stage. */
export interface Stages {
  readonly ms: Record<string, number>;
  /** Runs work of this thread and counts its time. */
  time<T>(stage: string, work: () => T): T;
  /** Runs a graph: its bare time counts as `stage`, loading it as `load`, the rest as `messages`. */
  run(stage: string, request: RunRequest, signal?: AbortSignal): Promise<RunResult>;
  /** Likewise for a sequence; its arithmetic counts as `sampler`. */
  sequence(stage: string, request: SequenceRequest, hooks: SequenceHooks): Promise<SequenceResult>;
}

export function createStages(inference: Inference): Stages {
  const ms: Record<string, number> = {};
  const add = (stage: string, spent: number) => (ms[stage] = (ms[stage] ?? 0) + spent);
  return {
    ms,
    time(stage, work) {
      const started = performance.now();
      const result = work();
      add(stage, performance.now() - started);
      return result;
    },
    async run(stage, request, signal) {
      const started = performance.now();
      const result = await inference.run(request, { signal });
      add(stage, result.ms);
      if (result.loadMs > 0) add('load', result.loadMs);
      add('messages', performance.now() - started - result.ms - result.loadMs);
      return result;
    },
    async sequence(stage, request, hooks) {
      const started = performance.now();
      const result = await inference.sequence(request, hooks);
      add(stage, result.ms);
      add('sampler', result.samplerMs);
      if (result.loadMs > 0) add('load', result.loadMs);
      add('messages', performance.now() - started - result.ms - result.samplerMs - result.loadMs);
      return result;
    },
  };
}
