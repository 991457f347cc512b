import { describe, expect, it } from 'vitest';
import { createAccess } from '../../../src/main/hosts/server/access.ts';
import { requestVerdict, type AskedFor } from '../../../src/main/hosts/server/request-policy.ts';

const access = createAccess();
const cookie = `${access.cookieName}=${access.session}`;
const page: AskedFor = {
  method: 'GET',
  target: '/',
  host: '127.0.0.1:5000',
  origin: null,
  secFetchSite: 'none',
  cookie,
  upgrade: false,
};
const socket: Partial<AskedFor> = {
  target: '/api',
  upgrade: true,
  origin: 'http://127.0.0.1:5000',
  secFetchSite: null,
};

const outcome = (asked: Partial<AskedFor>) => {
  const verdict = requestVerdict({ ...page, ...asked }, access);
  return verdict.kind === 'deny' ? verdict.status : verdict.kind;
};

describe('request policy', () => {
  it.each<[string, Partial<AskedFor>, number | 'allow' | 'admit']>([
    ['own page with cookie', {}, 'allow'],
    ['a HEAD', { method: 'HEAD' }, 'allow'],
    ['own script', { target: '/assets/main-1.js', secFetchSite: 'same-origin' }, 'allow'],
    ['a cookie among others', { cookie: `a=b; ${cookie}; c=d` }, 'allow'],
    ['through a tunnel’s own port', { host: 'localhost:9000' }, 'allow'],
    ['IPv6 loopback', { host: '[::1]:5000' }, 'allow'],
    ['token', { target: `/?token=${access.token}`, cookie: null }, 'admit'],
    [
      'token, from a link in a terminal',
      { target: `/?token=${access.token}`, cookie: null, secFetchSite: 'none' },
      'admit',
    ],
    ['wrong token', { target: '/?token=x', cookie: null }, 401],
    ['empty token', { target: '/?token=', cookie: null }, 401],
    [
      'token of the right length but wrong',
      { target: `/?token=${'A'.repeat(access.token.length)}`, cookie: null },
      401,
    ],
    ['token where it is not taken', { target: `/media/image/a/b/c/0?token=${access.token}`, cookie: null }, 401],
    ['no cookie', { cookie: null }, 401],
    ['cookie of another server', { cookie: `${access.cookieName}=x` }, 401],
    ['cookie under another name', { cookie: `foresight=${access.session}` }, 401],
    ['no host', { host: null }, 421],
    ['a rebound name', { host: 'evil.example:5000' }, 421],
    ['a name that starts like loopback', { host: '127.0.0.1.evil.example' }, 421],
    ['a name that ends like loopback', { host: 'xlocalhost:5000' }, 421],
    ['the machine’s address', { host: '192.168.1.5:5000' }, 421],
    ['a rebound name even with the token', { host: 'evil.example', target: `/?token=${access.token}` }, 421],
    ['POST', { method: 'POST' }, 405],
    ['another origin', { origin: 'http://evil.example' }, 403],
    ['another port’s origin', { origin: 'http://127.0.0.1:8000' }, 403],
    ['origin null', { origin: 'null' }, 403],
    ['https origin of the same name', { origin: 'https://127.0.0.1:5000' }, 403],
    ['cross-site fetch', { secFetchSite: 'cross-site' }, 403],
    ['same-site but another port', { secFetchSite: 'same-site' }, 403],
    ['socket of own page', socket, 'allow'],
    ['socket without origin', { ...socket, origin: null }, 403],
    ['socket of another page', { ...socket, origin: 'http://evil.example' }, 403],
    ['socket without cookie', { ...socket, cookie: null }, 401],
    ['socket with the token instead', { ...socket, target: `/api?token=${access.token}`, cookie: null }, 401],
    ['socket to / with the token', { ...socket, target: `/?token=${access.token}`, cookie: null }, 401],
    ['encoded dots', { target: '/%2e%2e/etc/passwd' }, 404],
    ['encoded slash', { target: '/..%2fetc/passwd' }, 404],
    ['plain dots', { target: '/assets/../../etc/passwd' }, 404],
    ['backslash', { target: '/..\\etc' }, 404],
    ['encoded backslash', { target: '/..%5cetc' }, 404],
    ['encoded NUL', { target: '/index.html%00.png' }, 404],
    ['broken UTF-8', { target: '/%ff' }, 400],
    ['absolute form', { target: 'http://evil.example/' }, 400],
  ])('%s', (_name, asked, expected) => expect(outcome(asked)).toBe(expected));

  it('decodes a path exactly once', () => {
    const verdict = requestVerdict({ ...page, target: '/media/map/a/b%20c?bounds=1,2,3,4' }, access);
    expect(verdict).toMatchObject({ kind: 'allow', path: '/media/map/a/b c' });
    // An escape that decodes to an escape stays text.
    expect(requestVerdict({ ...page, target: '/media/%252e%252e/x' }, access)).toMatchObject({
      path: '/media/%2e%2e/x',
    });
  });

  it('takes a one-time token once', () => {
    const target = `/?token=${access.oneTimeToken()}`;
    expect(outcome({ target, cookie: null })).toBe('admit');
    expect(outcome({ target, cookie: null })).toBe(401);
    expect(outcome({ target: `/?token=${access.token}`, cookie: null })).toBe('admit');
  });

  it('makes secrets of 256 bits, new at each start', () => {
    const other = createAccess();
    expect(Buffer.from(access.token, 'base64url')).toHaveLength(32);
    expect(Buffer.from(access.session, 'base64url')).toHaveLength(32);
    expect(other.token).not.toBe(access.token);
    expect(other.cookieName).not.toBe(access.cookieName);
  });
});
