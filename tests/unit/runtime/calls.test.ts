import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { afterEach, expect, test } from 'vitest';
import {
  createCaller,
  LineClosedError,
  serveCalls,
  type CallContext,
  type Line,
} from '../../../src/main/runtime/calls.ts';
import { ProblemError } from '../../../src/shared/domain/problem.ts';

const open: MessagePort[] = [];
afterEach(() => open.splice(0).forEach((port) => port.close()));

const lineOf = (port: MessagePort): Line => ({
  post: (message) => port.postMessage(message),
  onMessage: (listener) => void port.on('message', listener),
  onClose: (listener) => void port.on('close', () => listener('the other side is gone')),
});

const operations = {
  double: (n: number) => n * 2,
  count: async (n: number, { report }: CallContext) => {
    for (let i = 1; i <= n; i++) report(i);
    return 'counted';
  },
  wait: (_: null, { signal }: CallContext) =>
    new Promise<never>((_, reject) =>
      signal.addEventListener('abort', () => reject(new DOMException('stop', 'AbortError'))),
    ),
  refuse: (_: null) => {
    throw new ProblemError({ code: 'x.y', title: 'T', whatHappened: 'H', whatWasKept: 'K', whatToDo: 'D' });
  },
  break: (_: null) => {
    throw new Error('a bug');
  },
};

function connect() {
  const { port1, port2 } = new MessageChannel();
  open.push(port1, port2);
  serveCalls(lineOf(port2), operations);
  return { caller: createCaller<typeof operations>(lineOf(port1)), far: port2 };
}

test('a call gives its result', async () => expect(await connect().caller.call('double', 21)).toBe(42));

test('reports come in order before the result', async () => {
  const seen: unknown[] = [];
  expect(await connect().caller.call('count', 3, { onReport: (v) => seen.push(v) })).toBe('counted');
  expect(seen).toEqual([1, 2, 3]);
});

test('a problem crosses the line whole', async () => {
  await expect(connect().caller.call('refuse', null)).rejects.toMatchObject({
    problem: { code: 'x.y', whatToDo: 'D' },
  });
});

test('a bug crosses as its message, not as a problem', async () => {
  const error: unknown = await connect()
    .caller.call('break', null)
    .catch((e: unknown) => e);
  expect(error).toBeInstanceOf(Error);
  expect(error).not.toBeInstanceOf(ProblemError);
  expect((error as Error).message).toContain('a bug');
});

test('a cancelled call ends as an abort', async () => {
  const stop = new AbortController();
  const waiting = connect().caller.call('wait', null, { signal: stop.signal });
  stop.abort();
  await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
});

test('a call with a signal that was aborted before is never sent', async () => {
  await expect(connect().caller.call('double', 1, { signal: AbortSignal.abort() })).rejects.toMatchObject({
    name: 'AbortError',
  });
});

test('calls in flight and later ones fail when the line closes', async () => {
  const { caller, far } = connect();
  const waiting = caller.call('wait', null);
  far.close();
  await expect(waiting).rejects.toBeInstanceOf(LineClosedError);
  await expect(caller.call('double', 1)).rejects.toBeInstanceOf(LineClosedError);
});
