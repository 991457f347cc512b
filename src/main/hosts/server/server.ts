import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import type { Duplex } from 'node:stream';
import { RPCHandler } from '@orpc/server/ws';
import { WebSocketServer } from 'ws';
import { ProblemError } from '../../../shared/domain/problem.ts';
import { wireSerializers } from '../../../shared/api/wire.ts';
import type { Workstation } from '../../api/workstation.ts';
import type { MediaResponse } from '../../media/media-response.ts';
import { openPageFiles } from '../page-files.ts';
import { SECURITY_HEADERS } from '../page-headers.ts';
import { createAccess } from './access.ts';
import { requestVerdict, type AskedFor } from './request-policy.ts';

export interface ServerOptions {
  workstation: Workstation;
  /** Folder of the built window. */
  pageFolder: string;
  /** 0 or absent: any free port. */
  port?: number;
}

export interface RunningServer {
  port: number;
  /** Address with the access token; whoever has it may use the workspace. */
  url: string;
  /** The same, good once and within a minute: for a browser's command line. */
  oneTimeUrl(): string;
  close(): Promise<void>;
}

/** Ids of 100,000 clips fit; more is no request of ours. */
const MAX_MESSAGE_BYTES = 16 * 1024 * 1024;
const PING_MS = 20_000;

const header = (value: string | string[] | undefined): string | null => (typeof value === 'string' ? value : null);

const askedFor = (request: IncomingMessage, upgrade: boolean): AskedFor => ({
  method: request.method ?? '',
  target: request.url ?? '',
  host: header(request.headers.host),
  origin: header(request.headers.origin),
  secFetchSite: header(request.headers['sec-fetch-site']),
  cookie: header(request.headers.cookie),
  upgrade,
});

/** Serves a workstation to browsers on this machine: loopback only, one random token a start. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const access = createAccess();
  const pages = openPageFiles(options.pageFolder);
  const { workstation } = options;

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const verdict = requestVerdict(askedFor(request, false), access);
    if (verdict.kind === 'deny') return sendText(response, verdict.status, verdict.reason);
    if (verdict.kind === 'admit') {
      const cookie = `${access.cookieName}=${access.session}; HttpOnly; SameSite=Strict; Path=/`;
      return sendText(response, 303, 'admitted', { 'set-cookie': cookie, location: '/', 'cache-control': 'no-store' });
    }
    const { path, search } = verdict;
    if (path.startsWith('/media/')) {
      const range = header(request.headers.range) ?? undefined;
      const ifNoneMatch = header(request.headers['if-none-match']) ?? undefined;
      return sendMedia(
        response,
        await workstation.media.respond({ path, search, range, ifNoneMatch }),
        request.method === 'HEAD',
      );
    }
    const file = await pages.read(path);
    if (!file) return sendText(response, 404, 'nothing is there');
    response.writeHead(200, {
      ...SECURITY_HEADERS,
      'content-type': file.type,
      'content-length': file.body.byteLength,
      'cache-control': file.cacheControl,
    });
    response.end(request.method === 'HEAD' ? undefined : file.body);
  };

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      workstation.log.fault(`answering ${request.method ?? ''} ${(request.url ?? '').split('?')[0]}`, error);
      if (response.headersSent) response.destroy();
      else sendText(response, 500, 'Foresight has a fault; the log beside the workspace names the place');
    });
  });

  const rpc = new RPCHandler(workstation.router, { customJsonSerializers: wireSerializers });
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES, perMessageDeflate: false });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const verdict = requestVerdict(askedFor(request, true), access);
    const refused =
      verdict.kind === 'deny' ? verdict.status : verdict.kind === 'admit' || verdict.path !== '/api' ? 404 : null;
    if (refused !== null) return void socket.end(`HTTP/1.1 ${refused} Refused\r\nConnection: close\r\n\r\n`);
    sockets.handleUpgrade(request, socket, head, (ws) => {
      // A socket that broke closes by itself; the window opens a new one.
      ws.on('error', () => ws.terminate());
      void rpc.upgrade(ws, { context: { window: null } });
    });
  });
  const pinging = setInterval(() => sockets.clients.forEach((ws) => ws.ping()), PING_MS);

  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(notListening(options.port ?? 0, error)));
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `http://127.0.0.1:${port}/?token=${access.token}`,
    oneTimeUrl: () => `http://127.0.0.1:${port}/?token=${access.oneTimeToken()}`,
    async close() {
      clearInterval(pinging);
      sockets.clients.forEach((ws) => ws.terminate());
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const notListening = (port: number, error: Error) =>
  new ProblemError(
    {
      code: 'host.port-refused',
      title: `Port ${port} cannot be used`,
      whatHappened: `Listening on 127.0.0.1:${port} failed: ${error.message}.`,
      whatWasKept: 'Everything that was saved before.',
      whatToDo: 'Choose another port, or none for any that is free.',
    },
    { cause: error },
  );

function sendText(response: ServerResponse, status: number, text: string, headers: Record<string, string> = {}): void {
  response.writeHead(status, { ...SECURITY_HEADERS, 'content-type': 'text/plain; charset=utf-8', ...headers });
  response.end(`Foresight: ${text}.\n`);
}

function sendMedia(response: ServerResponse, media: MediaResponse, headOnly: boolean): void {
  response.writeHead(media.status, { ...SECURITY_HEADERS, ...media.headers });
  if (typeof media.body === 'string' || media.body instanceof Uint8Array) {
    response.end(headOnly ? undefined : media.body);
    return;
  }
  if (headOnly) {
    response.end();
    // The file behind it was opened already and would stay so.
    void media.body.cancel();
    return;
  }
  const body = Readable.fromWeb(media.body as Parameters<typeof Readable.fromWeb>[0]);
  body.on('error', () => response.destroy());
  response.on('close', () => body.destroy());
  body.pipe(response);
}
