import { ORPCError } from '@orpc/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WorkspaceEvent } from '../../../src/shared/api/app.ts';
import { problemSchema } from '../../../src/shared/domain/problem.ts';
import { startTestServer, type TestServer } from '../../running-server.ts';

let running: TestServer;
beforeAll(async () => {
  running = await startTestServer();
});
afterAll(() => running.close());

const problemOfCall = async (call: Promise<unknown>) => {
  const error: unknown = await call.then(
    () => null,
    (e: unknown) => e,
  );
  if (!(error instanceof ORPCError)) throw new Error('the call did not fail with an error of the contract');
  expect(error.code).toBe('PROBLEM');
  expect(error.defined).toBe(true);
  return problemSchema.parse(error.data);
};

/** Reads events until one passes. */
async function untilEvent<T extends WorkspaceEvent>(
  events: AsyncIterator<WorkspaceEvent>,
  passes: (event: WorkspaceEvent) => event is T,
): Promise<T> {
  for (;;) {
    const result = await events.next();
    if (result.done) throw new Error('the events ended');
    if (passes(result.value)) return result.value;
  }
}
const isReview = (event: WorkspaceEvent) => event.type === 'review';

describe('calls over the socket', () => {
  it('answer', async () => {
    const { api } = await running.connect();
    const info = await api.app.info();
    expect(info).toMatchObject({ host: 'server', can: { pickFolder: false, windowControls: false, printPdf: false } });
    expect(info.version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(await api.datasets.list()).toEqual([]);
    expect((await api.workspace.state()).status).toBe('open');
  });

  it('tell a bad input in words, with its place', async () => {
    const { api } = await running.connect();
    const problem = await problemOfCall(api.clips.get({ clipId: 'no-colon' }));
    expect(problem.code).toBe('request.invalid');
    expect(problem.whatHappened).toContain('clips.get');
    expect(problem.whatHappened).toContain('clipId');
  });

  it.each<[string, (api: Awaited<ReturnType<TestServer['connect']>>['api']) => Promise<unknown>, string]>([
    ['an unknown clip', (api) => api.clips.get({ clipId: 'none:none' }), 'clip'],
    ['a folder that is no data set', (api) => api.datasets.probe({ path: running.folder }), 'dataset.'],
    ['a folder that is not there', (api) => api.datasets.add({ path: '/nowhere/at/all' }), 'dataset.'],
    ['an unknown data set', (api) => api.datasets.reindex({ datasetId: 'none' }), 'dataset.unknown'],
    ['an unknown model', (api) => api.runs.start({ modelId: 'none', filter: {} }), 'model.unknown'],
    ['an unknown run', (api) => api.runs.resume({ runId: 'none' }), 'run.unknown'],
    ['what only a desktop window can', (api) => api.app.pickFolder({ title: 'x' }), 'host.no-window'],
  ])('tell the problem of %s', async (_name, call, code) => {
    const { api } = await running.connect();
    const problem = await problemOfCall(call(api));
    expect(problem.code).toContain(code);
    for (const words of Object.values(problem)) expect(words).not.toBe('');
  });

  it('are cancelled by the caller’s signal', async () => {
    const { api } = await running.connect();
    const controller = new AbortController();
    controller.abort();
    await expect(api.clips.facets({ filter: {} }, { signal: controller.signal })).rejects.toThrow(/abort/i);
  });

  it('survive messages that are no calls', async () => {
    const { api, socket } = await running.connect();
    for (const junk of ['', 'x', '{}', '[]', 'null', '{"i":"1"}']) socket.send(junk);
    expect((await api.app.info()).host).toBe('server');
  });
});

describe('events', () => {
  it('begin with everything as it is and end with their reader', async () => {
    const { api } = await running.connect();
    const events = await api.app.events();
    const first = await events.next();
    expect(first.value).toMatchObject({
      type: 'hello',
      jobs: [],
      workspace: { status: 'open' },
      history: { undo: null },
    });
    await events.return?.();
  });

  it('bring one window’s edits to the other', async () => {
    const [one, two] = [await running.connect(), await running.connect()];
    const events = await two.api.app.events();
    await events.next();
    const [type] = await one.api.review.tagTypes();
    await one.api.review.saveTagType({ ...type, description: 'changed in another window' });
    await untilEvent(events, isReview);
    const seen = (await two.api.review.tagTypes()).find((t) => t.tagTypeId === type.tagTypeId);
    expect(seen?.description).toBe('changed in another window');
  });

  it('end when the socket drops, and a new socket begins anew', async () => {
    const { api, socket } = await running.connect();
    const events = await api.app.events();
    await events.next();
    const next = events.next();
    socket.terminate();
    await expect(next).rejects.toThrow();
    const again = await running.connect();
    const anew = await (await again.api.app.events()).next();
    expect(anew.value).toMatchObject({ type: 'hello' });
  });
});

describe('two instances on one workspace', () => {
  it('tell the second in words, and it gets in when the first is gone', async () => {
    const first = await startTestServer();
    const second = await startTestServer(first.workstation.workspace.folder);
    try {
      const { api } = await second.connect();
      const hello = (await (await api.app.events()).next()).value as WorkspaceEvent & { type: 'hello' };
      expect(hello.workspace.status).not.toBe('open');
      const problem = problemSchema.parse(hello.workspace.problem);
      expect(problem.whatHappened).not.toBe('');
      expect(hello.workspace.choices).toContain('look-again');
      await first.server.close();
      await first.workstation.close();
      expect((await api.workspace.recover({ choice: 'look-again' })).status).toBe('open');
    } finally {
      await second.close();
    }
  });
});
