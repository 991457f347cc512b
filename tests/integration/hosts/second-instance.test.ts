import { join } from 'node:path';
import { expect, it } from 'vitest';
import { freshFolder, startTestServer } from '../../running-server.ts';

it('a run that ended with another instance is told as stopped once this one may write', async () => {
  const workspaceFolder = join(freshFolder(), 'workspace');
  const first = await startTestServer(workspaceFolder);
  const second = await startTestServer(workspaceFolder);
  const { api, socket } = await second.connect();
  expect(await api.workspace.state()).toMatchObject({ status: 'blocked', choices: ['open-read-only', 'look-again'] });
  await first.workstation.workspace.runs.create({
    runId: 'cut-off',
    modelId: 'ego-mlp',
    modelTitle: 'Ego-status MLP',
    modelVersion: '1.0.0',
    modelHash: '',
    family: 'baseline',
    provider: 'cpu',
    threads: 1,
    status: 'running',
    createdUs: 1,
    finishedUs: null,
    clipCount: 4,
    clipsDone: 1,
    failures: [],
    parameters: {},
    stageMs: {},
  });
  expect(await api.workspace.recover({ choice: 'open-read-only' })).toMatchObject({ status: 'read-only' });
  expect(await api.runs.list()).toMatchObject([{ status: 'running' }]);
  await first.close();
  expect(await api.workspace.recover({ choice: 'look-again' })).toMatchObject({ status: 'open' });
  await expect.poll(() => api.runs.list()).toMatchObject([{ runId: 'cut-off', status: 'stopped', clipsDone: 1 }]);
  socket.close();
  await second.close();
});
