import { protocol, type Session } from 'electron';
import type { Workstation } from '../../api/workstation.ts';
import type { MediaResponse } from '../../media/media-response.ts';
import { openPageFiles } from '../page-files.ts';
import { SECURITY_HEADERS } from '../page-headers.ts';
import { PAGE_SCHEME } from './page-origin.ts';

/** To be called before the app is ready. */
export function claimScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: PAGE_SCHEME,
      privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
    },
  ]);
}

const plain = (status: number, text: string) =>
  new Response(text, { status, headers: { ...SECURITY_HEADERS, 'content-type': 'text/plain; charset=utf-8' } });

const withoutBody = new Set([204, 304]);
const toResponse = ({ status, headers, body }: MediaResponse): Response =>
  new Response(withoutBody.has(status) ? null : (body as BodyInit), {
    status,
    headers: { ...SECURITY_HEADERS, ...headers },
  });

/** Serves the window's files and, once it is open, the media of the workstation under our own scheme. */
export function servePages(session: Session, opening: Promise<Workstation>, pageFolder: string): void {
  const pages = openPageFiles(pageFolder);
  session.protocol.handle(PAGE_SCHEME, async (request) => {
    const url = new URL(request.url);
    if (url.host !== 'app' || (request.method !== 'GET' && request.method !== 'HEAD'))
      return plain(404, 'nothing is there');
    const path = decodedPath(url);
    if (path === null) return plain(400, 'the path is not UTF-8');
    if (path.startsWith('/media/')) {
      const range = request.headers.get('range') ?? undefined;
      const ifNoneMatch = request.headers.get('if-none-match') ?? undefined;
      const { media } = await opening;
      return toResponse(await media.respond({ path, search: url.searchParams, range, ifNoneMatch }));
    }
    const file = await pages.read(path);
    if (!file) return plain(404, 'nothing is there');
    return new Response(file.body, {
      headers: { ...SECURITY_HEADERS, 'content-type': file.type, 'cache-control': file.cacheControl },
    });
  });
}

function decodedPath(url: URL): string | null {
  try {
    return decodeURIComponent(url.pathname);
  } catch {
    return null;
  }
}
