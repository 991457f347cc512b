import { problemOf, type Problem } from '../../shared/domain/problem.ts';
import { readByteRange } from './byte-range.ts';

/** What a host needs of a request; it maps its own request type to this. */
export interface MediaRequest {
  /** `/media/…`, percent-decoded once. */
  path: string;
  search: URLSearchParams;
  range?: string | undefined;
  ifNoneMatch?: string | undefined;
}

export interface MediaResponse {
  status: number;
  headers: Record<string, string>;
  body: Uint8Array | ReadableStream<Uint8Array> | string;
}

/** Which bytes to send and how they may be cached. */
export interface Content {
  type: string;
  size: number;
  /** Names this very state of the content. */
  etag: string;
  cacheControl: string;
  /** Sent with a page that we made, so that it can do nothing but be read. */
  contentSecurityPolicy?: string;
  /** Bytes from start to end (exclusive). */
  read(start: number, end: number): Uint8Array | ReadableStream<Uint8Array>;
}

const common = { 'x-content-type-options': 'nosniff', 'cross-origin-resource-policy': 'same-origin' };

/** Answers a request for some content: 200, 206 for a range, 304 where the asker has it, 416 past its end. */
export function contentResponse(content: Content, request: MediaRequest): MediaResponse {
  const headers: Record<string, string> = {
    ...common,
    'content-type': content.type,
    'cache-control': content.cacheControl,
    etag: content.etag,
    'accept-ranges': 'bytes',
  };
  if (content.contentSecurityPolicy !== undefined) headers['content-security-policy'] = content.contentSecurityPolicy;
  if (request.ifNoneMatch?.split(',').some((tag) => tag.trim().replace(/^W\//, '') === content.etag)) {
    return { status: 304, headers, body: '' };
  }
  const range = readByteRange(request.range, content.size);
  if (range.kind === 'unsatisfiable') {
    return { status: 416, headers: { ...headers, 'content-range': `bytes */${content.size}` }, body: '' };
  }
  const [start, end] = range.kind === 'part' ? [range.start, range.end] : [0, content.size];
  headers['content-length'] = String(end - start);
  if (range.kind === 'part') headers['content-range'] = `bytes ${start}-${end - 1}/${content.size}`;
  return { status: range.kind === 'part' ? 206 : 200, headers, body: content.read(start, end) };
}

const notFound = new Set([
  'media.outside-root',
  'media.root-absent',
  'media.file-absent',
  'media.unknown-address',
  'media.no-such-picture',
]);
const statusOf = (problem: Problem): number => {
  if (notFound.has(problem.code)) return 404;
  if (problem.code === 'media.bad-request') return 400;
  return /^media\.(image|map|points|video)-/.test(problem.code) ? 422 : 500;
};

/** A problem as a JSON body, so that the window can tell it in words where the picture would be. */
export function problemResponse(error: unknown): MediaResponse {
  const problem = problemOf(error);
  return {
    status: statusOf(problem),
    headers: { ...common, 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
    body: JSON.stringify({ problem }),
  };
}
