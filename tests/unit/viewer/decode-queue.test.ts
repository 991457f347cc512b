import { expect, test } from 'vitest';
import { DecodeQueue } from '../../../src/renderer/viewer/frames/decode-queue.ts';

function setUp(width: number) {
  const started: string[] = [];
  const aborted: string[] = [];
  const finish = new Map<string, () => void>();
  const queue = new DecodeQueue<{ key: string }>(width, (job, signal) => {
    started.push(job.key);
    signal.addEventListener('abort', () => aborted.push(job.key));
    return new Promise((resolve) => finish.set(job.key, resolve));
  });
  const want = (keys: string[], seen = 0) =>
    queue.want(
      keys.map((key) => ({ key })),
      seen,
    );
  const done = async (key: string) => {
    finish.get(key)?.();
    await new Promise((r) => setTimeout(r));
  };
  return { queue, want, done, started, aborted };
}

test('jobs run in the order they are wanted, so many at a time', async () => {
  const { want, done, started } = setUp(2);
  want(['a', 'b', 'c']);
  expect(started).toEqual(['a', 'b']);
  await done('b');
  expect(started).toEqual(['a', 'b', 'c']);
});

test('a new list drops what waits and aborts what runs but is not wanted any more', async () => {
  const { want, done, started, aborted } = setUp(2);
  want(['a', 'b', 'c']);
  want(['b', 'd']);
  expect(aborted).toEqual(['a']);
  expect(started).toEqual(['a', 'b', 'd']);
  await done('b');
  expect(started).toEqual(['a', 'b', 'd']);
});

test('what is answered but not yet seen by the page is not made again', async () => {
  const { queue, want, done, started } = setUp(1);
  want(['a']);
  const serial = queue.answered('a');
  await done('a');
  want(['a', 'b'], serial - 1);
  expect(started).toEqual(['a', 'b']);
  await done('b');
  want(['a'], serial);
  expect(started).toEqual(['a', 'b', 'a']);
});
