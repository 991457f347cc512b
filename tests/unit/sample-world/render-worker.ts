import { parentPort, workerData } from 'node:worker_threads';
import { pictureHashes } from './render-hashes.ts';

parentPort?.postMessage(pictureHashes(workerData as { backwards: boolean }));
