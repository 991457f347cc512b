import type { PdmSetting } from '../../shared/domain/pdm-metric.ts';
import type { TwoStageRequest } from '../../shared/domain/pdm-two-stage.ts';
import type { Run } from '../../shared/domain/run.ts';
import { plural } from '../ui/numbers.ts';

/** What is asked for in the dialog that scores a run. */
export interface ScoreForm {
  stages: 'one' | 'two';
  metrics: readonly ('epdms' | 'pdms')[];
  filter: PdmSetting['filter'];
  traffic: PdmSetting['traffic'];
  /** Folder of metric caches; empty for none. */
  metricCache: string;
  splitFile: string;
}

export const emptyForm = (run: Run): ScoreForm => ({
  stages: 'one',
  metrics: ['epdms', 'pdms'],
  filter: 'human',
  traffic: 'log-replay',
  metricCache: typeof run.parameters['metricCache'] === 'string' ? run.parameters['metricCache'] : '',
  splitFile: '',
});

/** The other number of stages, with the traffic that the kit uses there. */
export const withStages = (form: ScoreForm, stages: ScoreForm['stages']): ScoreForm => ({
  ...form,
  stages,
  traffic: stages === 'two' ? 'reactive-idm' : 'log-replay',
});

export const withMetric = (form: ScoreForm, metric: 'epdms' | 'pdms', isWanted: boolean): ScoreForm => ({
  ...form,
  metrics: [...form.metrics.filter((one) => one !== metric), ...(isWanted ? [metric] : [])],
});

/** What keeps the form from being sent, in words; null where nothing does. */
export function missingIn({ stages, metrics, splitFile }: ScoreForm): string | null {
  if (stages === 'two') return splitFile.trim() === '' ? 'Name the split file first.' : null;
  return metrics.length === 0 ? 'Choose EPDMS, PDMS or both.' : null;
}

export const settingsOf = ({ metrics, filter, traffic }: ScoreForm): PdmSetting[] =>
  metrics.map((metric) =>
    metric === 'epdms' ? { version: 'v2', filter, traffic } : { version: 'v1', filter: 'none', traffic },
  );

export const twoStageOf = ({ splitFile, filter, traffic }: ScoreForm): TwoStageRequest => ({
  splitFile: splitFile.trim(),
  filter,
  traffic,
});

/** Why a run cannot be scored in two stages, in words; null where it can. */
export function noSecondStage({ first, second }: { first: number; second: number }): string | null {
  if (second > 0) return null;
  return first === 0
    ? 'Two stages need NAVSIM scenes; this run has planned none.'
    : `Two stages need synthetic scenes that follow the original ones. This run has planned ${plural(first, 'original scene')} and none of those: add a folder such as navhard_two_stage, and run the model on both together.`;
}

/** Whether a run has plans that PDM can score. */
export const hasPlans = ({ parameters }: Pick<Run, 'parameters'>): boolean =>
  // World models predict pictures; an imported table has its scores already.
  parameters['video'] === undefined && parameters['setting'] === undefined;
