import type { ExecutionProvider, InferenceState, ModelInfo, ModelManifest } from '../../shared/domain/model.ts';
import type { ProveManifest } from './models/check-model.ts';
import type { SpawnProcess } from './process-line.ts';
import type { Sequence } from './sampling/run-sequence.ts';
import type { RunResult, TensorData } from './tensor.ts';

export interface InferenceOptions {
  /** Models that come with the product. */
  bundledFolder: string;
  /** Models of the workspace; may be absent. */
  userFolder: string;
  /** What pipelines want of manifests, so that a model that cannot run is listed with its reason. */
  prove?: ProveManifest;
  /** How the process starts: a Node fork, or Electron's utility process. */
  spawn?: SpawnProcess;
  /** Providers in the order to try; all by default. */
  providers?: readonly ExecutionProvider[];
  /** Intra-op threads of a session; 1 by default. */
  threads?: number;
  limits?: {
    /** How long a cancelled run may go on before its process is killed; 5 s by default. */
    cancelGraceMs?: number;
    /** How long a provider may take to be tried; 20 s by default. */
    probeMs?: number;
  };
  onState?: (state: InferenceState) => void;
  /** A model was added. */
  onModels?: () => void;
}

export interface RunRequest {
  modelId: string;
  /** Name of the graph in the manifest. */
  graph: string;
  feeds: Record<string, TensorData>;
}

/** A sampler's loop over one graph, run where the graph is: what stays the same crosses to the process once, not at each step. */
export interface SequenceRequest extends Sequence {
  modelId: string;
  graph: string;
}

export interface SequenceResult extends Omit<RunResult, 'outputs'> {
  /** The carried input after the last evaluation. */
  state: TensorData;
  /** Time of the arithmetic between the bare runs, ms; `ms` is that of the runs. */
  samplerMs: number;
  /** The carried input stayed on the device between runs. */
  onDevice: boolean;
}

export interface SequenceHooks {
  signal?: AbortSignal | undefined;
  /** Evaluation `index` is done; with a chain of answers, its answer. */
  onEvaluation?: (index: number, answer: TensorData | null) => void;
}

export interface WarmUp {
  provider: InferenceState['provider'];
  /** Time to load and first run by graph, ms. */
  msByGraph: Record<string, number>;
}

/** Models and the process that runs them. The process starts with the first call that needs it. */
export interface Inference {
  state(): InferenceState;
  /** Every manifest found, those that cannot run with the reason. */
  models(): Promise<ModelInfo[]>;
  /** Copies a model folder (or the folder of a manifest.json) into the workspace. Throws ProblemError when it cannot run. */
  add(path: string): Promise<ModelInfo>;
  /** Throws ProblemError: unknown model, or what is wrong with it. */
  manifest(modelId: string): Promise<ModelManifest>;
  /**
   * Runs one graph; one at a time, in the order of the calls. Abort removes a waiting call and drops the result of a running one.
   * Throws ProblemError `inference.crashed` when the process died during this call, `inference.failed` when it cannot be kept alive.
   */
  run(request: RunRequest, options?: { signal?: AbortSignal | undefined }): Promise<RunResult>;
  /**
   * Runs one graph again and again, each answer leading to the next input. Other calls get their turn in between, at the
   * latest every 200 ms and a run. Abort ends it after the run under way. Throws as `run` does.
   */
  sequence(request: SequenceRequest, hooks?: SequenceHooks): Promise<SequenceResult>;
  /** Loads every graph of a model and runs each once on zeros; nothing to do for an analytic one. Throws as `run` does. */
  warmUp(modelId: string, options?: { signal?: AbortSignal | undefined }): Promise<WarmUp>;
  /** Resident memory of the process as last told, bytes; 0 while none runs. */
  memoryBytes(): number;
  close(): Promise<void>;
}
