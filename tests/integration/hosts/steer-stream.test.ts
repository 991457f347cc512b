import { ORPCError } from '@orpc/client';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problemSchema } from '../../../src/shared/domain/problem.ts';
import type { SteerEvent, SteerRequest } from '../../../src/shared/domain/steering.ts';
import { rolloutOptionsSchema } from '../../../src/shared/domain/video-prediction.ts';
import { writeNuscenesTables } from '../../nuscenes-tables.ts';
import { startTestServer, type TestServer } from '../../running-server.ts';

let running: TestServer;
let clipId: string;
beforeAll(async () => {
  running = await startTestServer();
  const data = join(running.folder, 'nuscenes');
  writeNuscenesTables({ dir: data, scenes: 1, samplesPerScene: 5, pictures: { widthPx: 160, heightPx: 90 } });
  const { jobs, workspace } = running.workstation;
  await jobs.finished((await running.workstation.addDataset(data)).jobId);
  [clipId] = await workspace.library.clipIds({});
});
afterAll(() => running.close());

const request = (part: Partial<SteerRequest> = {}): SteerRequest => ({
  clipId,
  frame: 1,
  modelId: 'dit-wam-jump',
  steering: [0.2],
  acceleration: [0],
  options: rolloutOptionsSchema.parse({}),
  ...part,
});

describe('steering over the socket', () => {
  it('streams its events to the end', async () => {
    const { api } = await running.connect();
    expect((await api.steer.models()).map(({ modelId }) => modelId)).toContain('dit-wam-jump');
    const events: SteerEvent[] = [];
    for await (const event of await api.steer.render(request())) events.push(event);
    expect(events[0]).toMatchObject({ type: 'start', atS: [2, 4, 6, 8] });
    expect(events.filter(({ type }) => type === 'picture')).toHaveLength(4);
    expect(events.at(-1)).toMatchObject({ type: 'done' });
  });

  it.each<[string, Partial<SteerRequest>, string]>([
    ['a model that is not there', { modelId: 'none' }, 'model.unknown'],
    ['an instant that is not there', { frame: 99 }, 'steer.no-present'],
    ['a steering out of range', { steering: [2] }, 'request.invalid'],
    ['a steering that is no number', { steering: [NaN] }, 'request.invalid'],
  ])('tells the problem of %s', async (_, part, code) => {
    const { api } = await running.connect();
    const error: unknown = await (async () => {
      for await (const event of await api.steer.render(request(part))) void event;
    })().then(
      () => null,
      (thrown: unknown) => thrown,
    );
    if (!(error instanceof ORPCError)) throw new Error(`not an error of the contract: ${String(error)}`);
    expect(error.code).toBe('PROBLEM');
    expect(problemSchema.parse(error.data).code).toBe(code);
  });

  it('ends with the caller, and the next is served', async () => {
    const { api } = await running.connect();
    const long = request({ modelId: 'dit-wam', options: rolloutOptionsSchema.parse({ steps: 1000 }) });
    const controller = new AbortController();
    const leave = async () => {
      for await (const event of await api.steer.render(long, { signal: controller.signal }))
        if (event.type === 'step') controller.abort();
    };
    await expect(leave()).rejects.toThrow(/abort/i);
    const iterator = await api.steer.render(long);
    await iterator.next();
    await iterator.return?.();
    const events: SteerEvent[] = [];
    for await (const event of await api.steer.render(request())) events.push(event);
    expect(events.at(-1)).toMatchObject({ type: 'done' });
  });
});

describe('the lab over the socket', () => {
  it('has no results at first, quotes papers, and tells what it does not know', async () => {
    const { api } = await running.connect();
    expect(await api.lab.list()).toEqual([]);
    expect((await api.lab.quoted()).length).toBeGreaterThan(0);
    await expect(api.lab.get({ labId: 'none' })).rejects.toMatchObject({ code: 'PROBLEM' });
  });
});
