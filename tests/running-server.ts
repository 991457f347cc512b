import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { openWorkstation, type Workstation } from '../src/main/api/workstation.ts';
import { startServer, type RunningServer } from '../src/main/hosts/server/server.ts';
import type { Contract } from '../src/shared/api/contract.ts';
import { wireSerializers } from '../src/shared/api/wire.ts';

export interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

/** A real workstation behind a real server, over a workspace in a fresh folder. */
export interface TestServer {
  folder: string;
  workstation: Workstation;
  server: RunningServer;
  /** Asks with exactly these headers; the session cookie is added unless `cookie` is given. */
  ask(target: string, headers?: Record<string, string>, method?: string): Promise<Answer>;
  cookie: string;
  /** A window's line to the API. */
  connect(): Promise<{ api: ContractRouterClient<Contract>; socket: WebSocket }>;
  close(): Promise<void>;
}

export const freshFolder = (): string => mkdtempSync(join(tmpdir(), 'foresight-test-'));

function askServer(port: number, target: string, headers: Record<string, string>, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path: target, method, headers, agent: false }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (body += chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    });
    // A refused upgrade is answered on the bare socket.
    asked.on('upgrade', (response, socket) => {
      socket.destroy();
      resolve({ status: response.statusCode ?? 0, headers: response.headers, body: '' });
    });
    asked.on('error', reject);
    asked.end();
  });
}

/** Starts a server for a test; `workspaceFolder` may name one that another server has open. */
export async function startTestServer(workspaceFolder?: string, port?: number): Promise<TestServer> {
  const folder = freshFolder();
  const pageFolder = join(folder, 'page');
  mkdirSync(join(pageFolder, 'assets'), { recursive: true });
  writeFileSync(join(pageFolder, 'index.html'), '<!doctype html><title>Foresight</title>');
  writeFileSync(join(pageFolder, 'assets/main-abc.js'), 'export {};');
  writeFileSync(join(folder, 'secret.js'), 'outside the page folder');
  const workstation = await openWorkstation({
    workspaceFolder: workspaceFolder ?? join(folder, 'workspace'),
    host: 'server',
  });
  const server = await startServer({ workstation, pageFolder, ...(port !== undefined && { port }) }).catch(
    async (error: unknown) => {
      await workstation.close();
      throw error;
    },
  );
  const admitted = await askServer(server.port, new URL(server.url).pathname + new URL(server.url).search, {});
  const cookie = String(admitted.headers['set-cookie']).split(';')[0];
  return {
    folder,
    workstation,
    server,
    cookie,
    ask: (target, headers = {}, method) => askServer(server.port, target, { cookie, ...headers }, method),
    connect: async () => {
      const origin = `http://127.0.0.1:${server.port}`;
      const socket = new WebSocket(`ws://127.0.0.1:${server.port}/api`, { headers: { cookie, origin } });
      await new Promise((opened, failed) => socket.once('open', opened).once('error', failed));
      // The browser's own interface, which oRPC is written for.
      const websocket = socket as unknown as globalThis.WebSocket;
      return { api: createORPCClient(new RPCLink({ websocket, customJsonSerializers: wireSerializers })), socket };
    },
    async close() {
      await server.close();
      await workstation.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
