import { executionProviders, type ExecutionProvider, type InferenceState } from '../../shared/domain/model.ts';
import { ProblemError } from '../../shared/domain/problem.ts';
import { LineClosedError } from '../runtime/calls.ts';
import { entryPath } from '../runtime/entry-points.ts';
import type { Inference, InferenceOptions, RunRequest, SequenceHooks, SequenceRequest } from './inference.ts';
import { createCatalogue } from './models/catalogue.ts';
import type { CheckedGraph } from './models/check-model.ts';
import { modelProblem } from './models/model-problem.ts';
import type { SequenceReport } from './process/operations.ts';
import { closedProblem, crashedProblem, refusedProblem } from './process/process-problem.ts';
import { sessionFor } from './process/session-cache.ts';
import { runtimeReason } from './process/runtime-reason.ts';
import { createSupervisor } from './process/supervisor.ts';
import { createTaskQueue } from './process/task-queue.ts';
import { forkProcess } from './process-line.ts';
import { zeros, type RunResult } from './tensor.ts';

/** More does not pay while other work shares the cores. */
const DEFAULT_THREADS = 1;
/** A sequence lets other calls have their turn after this. */
const SEQUENCE_TURN_MS = 200;
const DEFAULT_LIMITS = { cancelGraceMs: 5000, probeMs: 20_000 };

/** Opens the models and makes ready to run them; the process itself starts with the first call that needs it. */
export function startInference(options: InferenceOptions): Inference {
  const threads = options.threads ?? DEFAULT_THREADS;
  const { cancelGraceMs, probeMs } = { ...DEFAULT_LIMITS, ...options.limits };
  const catalogue = createCatalogue(options.bundledFolder, options.userFolder, options.prove);
  let closed = false;
  let sessions: InferenceState['sessions'] = [];
  const state = (): InferenceState => ({ ...supervisor.state(), sessions });
  const supervisor = createSupervisor({
    spawn: options.spawn ?? forkProcess,
    entryFile: entryPath('inference-process'),
    providers: options.providers ?? executionProviders,
    probeMs,
    onChange: () => {
      if (supervisor.state().status !== 'ready') sessions = [];
      options.onState?.(state());
    },
  });
  const queue = createTaskQueue(() => supervisor.idle());

  /** The session of a graph in the running process, and what loading it cost. */
  const loadedSession = async (modelId: string, graph: string, checked: CheckedGraph) => {
    const ready = await supervisor.ready();
    const loaded = ready.child.sessions.has(checked.digest);
    const asked = performance.now();
    const session = await sessionFor(ready, supervisor, modelId, graph, checked, threads);
    const loadMs = loaded ? 0 : performance.now() - asked;
    if (!loaded) {
      sessions = [...ready.child.sessions.values()].map((s) => ({
        modelId: s.modelId,
        graph: s.graph,
        provider: s.provider,
      }));
      options.onState?.(state());
    }
    return { child: ready.child, session, loadMs };
  };

  const runChecked = async (
    modelId: string,
    graph: string,
    checked: CheckedGraph,
    feeds: RunRequest['feeds'],
    signal?: AbortSignal,
  ): Promise<RunResult> => {
    try {
      const { child, session, loadMs } = await loadedSession(modelId, graph, checked);
      const { outputs, ms, rssBytes } = await child.call('run', { key: session.key, feeds }, { signal, cancelGraceMs });
      supervisor.worked(rssBytes);
      return { outputs, ms, loadMs, provider: session.provider, threads };
    } catch (error) {
      throw inWords(error, modelId, graph);
    }
  };

  /** A stretch of a sequence, as long as its turn lasts. */
  const sequencePart = async (
    { modelId, graph, ...sequence }: SequenceRequest,
    checked: CheckedGraph,
    from: number,
    { signal, onEvaluation }: SequenceHooks,
  ) => {
    try {
      const { child, session, loadMs } = await loadedSession(modelId, graph, checked);
      let told = from;
      const tell = (index: number, answer: SequenceReport['answer']) => {
        // What is cancelled tells nothing more, though a report may be under way.
        for (; told <= index && !signal?.aborted; told++) onEvaluation?.(told, answer);
      };
      const onReport = (value: unknown) => {
        const { index, answer } = value as SequenceReport;
        tell(index, answer);
      };
      const call = { key: session.key, sequence, from, budgetMs: SEQUENCE_TURN_MS };
      const part = await child.call('sequence', call, { signal, cancelGraceMs, onReport });
      supervisor.worked(part.rssBytes);
      tell(part.done - 1, null);
      return { ...part, loadMs, provider: session.provider };
    } catch (error) {
      throw inWords(error, modelId, graph);
    }
  };

  const inWords = (error: unknown, modelId: string, graph: string): unknown => {
    if (error instanceof LineClosedError) return closed ? closedProblem() : crashedProblem(error.message);
    if (error instanceof ProblemError || error instanceof DOMException) return error;
    return refusedProblem(modelId, graph, runtimeReason(error));
  };

  const graphOf = async (modelId: string, graph: string): Promise<CheckedGraph> => {
    const checked = (await catalogue.get(modelId)).graphs[graph] as CheckedGraph | undefined;
    if (!checked)
      throw modelProblem(
        'no-such-graph',
        'The model has no such graph',
        `"${modelId}" has no graph "${graph}".`,
        'Compare the manifest with what its pipeline needs.',
      );
    return checked;
  };

  return {
    state,
    models: () => catalogue.list(),
    manifest: async (modelId) => (await catalogue.get(modelId)).manifest,
    async add(path) {
      const added = await catalogue.add(path);
      options.onModels?.();
      return added;
    },
    async run({ modelId, graph, feeds }, { signal } = {}) {
      const checked = await graphOf(modelId, graph);
      return queue.add(() => runChecked(modelId, graph, checked, feeds, signal), signal);
    },
    async sequence(request, hooks = {}) {
      const checked = await graphOf(request.modelId, request.graph);
      const sum = { ms: 0, samplerMs: 0, loadMs: 0 };
      for (let { start } = request, from = 0; ;) {
        const rest = { ...request, start };
        const part = await queue.add(() => sequencePart(rest, checked, from, hooks), hooks.signal);
        for (const name of ['ms', 'samplerMs', 'loadMs'] as const) sum[name] += part[name];
        const { provider, onDevice } = part;
        if (part.done >= request.each.length) return { ...sum, state: part.state, provider, threads, onDevice };
        start = part.state;
        from = part.done;
      }
    },
    async warmUp(modelId, { signal } = {}) {
      const { graphs } = await catalogue.get(modelId);
      const msByGraph: Record<string, number> = {};
      let provider: ExecutionProvider | null = null;
      for (const [graph, checked] of Object.entries(graphs)) {
        const started = performance.now();
        const feeds = Object.fromEntries(checked.contract.inputs.map((input) => [input.name, zeros(input)]));
        provider = (await queue.add(() => runChecked(modelId, graph, checked, feeds, signal), signal)).provider;
        msByGraph[graph] = performance.now() - started;
      }
      return { provider, msByGraph };
    },
    memoryBytes: () => supervisor.rssBytes(),
    async close() {
      closed = true;
      await supervisor.close();
    },
  };
}
