import { resolve } from 'node:path';
import { forkProcess } from '../../../src/main/inference/process-line.ts';
import { startInference } from '../../../src/main/inference/start-inference.ts';

/** A host that starts inference, tells its parent the process's pid and dies without a word. */
const inference = startInference({
  bundledFolder: resolve(import.meta.dirname, '../../../models'),
  userFolder: '',
  providers: ['cpu'],
  spawn: (entryFile) => {
    const line = forkProcess(entryFile);
    process.send?.(line.pid);
    return line;
  },
});
await inference.warmUp('ego-mlp');
process.kill(process.pid, 'SIGKILL');
