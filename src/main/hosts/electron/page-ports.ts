import { BrowserWindow, ipcMain, MessageChannelMain, type IpcMainEvent, type MessagePortMain } from 'electron';
import { RPCHandler } from '@orpc/server/message-port';
import { wireSerializers } from '../../../shared/api/wire.ts';
import type { Workstation } from '../../api/workstation.ts';
import { callingWindow } from './calling-window.ts';
import { senderVerdict } from './page-policy.ts';

const askedBy = (event: IpcMainEvent) => ({
  url: event.senderFrame?.url ?? null,
  isTopFrame: event.senderFrame !== null && event.senderFrame.parent === null,
});

/** What oRPC sees of a port. A message that could not cross arrives as null and is dropped. */
const guarded = (port: MessagePortMain) => ({
  on: (event: string, callback: (message?: { data: unknown }) => void) => {
    if (event === 'close') port.on('close', () => callback());
    else if (event === 'message')
      port.on('message', (message) => message.data !== null && message.data !== undefined && callback(message));
  },
  postMessage: (data: unknown) => port.postMessage(data),
});

/** Gives our page a port to the workstation, once it is open, whenever it asks for one; anybody else gets no answer. */
export function servePorts(opening: Promise<Workstation>): void {
  const serving = opening.then(({ router }) => new RPCHandler(router, { customJsonSerializers: wireSerializers }));
  ipcMain.on('foresight:connect', (event) => {
    const window = BrowserWindow.fromWebContents(event.sender);
    if (senderVerdict(askedBy(event)) === 'ignore' || !event.senderFrame || !window) return;
    const { port1, port2 } = new MessageChannelMain();
    event.senderFrame.postMessage('foresight:port', null, [port2]);
    // Calls that come before the workstation is open wait in the port.
    void serving.then((rpc) => {
      rpc.upgrade(guarded(port1), { context: { window: callingWindow(window) } });
      port1.start();
    });
  });
}
