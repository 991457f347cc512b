import { describe, expect, it } from 'vitest';
import {
  emptyForm,
  hasPlans,
  missingIn,
  noSecondStage,
  settingsOf,
  twoStageOf,
  withMetric,
  withStages,
} from '../../../src/renderer/jobs/score-run-request.ts';
import type { Run } from '../../../src/shared/domain/run.ts';

const run = (parameters: Run['parameters']) => ({ parameters }) as Run;
const form = emptyForm(run({}));

describe('the form that scores a run', () => {
  it('begins with both versions as the kit scores them, and with the caches of the run', () => {
    expect(settingsOf(form)).toEqual([
      { version: 'v2', filter: 'human', traffic: 'log-replay' },
      { version: 'v1', filter: 'none', traffic: 'log-replay' },
    ]);
    expect(emptyForm(run({ metricCache: '/caches' })).metricCache).toBe('/caches');
  });
  it('has no human filter in v1, whatever is chosen', () => {
    const only = withMetric({ ...form, filter: 'none', traffic: 'reactive-idm' }, 'epdms', false);
    expect(settingsOf(only)).toEqual([{ version: 'v1', filter: 'none', traffic: 'reactive-idm' }]);
    expect(settingsOf(withMetric(only, 'epdms', true)).map(({ version }) => version)).toEqual(['v1', 'v2']);
  });
  it('takes the traffic of the kit with the stages, and asks for the split', () => {
    const two = { ...withStages(form, 'two'), splitFile: ' /splits/navhard.yaml ' };
    expect(twoStageOf(two)).toEqual({ splitFile: '/splits/navhard.yaml', filter: 'human', traffic: 'reactive-idm' });
    expect(withStages(two, 'one').traffic).toBe('log-replay');
  });
  it.each([
    [form, null],
    [{ ...form, metrics: [] }, /EPDMS, PDMS or both/],
    [withStages(form, 'two'), /split file/],
    [{ ...withStages(form, 'two'), splitFile: 'a' }, null],
  ])('says what is missing', (asked, words) => {
    if (words === null) expect(missingIn(asked)).toBeNull();
    else expect(missingIn(asked)).toMatch(words);
  });
  it.each([
    [{ first: 4, second: 2 }, null],
    [{ first: 4, second: 0 }, /planned 4 original scenes and none/],
    [{ first: 0, second: 0 }, /need NAVSIM scenes/],
  ])('offers two stages where there is a second one, else says why not', (stages, words) => {
    if (words === null) expect(noSecondStage(stages)).toBeNull();
    else expect(noSecondStage(stages)).toMatch(words);
  });
  it('is for runs that have plans: not for predicted pictures, nor for imported tables', () => {
    expect(
      [{}, { importedFrom: 'plans.pkl' }, { video: {} }, { setting: 'EPDMS' }].map((p) => hasPlans(run(p))),
    ).toEqual([true, true, false, false]);
  });
});
