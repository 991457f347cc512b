import type { Line } from '../../runtime/calls.ts';

/** What Electron gives a utility process. */
interface ParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: unknown }) => void): void;
}
const parentPortOf = (): ParentPort | undefined => (process as { parentPort?: ParentPort }).parentPort;

/** The line to whoever started this process: Electron's main by `parentPort`, else the forking parent by IPC. */
export function hostLine(): Line {
  const port = parentPortOf();
  if (port) {
    return {
      post: (message) => port.postMessage(message),
      onMessage: (listener) => port.on('message', (event) => listener(event.data)),
      // Electron ends a utility process with its parent.
      onClose: () => undefined,
    };
  }
  if (!process.send) throw new Error('not started as a child process');
  return {
    post: (message) => void process.send?.(message, undefined, undefined, () => undefined),
    onMessage: (listener) => void process.on('message', listener),
    onClose: (listener) => void process.on('disconnect', () => listener('the host closed the line')),
  };
}
