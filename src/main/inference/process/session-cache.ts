import { LineClosedError } from '../../runtime/calls.ts';
import { executionProviders } from '../../../shared/domain/model.ts';
import type { CheckedGraph } from '../models/check-model.ts';
import { modelProblem } from '../models/model-problem.ts';
import type { LoadedSession } from './child.ts';
import { runtimeReason } from './runtime-reason.ts';
import type { ReadyChild, Supervisor } from './supervisor.ts';

/** Sessions beyond this are released, least recently used first: each holds its weights in memory. */
const MAX_SESSIONS = 8;

/**
 * The session of a graph in the running process, loaded when it is not there. The provider in use is tried first, then
 * those after it: a graph may hold an operator that one provider lacks.
 * Throws ProblemError `model.graph-refused` when none takes it.
 */
export async function sessionFor(
  ready: ReadyChild,
  supervisor: Supervisor,
  modelId: string,
  graph: string,
  checked: CheckedGraph,
  threads: number,
): Promise<LoadedSession> {
  const { child, provider } = ready;
  const known = child.sessions.get(checked.digest);
  if (known) {
    child.sessions.delete(checked.digest);
    child.sessions.set(checked.digest, known);
    return known;
  }
  const reasons: string[] = [];
  for (const candidate of executionProviders.slice(executionProviders.indexOf(provider))) {
    const session: LoadedSession = { key: `${checked.digest}:${candidate}`, modelId, graph, provider: candidate };
    try {
      await child.call('open', { key: session.key, path: checked.path, provider: candidate, threads });
      await makeRoom(ready);
      child.sessions.set(checked.digest, session);
      return session;
    } catch (error) {
      if (error instanceof LineClosedError) throw error;
      reasons.push(`${candidate}: ${runtimeReason(error)}`);
      if (candidate !== 'cpu') supervisor.refused(candidate, `graph "${graph}" of ${modelId}: ${runtimeReason(error)}`);
    }
  }
  throw modelProblem(
    'graph-refused',
    'The runtime cannot load a graph',
    `Graph "${graph}" of "${modelId}" (${checked.contract.file}) — ${reasons.join('; ')}.`,
    'Copy the file again or export it again for this runtime.',
  );
}

async function makeRoom({ child }: ReadyChild): Promise<void> {
  for (const [digest, session] of child.sessions) {
    if (child.sessions.size < MAX_SESSIONS) return;
    child.sessions.delete(digest);
    await child.call('release', { key: session.key });
  }
}
