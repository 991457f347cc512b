import { expect, it } from 'vitest';
import { usualMetric } from '../../../src/main/hosts/cli/chosen-metric.ts';

const plans = { 'ade@4s/10Hz': 1, 'ade@2s/10Hz': 1 };
const shortPlans = { 'ade@2s/10Hz': 1 };
const pictures = { 'video/ssim@2s': 0.5, 'video/ssim@4s': 0.5 };
const shortPictures = { 'video/ssim@1s': 0.5 };

it.each<[string, Record<string, number>[], string]>([
  ['a planner', [plans], 'ade@4s/10Hz'],
  ['a planner on short clips', [shortPlans], 'ade@2s/10Hz'],
  ['a world model', [pictures], 'video/ssim@4s'],
  ['a world model on short clips', [shortPictures], 'video/ssim@1s'],
  ['what both have', [plans, shortPlans], 'ade@2s/10Hz'],
  ['a world model before a planner', [pictures, plans], 'video/ssim@4s'],
  ['a planner before a world model', [plans, pictures], 'ade@4s/10Hz'],
  ['nothing', [{}], 'ade@4s/10Hz'],
])('the metric of %s', (_, runs, metric) => {
  const runIds = runs.map((_run, i) => `r${String(i)}`);
  const values = runs.map((own, i) => ({ runId: runIds[i], values: own }));
  expect(usualMetric(runIds, values)).toBe(metric);
});
