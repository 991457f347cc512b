import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { ProblemError } from '../../../src/shared/domain/problem.ts';
import type { SteerRequest } from '../../../src/shared/domain/steering.ts';
import { rolloutOptionsSchema } from '../../../src/shared/domain/video-prediction.ts';
import { startTestServer, type TestServer } from '../../running-server.ts';

const steering: SteerRequest = {
  clipId: 'none:none',
  frame: 0,
  modelId: 'none',
  steering: [0],
  acceleration: [0],
  options: rolloutOptionsSchema.parse({}),
};

let running: TestServer;
const sockets: WebSocket[] = [];

/** The page's world: its address, and a WebSocket that sends the cookie like a browser's. */
beforeAll(async () => {
  running = await startTestServer();
  const host = `127.0.0.1:${running.server.port}`;
  vi.stubGlobal('location', { protocol: 'http:', host, href: `http://${host}/`, origin: `http://${host}` });
  vi.stubGlobal(
    'WebSocket',
    class extends WebSocket {
      constructor(url: string) {
        super(url, { headers: { cookie: running.cookie, origin: `http://${host}` } });
        // A browser tells a failed socket by an event; here it would be thrown.
        this.on('error', () => undefined);
        sockets.push(this);
      }
    },
  );
});
afterAll(async () => {
  vi.unstubAllGlobals();
  await running.close();
});

it('keeps the window connected over dropped lines and says the state', async () => {
  const { api, connect, useConnection } = await import('../../../src/renderer/state/connection.ts');
  const { followEvents, useLive } = await import('../../../src/renderer/state/live.ts');
  const { queryClient } = await import('../../../src/renderer/state/queries.ts');
  const statuses: string[] = [];
  useConnection.subscribe((c, before) => c.status !== before.status && statuses.push(c.status));

  expect(useConnection.getState().status).toBe('connecting');
  followEvents();
  connect();
  // Asked before the line is open: waits for it.
  expect((await api.app.info()).host).toBe('server');
  await vi.waitFor(() => expect(useLive.getState().workspace?.status).toBe('open'));

  const refreshed = vi.spyOn(queryClient, 'invalidateQueries');
  const underWay = (await api.app.events()).next();
  await underWay;
  sockets[0].terminate();
  await vi.waitFor(() => expect(statuses).toEqual(['open', 'lost', 'open']));
  // What changed meanwhile is unknown: everything on screen is asked for again.
  await vi.waitFor(() => expect(refreshed).toHaveBeenCalledWith());
  expect((await api.app.info()).host).toBe('server');
  expect(useConnection.getState()).toMatchObject({ opened: 2, refusal: null });
});

it('throws problems in words, and a cancel as what it is', async () => {
  const { api, callError } = await import('../../../src/renderer/state/connection.ts');
  await expect(api.datasets.reindex({ datasetId: 'none' })).rejects.toThrow(ProblemError);
  const stream = await api.steer.render(steering);
  await expect(stream.next()).rejects.toMatchObject({ problem: { code: 'model.unknown' } });
  const aborted = new DOMException('cancelled', 'AbortError');
  expect(callError(aborted, AbortSignal.abort())).toBe(aborted);
  // oRPC rejects the calls of a broken line like a cancel; without an own cancel it is a lost connection.
  expect(callError(aborted, undefined)).toMatchObject({ problem: { code: 'connection.lost' } });
});

it('ends a stream that is left, and tells one whose line breaks', async () => {
  const { api } = await import('../../../src/renderer/state/connection.ts');
  const left = await api.app.events();
  await left.next();
  await left.return?.();
  expect(await left.next()).toMatchObject({ done: true });
  const cut = await api.app.events();
  await cut.next();
  const next = cut.next();
  sockets.at(-1)?.terminate();
  await expect(next).rejects.toMatchObject({ problem: { code: 'connection.lost' } });
});

it('says why a server that was started again lets it in no more', async () => {
  const { useConnection } = await import('../../../src/renderer/state/connection.ts');
  const { port } = running.server;
  await running.close();
  running = await startTestServer(undefined, port);
  const { cookie } = running;
  running.cookie = 'stale=1';
  await vi.waitFor(() => expect(useConnection.getState().refusal).toContain('started again'), 15_000);
  expect(useConnection.getState().status).toBe('lost');
  running.cookie = cookie;
});
