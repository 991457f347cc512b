import { randomUUID } from 'node:crypto';
import type { Run } from '../../shared/domain/run.ts';

/** The record of a run whose plans or scores came from a file; `parameters` says which file and how it was made. */
export const importedRun = (title: string, clips: number, parameters: Run['parameters']): Run => ({
  runId: randomUUID(),
  modelId: `imported:${title}`,
  modelTitle: title,
  modelVersion: '',
  modelHash: '',
  family: 'outside',
  provider: 'imported',
  threads: 0,
  status: 'running',
  createdUs: Date.now() * 1000,
  finishedUs: null,
  clipCount: clips,
  clipsDone: 0,
  failures: [],
  parameters,
  stageMs: {},
});
