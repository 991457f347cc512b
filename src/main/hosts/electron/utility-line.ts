import { utilityProcess } from 'electron';
import { describeEnd, type SpawnProcess } from '../../inference/process-line.ts';

const KEPT_STDERR = 2000;

/** Starts a process as Electron's utility process: Node inside, its own sandboxless service, ended with the app. */
export const spawnUtility: SpawnProcess = (entryFile) => {
  const child = utilityProcess.fork(entryFile, [], {
    serviceName: 'Foresight inference',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let lastWords = '';
  child.stderr?.on('data', (chunk: Buffer) => (lastWords = (lastWords + chunk.toString()).slice(-KEPT_STDERR)));
  let pid: number | undefined;
  child.on('spawn', () => (pid = child.pid));
  return {
    get pid() {
      return pid;
    },
    post: (message) => child.postMessage(message),
    onMessage: (listener) =>
      void child.on('message', (message) => {
        // What was said before an answer does not tell why the process ended after it.
        lastWords = '';
        listener(message);
      }),
    onClose: (listener) => void child.on('exit', (code) => listener(describeEnd(code, null, '', lastWords))),
    kill: () => {
      // `child.kill()` asks; a process inside a long native run does not hear it.
      if (pid !== undefined) process.kill(pid, 'SIGKILL');
      else child.kill();
    },
  };
};
