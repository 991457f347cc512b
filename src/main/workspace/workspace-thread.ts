import { workerData } from 'node:worker_threads';
import { z } from 'zod';
import { serveThread } from '../runtime/thread.ts';
import { createKeeper } from './keeper.ts';
import { createReader } from './reader.ts';
import { createWriter } from './writer.ts';

const start = z.object({ role: z.enum(['writer', 'reader', 'keeper']), folder: z.string() }).parse(workerData);

switch (start.role) {
  case 'writer':
    serveThread(createWriter());
    break;
  case 'reader':
    serveThread(createReader());
    break;
  case 'keeper':
    serveThread(createKeeper(start.folder));
    break;
}
