import { createORPCClient, ORPCError, type ClientLink } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import { create } from 'zustand';
import type { Contract } from '../../shared/api/contract.ts';
import { ProblemError, problemOf, problemSchema } from '../../shared/domain/problem.ts';
import { openTransport, whyRefused, type Transport } from './transport.ts';

export interface Connection {
  /** `lost`: the line broke and is being opened again; what is shown may be old. */
  status: 'connecting' | 'open' | 'lost';
  /** Counts opened lines: 1 is the first, more means reconnected. */
  opened: number;
  /** Why it will not open again by itself, in words; null while trying makes sense. */
  refusal: string | null;
}

/** State of the line to the workstation, for the status bar. */
export const useConnection = create<Connection>()(() => ({ status: 'connecting', opened: 0, refusal: null }));

const RETRY_MS = [100, 250, 500, 1000, 2000];
const GIVE_UP_MS = 8000;

let current: Transport | null = null;
let waiting: ((transport: Transport) => void)[] = [];

/** Opens one line and waits until it is gone; true when it had opened. */
async function openOnce(): Promise<boolean> {
  const transport = await openTransport().catch(() => null);
  if (!transport) {
    const refusal = await whyRefused();
    useConnection.setState((c) => ({ status: c.opened > 0 ? 'lost' : 'connecting', refusal }));
    return false;
  }
  current = transport;
  waiting.forEach((resolve) => resolve(transport));
  waiting = [];
  useConnection.setState((c) => ({ status: 'open', opened: c.opened + 1, refusal: null }));
  await transport.closed;
  current = null;
  useConnection.setState({ status: 'lost' });
  return true;
}

async function keepOpen(): Promise<void> {
  for (let failures = 0; ;) {
    failures = (await openOnce()) ? 0 : failures + 1;
    await new Promise((next) => setTimeout(next, RETRY_MS[Math.min(failures, RETRY_MS.length - 1)]));
  }
}

/** Starts the line and keeps it open for the life of the page. Called once, by main.tsx. */
export function connect(): void {
  void keepOpen();
}

const lost = (whatHappened: string, cause?: unknown) =>
  new ProblemError(
    {
      code: 'connection.lost',
      title: 'Connection to the workstation lost',
      whatHappened,
      whatWasKept: 'Every edit that was shown as saved.',
      whatToDo: 'Foresight reconnects by itself; try again after that. If it does not, start the workstation again.',
    },
    { cause },
  );

function openedTransport(): Promise<Transport> {
  if (current) return Promise.resolve(current);
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      waiting = waiting.filter((w) => w !== accept);
      reject(lost('The workstation did not answer for 8 s.'));
    }, GIVE_UP_MS);
    const accept = (transport: Transport) => {
      clearTimeout(timer);
      resolve(transport);
    };
    waiting.push(accept);
  });
}

/** What a failed call is thrown as: a ProblemError, or the AbortError of the caller's own signal. */
export function callError(error: unknown, signal: AbortSignal | undefined): unknown {
  if (error instanceof ProblemError) return error;
  if (signal?.aborted) return error;
  if (error instanceof ORPCError) {
    const problem = problemSchema.safeParse(error.data);
    if (problem.success) return new ProblemError(problem.data, { cause: error });
    return new ProblemError(problemOf(error), { cause: error });
  }
  // A line that broke rejects calls under way like a cancel would; the own signal tells them apart.
  return lost(
    'The line broke while the call was under way; whether it took effect is shown after reconnecting.',
    error,
  );
}

type Stream = AsyncIterator<unknown, unknown, undefined>;

const isStream = (answer: unknown): answer is Stream =>
  typeof answer === 'object' && answer !== null && Symbol.asyncIterator in answer && 'next' in answer;

/** A stream that fails as a call does: what breaks it comes with its events, long after the call was answered. */
function toldStream(stream: Stream, signal: AbortSignal | undefined): AsyncIterableIterator<unknown> {
  const told = async (step: Promise<IteratorResult<unknown>>): Promise<IteratorResult<unknown>> => {
    try {
      return await step;
    } catch (error) {
      throw callError(error, signal);
    }
  };
  return {
    next: () => told(stream.next()),
    return: async (value?: unknown) => (await stream.return?.(value)) ?? { done: true, value },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

const link: ClientLink<Record<never, never>> = {
  async call(path, input, options) {
    try {
      const { link: open } = await openedTransport();
      const answer = await open.call(path, input, options);
      return isStream(answer) ? toldStream(answer, options.signal) : answer;
    } catch (error) {
      throw callError(error, options.signal);
    }
  },
};

/** The workstation's operations, typed by the contract. Failed calls and streams throw ProblemError. */
export const api: ContractRouterClient<Contract> = createORPCClient(link);

/** Address of a media path (`/media/…`) given by the API, usable in images, fetch and workers. */
export const mediaUrl = (path: string): string => new URL(path, location.href).href;
