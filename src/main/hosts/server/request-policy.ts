import { createHash, timingSafeEqual } from 'node:crypto';

/** What the policy looks at. Header values are null where the header is absent. */
export interface AskedFor {
  method: string;
  /** The request target as it was sent, not decoded. */
  target: string;
  host: string | null;
  origin: string | null;
  secFetchSite: string | null;
  cookie: string | null;
  /** True for a WebSocket handshake. */
  upgrade: boolean;
}

/** Secrets of one server start, as far as deciding needs them. */
export interface Access {
  /** Whether a token from an address opens the door. */
  acceptsToken(token: string): boolean;
  cookieName: string;
  /** Value of the cookie that the token is exchanged for. */
  session: string;
}

export type RequestVerdict =
  | { kind: 'allow'; path: string; search: URLSearchParams }
  /** The token was right: give the cookie and take the token out of the address. */
  | { kind: 'admit' }
  | { kind: 'deny'; status: 400 | 401 | 403 | 404 | 405 | 421; reason: string };

const deny = (status: (RequestVerdict & { kind: 'deny' })['status'], reason: string): RequestVerdict => ({
  kind: 'deny',
  status,
  reason,
});

/** Names under which loopback may be asked for; any port, since a tunnel brings its own. */
const LOOPBACK_HOST = /^(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?$/;
/** Dots, slashes, backslashes and control bytes that are spelt as escapes have no honest use in our paths. */
const SUSPICIOUS_ESCAPE = /%(2e|2f|5c|0|1|7f)/i;

/** Compares in a time that does not tell how much of it was right. */
export const equalSecrets = (a: string, b: string): boolean =>
  timingSafeEqual(createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest());

const cookieValue = (header: string | null, name: string): string | null => {
  for (const part of (header ?? '').split(';')) {
    const [key, ...value] = part.trim().split('=');
    if (key === name) return value.join('=');
  }
  return null;
};

/**
 * Decides about a request before anything else looks at it: the name asked for must be loopback's (a rebound DNS name is
 * not), it must come from our own page, and carry the cookie or the token.
 */
export function requestVerdict(asked: AskedFor, access: Access): RequestVerdict {
  const { host, origin, secFetchSite, target } = asked;
  if (host === null || !LOOPBACK_HOST.test(host)) return deny(421, 'this server answers to loopback names only');
  if (asked.method !== 'GET' && asked.method !== 'HEAD') return deny(405, 'only GET and HEAD are answered');
  if (origin !== null && origin !== `http://${host}`) return deny(403, 'the request comes from another page');
  if (asked.upgrade && origin === null) return deny(403, 'a WebSocket needs an Origin');
  if (secFetchSite !== null && secFetchSite !== 'same-origin' && secFetchSite !== 'none') {
    return deny(403, 'the request comes from another site');
  }
  const [rawPath, query = ''] = splitOnce(target, '?');
  if (!rawPath.startsWith('/')) return deny(400, 'the target is no path');
  if (SUSPICIOUS_ESCAPE.test(rawPath) || rawPath.includes('\\') || rawPath.split('/').includes('..')) {
    return deny(404, 'nothing is there');
  }
  const path = decodeOnce(rawPath);
  if (path === null) return deny(400, 'the path is not UTF-8');
  const search = new URLSearchParams(query);
  const token = search.get('token');
  if (path === '/' && token !== null && !asked.upgrade) {
    return access.acceptsToken(token) ? { kind: 'admit' } : deny(401, 'the token is not this server’s');
  }
  const session = cookieValue(asked.cookie, access.cookieName);
  if (session === null || !equalSecrets(session, access.session)) {
    return deny(401, 'open the address with the token that the server printed when it started');
  }
  return { kind: 'allow', path, search };
}

function splitOnce(text: string, at: string): [string, string?] {
  const i = text.indexOf(at);
  return i < 0 ? [text] : [text.slice(0, i), text.slice(i + 1)];
}

function decodeOnce(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}
