import type { ClientLink } from '@orpc/client';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import { RPCLink as SocketLink } from '@orpc/client/websocket';
import { wireSerializers } from '../../shared/api/wire.ts';

/** One open line to the workstation. */
export interface Transport {
  link: ClientLink<Record<never, never>>;
  /** Resolves when the line is gone, whoever ended it. */
  closed: Promise<void>;
}

/** True inside the Electron app, where the page's own scheme is served by the workstation. */
export const insideElectron = (): boolean => location.protocol === 'foresight:';

/** Asks the preload for a fresh message port; rejects when none came in 5 s. */
function openPort(): Promise<Transport> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => stop(() => reject(new Error('the workstation did not answer'))), 5000);
    const onMessage = (event: MessageEvent<unknown>) => {
      if (event.source !== window || event.origin !== location.origin || event.data !== 'foresight:port') return;
      const port = event.ports[0];
      if (port === undefined) return;
      stop(() => {
        const closed = new Promise<void>((gone) => port.addEventListener('close', () => gone(), { once: true }));
        const link = new PortLink({ port, customJsonSerializers: wireSerializers });
        port.start();
        resolve({ link, closed });
      });
    };
    const stop = (then: () => void) => {
      clearTimeout(timer);
      window.removeEventListener('message', onMessage);
      then();
    };
    window.addEventListener('message', onMessage);
    window.postMessage('foresight:connect', location.origin);
  });
}

/** Opens the server's WebSocket; the session cookie goes with it. */
function openSocket(): Promise<Transport> {
  return new Promise((resolve, reject) => {
    const websocket = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/api`);
    const link = new SocketLink({ websocket, customJsonSerializers: wireSerializers });
    const closed = new Promise<void>((gone) =>
      websocket.addEventListener('close', () => {
        reject(new Error('the server does not answer'));
        gone();
      }),
    );
    websocket.addEventListener('open', () => resolve({ link, closed }));
  });
}

export const openTransport = (): Promise<Transport> => (insideElectron() ? openPort() : openSocket());

/** Why the server will not let this page in, in words; null when it may later. A server that was started again has new secrets. */
export async function whyRefused(): Promise<string | null> {
  if (insideElectron()) return null;
  const answer = await fetch(location.href, { method: 'HEAD' }).catch(() => null);
  return answer?.status === 401 ? 'The server was started again: open the address that it printed.' : null;
}
