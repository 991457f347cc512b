import { expect, it } from 'vitest';
import { clipVerdict, median } from '../../../src/main/jobs/run-policy.ts';

const problem = (code: string) => ({ code, title: '', whatHappened: '', whatWasKept: '', whatToDo: '' });

it.each([
  ['inference.crashed', 1, 'retry'],
  ['inference.crashed', 2, 'skip'],
  ['inference.failed', 1, 'stop'],
  ['inference.no-provider', 1, 'stop'],
  ['inference.closed', 1, 'stop'],
  ['inference.run-refused', 1, 'skip'],
  ['model.answer-unusable', 1, 'skip'],
  ['model.file-absent', 1, 'stop'],
  ['clip.absent', 1, 'skip'],
  ['internal', 1, 'skip'],
] as const)('%s at attempt %i: %s', (code, attempt, verdict) => {
  expect(clipVerdict(problem(code), attempt)).toBe(verdict);
});

it.each([
  [[], 0],
  [[3], 3],
  [[4, 1, 3], 3],
  [[4, 1, 3, 2], 2.5],
])('the median of %j is %f', (values, expected) => {
  expect(median(values)).toBe(expected);
});
