import { expect, it } from 'vitest';
import { nothingInCommon } from '../../../src/renderer/compare/nothing-in-common.ts';
import type { Run } from '../../../src/shared/domain/run.ts';

const plans = { parameters: {} } as Run;
const pictures = { parameters: { video: {} } } as unknown as Run;

it.each([
  ['pictures against plans', pictures, plans, false, /^A predicts pictures and B plans/],
  ['plans against pictures, whatever the filter', plans, pictures, true, /^B predicts pictures and A plans/],
  ['two that plan', plans, plans, false, /two settings are never compared\.$/],
  ['two world models on a filter', pictures, pictures, true, /^No clip of the filter/],
  ['a run that is not known yet', null, pictures, false, /two settings are never compared\.$/],
])('%s', (_, a, b, isFiltered, words) => {
  expect(nothingInCommon(a, b, isFiltered)).toMatch(words);
});
