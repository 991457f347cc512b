import { pdmMetricKey, pdmTermsOf, type PdmSetting } from '../../src/shared/domain/pdm-metric.ts';
import type { Run } from '../../src/shared/domain/run.ts';
import { metricInfos } from '../../src/shared/domain/score.ts';

const settings: readonly PdmSetting[] = [
  { version: 'v2', filter: 'human', traffic: 'log-replay' },
  { version: 'v1', filter: 'none', traffic: 'log-replay' },
];

/** The columns that a run of a planner has after it was scored by default. */
export const displacementKeys: readonly string[] = metricInfos.map(({ key }) => key);
export const pdmKeys: readonly string[] = settings.flatMap((setting) =>
  (['total', ...pdmTermsOf(setting.version)] as const).map((term) => pdmMetricKey(setting, term)),
);

export const runOf = (runId: string, clips: number): Run => ({
  runId,
  modelId: runId,
  modelTitle: runId,
  modelVersion: '1',
  modelHash: '',
  family: 'bench',
  provider: 'cpu',
  threads: 1,
  status: 'done',
  createdUs: 1,
  finishedUs: 2,
  clipCount: clips,
  clipsDone: clips,
  failures: [],
  parameters: {},
  stageMs: {},
});
