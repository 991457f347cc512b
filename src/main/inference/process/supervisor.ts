import { LineClosedError } from '../../runtime/calls.ts';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ExecutionProvider, InferenceState } from '../../../shared/domain/model.ts';
import type { SpawnProcess } from '../process-line.ts';
import { startChild, type Child } from './child.ts';
import { closedProblem, failedProblem, noProviderProblem } from './process-problem.ts';
import { runtimeReason } from './runtime-reason.ts';
import { restartVerdict } from './restart-policy.ts';

const START_LIMIT_MS = 20_000;

export interface ReadyChild {
  child: Child;
  provider: ExecutionProvider;
}

/** Keeps one inference process alive: starts it when first needed, tries providers, restarts it when it dies. */
export interface Supervisor {
  /** The running process, after waiting for a start or restart. Throws ProblemError when it cannot be had. */
  ready(): Promise<ReadyChild>;
  /** A run ended well: earlier crashes are forgiven. */
  worked(rssBytes: number): void;
  /** A provider turned one graph down; told beside what was tried at the start. */
  refused(provider: ExecutionProvider, reason: string): void;
  /** Settles when no call holds the process. */
  idle(): Promise<void>;
  state(): Pick<InferenceState, 'status' | 'provider' | 'tried' | 'restarts' | 'lastCrash'>;
  rssBytes(): number;
  close(): Promise<void>;
}

export interface SupervisorOptions {
  spawn: SpawnProcess;
  entryFile: string;
  /** In the order to try. */
  providers: readonly ExecutionProvider[];
  /** A provider that hangs while it is tried holds the process up for no longer than this. */
  probeMs: number;
  onChange: () => void;
}

export function createSupervisor({ spawn, entryFile, providers, probeMs, onChange }: SupervisorOptions): Supervisor {
  let status: InferenceState['status'] = 'idle';
  let provider: ExecutionProvider | null = null;
  const tried: InferenceState['tried'] = [];
  let restarts = 0;
  let lastCrash: string | null = null;
  let crashTimesMs: number[] = [];
  /** The process that is up and answered; null while none is. */
  let live: Child | null = null;
  /** The process that was started last, for killing it. */
  let latest: Child | null = null;
  let starting: Promise<ReadyChild> | null = null;
  let closed = false;
  let rss = 0;

  const become = (next: InferenceState['status']) => {
    if (closed) return;
    status = next;
    onChange();
  };
  const noteCrash = (reason: string) => {
    crashTimesMs = [...crashTimesMs, performance.now()].slice(-20);
    lastCrash = reason;
  };

  const onEnd = (child: Child, reason: string, asked: boolean) => {
    if (child !== live || closed) return;
    live = null;
    rss = 0;
    restarts++;
    if (!asked) noteCrash(reason);
    // At once, so that the next call finds it running; who waits for it hears why it could not.
    void ready().catch(() => undefined);
  };

  /** A process that answers, or a crash noted and null. */
  const startOne = async (): Promise<Child | null> => {
    const child = startChild(spawn, entryFile, onEnd);
    latest = child;
    try {
      rss = (await child.call('start', undefined, { limitMs: START_LIMIT_MS })).rssBytes;
      return child;
    } catch (error) {
      noteCrash(error instanceof Error ? error.message : String(error));
      return null;
    }
  };

  /** Tries what is left of the providers on a live process; null when the process died of it. */
  const probe = async (child: Child): Promise<ExecutionProvider | null> => {
    for (const candidate of providers.filter((p) => !tried.some((t) => t.provider === p))) {
      try {
        await child.call('probe', { provider: candidate }, { limitMs: probeMs });
        tried.push({ provider: candidate, ok: true, reason: '' });
        return candidate;
      } catch (error) {
        const died = error instanceof LineClosedError;
        tried.push({
          provider: candidate,
          ok: false,
          reason: died ? `the process ended while trying it: ${error.message}` : runtimeReason(error),
        });
        onChange();
        if (died) return null;
      }
    }
    throw noProviderProblem(tried.map((t) => `${t.provider} (${t.reason})`).join('; '));
  };

  const start = async (): Promise<ReadyChild> => {
    for (;;) {
      const verdict = restartVerdict(crashTimesMs, performance.now());
      if (verdict === 'give-up') throw failedProblem(crashTimesMs.length, lastCrash ?? 'unknown');
      become(restarts > 0 ? 'restarting' : 'starting');
      await sleep(verdict.waitMs);
      if (closed) throw closedProblem();
      const child = await startOne();
      if (!child) continue;
      provider ??= await probe(child);
      if (provider === null || !child.alive) continue;
      live = child;
      become('ready');
      return { child, provider };
    }
  };

  const ready = (): Promise<ReadyChild> => {
    if (closed) return Promise.reject(closedProblem());
    if (live && provider) return Promise.resolve({ child: live, provider });
    starting ??= start()
      .catch((error: unknown) => {
        latest?.kill('it is of no use');
        become('failed');
        throw error;
      })
      .finally(() => (starting = null));
    return starting;
  };

  return {
    ready,
    worked: (bytes) => {
      rss = bytes;
      crashTimesMs = [];
    },
    refused: (refusing, reason) => {
      tried.push({ provider: refusing, ok: false, reason });
      onChange();
    },
    idle: async () => live?.idle(),
    state: () => ({ status, provider, tried: [...tried], restarts, lastCrash }),
    rssBytes: () => rss,
    close: async () => {
      closed = true;
      latest?.kill('the workstation closed');
      await latest?.ended;
    },
  };
}
