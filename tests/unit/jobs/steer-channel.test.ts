import { expect, it } from 'vitest';
import { openChannel } from '../../../src/main/jobs/steer-channel.ts';

const readAll = async (events: AsyncIterable<number>): Promise<number[]> => {
  const read: number[] = [];
  for await (const event of events) read.push(event);
  return read;
};

it('gives what was told before and while it is read, in order, and nothing told after its end', async () => {
  const channel = openChannel<number>();
  channel.tell(1);
  channel.tell(2);
  const reading = readAll(channel.read());
  await Promise.resolve();
  channel.tell(3);
  setTimeout(() => {
    channel.tell(4);
    channel.end();
    channel.tell(5);
  }, 1);
  expect(await reading).toEqual([1, 2, 3, 4]);
});

it('fails with the error it ended with, after what was told before', async () => {
  const channel = openChannel<number>();
  channel.tell(1);
  channel.end(new Error('broke'));
  channel.end();
  const events = channel.read();
  expect(await events.next()).toEqual({ done: false, value: 1 });
  await expect(events.next()).rejects.toThrow('broke');
});
