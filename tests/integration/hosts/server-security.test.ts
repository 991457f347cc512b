import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PAGE_CSP } from '../../../src/main/hosts/page-headers.ts';
import { startTestServer, type TestServer } from '../../running-server.ts';

let running: TestServer;
beforeAll(async () => {
  running = await startTestServer();
});
afterAll(() => running.close());

const upgrade = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
};

describe('the running server', () => {
  it('listens on loopback only', async () => {
    const { networkInterfaces } = await import('node:os');
    const others = Object.values(networkInterfaces())
      .flatMap((list) => list ?? [])
      .filter((a) => !a.internal && a.family === 'IPv4');
    const { connect } = await import('node:net');
    for (const { address } of others) {
      const outcome = await new Promise((done) => {
        const socket = connect({ host: address, port: running.server.port, timeout: 1000 });
        socket.on('connect', () => (socket.destroy(), done('connected')));
        socket.on('error', () => done('refused'));
        socket.on('timeout', () => (socket.destroy(), done('refused')));
      });
      expect(outcome).toBe('refused');
    }
  });

  it('takes the token for a cookie that scripts cannot read, and out of the address', async () => {
    const { pathname, search } = new URL(running.server.url);
    const answer = await running.ask(pathname + search, { cookie: '' });
    expect(answer.status).toBe(303);
    expect(answer.headers.location).toBe('/');
    expect(String(answer.headers['set-cookie'])).toMatch(/; HttpOnly; SameSite=Strict; Path=\/$/);
    expect(String(answer.headers['set-cookie'])).not.toContain(search.slice('?token='.length));
  });

  it.each<[string, string, Record<string, string>, string, number]>([
    ['the page', '/', {}, 'GET', 200],
    ['a script', '/assets/main-abc.js', {}, 'GET', 200],
    ['no cookie', '/', { cookie: '' }, 'GET', 401],
    ['media without cookie', '/media/thumb/a/b', { cookie: '' }, 'GET', 401],
    ['a rebound name', '/', { host: 'evil.example' }, 'GET', 421],
    ['another origin', '/', { origin: 'http://evil.example' }, 'GET', 403],
    ['another site', '/', { 'sec-fetch-site': 'cross-site' }, 'GET', 403],
    ['POST', '/', {}, 'POST', 405],
    ['encoded traversal', '/%2e%2e/secret.js', {}, 'GET', 404],
    ['double-encoded traversal', '/%252e%252e/secret.js', {}, 'GET', 404],
    ['traversal', '/assets/../../secret.js', {}, 'GET', 404],
    ['a file outside by name', '/secret.js', {}, 'GET', 404],
    ['the API without a socket', '/api', {}, 'GET', 404],
    ['media by path', '/media/etc/passwd', {}, 'GET', 404],
    ['media by escaped path', '/media/image/a/b/..%2f..%2fetc/passwd', {}, 'GET', 404],
    ['media of an unknown id', '/media/image/none/none/CAM_FRONT/0', {}, 'GET', 404],
    ['a report outside its folder', '/media/report/../foresight.log', {}, 'GET', 404],
    ['a socket without origin', '/api', upgrade, 'GET', 403],
    ['a socket of another page', '/api', { ...upgrade, origin: 'http://evil.example' }, 'GET', 403],
    ['a socket elsewhere', '/elsewhere', { ...upgrade, origin: 'OWN' }, 'GET', 404],
    ['a socket without cookie', '/api', { ...upgrade, origin: 'OWN', cookie: '' }, 'GET', 401],
    [
      'a socket of a rebound name',
      '/api',
      { ...upgrade, host: 'evil.example', origin: 'http://evil.example' },
      'GET',
      421,
    ],
    ['a socket of its own page', '/api', { ...upgrade, origin: 'OWN' }, 'GET', 101],
  ])('answers %s', async (_name, target, headers, method, status) => {
    const own = `http://127.0.0.1:${running.server.port}`;
    const given = headers.origin === 'OWN' ? { ...headers, origin: own } : headers;
    const answer = await running.ask(target, given, method);
    expect(answer.status).toBe(status);
    expect(answer.body).not.toContain('outside the page folder');
  });

  it('says in words that its port is taken', async () => {
    await expect(startTestServer(undefined, running.server.port)).rejects.toThrow(
      `Port ${running.server.port} cannot be used`,
    );
  });

  it('sends the page’s policies with every answer', async () => {
    for (const target of ['/', '/assets/main-abc.js', '/nothing', '/media/thumb/none/none']) {
      const { headers } = await running.ask(target);
      expect(headers['content-security-policy'], target).toBe(PAGE_CSP);
      expect(headers['x-content-type-options'], target).toBe('nosniff');
      expect(headers['referrer-policy'], target).toBe('no-referrer');
      expect(headers['cross-origin-resource-policy'], target).toBe('same-origin');
      expect(headers['access-control-allow-origin'], target).toBeUndefined();
    }
  });

  it('lets files with a digest in their name be kept for ever, the page never', async () => {
    expect((await running.ask('/')).headers['cache-control']).toBe('no-cache');
    expect((await running.ask('/assets/main-abc.js')).headers['cache-control']).toContain('immutable');
  });

  it('tells missing media in words', async () => {
    const { body } = await running.ask('/media/image/none/none/CAM_FRONT/0');
    expect(JSON.parse(body)).toMatchObject({
      problem: { title: expect.any(String) as string, whatToDo: expect.any(String) as string },
    });
  });
});
