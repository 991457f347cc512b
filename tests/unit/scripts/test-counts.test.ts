import { expect, test } from 'vitest';
import { playwrightCounts, vitestCounts } from '../../../scripts/test-counts.ts';

test('unit results: passed, failed, skipped with the reason in the name, and a file that did not load', () => {
  const counts = vitestCounts(
    JSON.stringify({
      testResults: [
        {
          status: 'failed',
          assertionResults: [
            { status: 'passed', fullName: 'a' },
            { status: 'failed', fullName: 'b' },
            { status: 'pending', fullName: 'real part (needs ../shared/data/x) counts' },
          ],
        },
        { status: 'failed', assertionResults: [] },
      ],
    }),
  );
  expect(counts).toEqual({
    passed: 1,
    failed: 2,
    skipped: [{ name: 'real part (needs ../shared/data/x) counts', reason: 'needs ../shared/data/x' }],
    secondTry: [],
  });
});

test('end-to-end results: a test that needed a second try is named, a skip carries its annotation', () => {
  const spec = (title: string, status: string, annotations: object[] = []) => ({
    title,
    tests: [{ projectName: 'browser', status, annotations }],
  });
  const counts = playwrightCounts(
    JSON.stringify({
      errors: [],
      suites: [
        {
          title: 'f.spec.ts',
          specs: [spec('one', 'expected'), spec('two', 'flaky')],
          suites: [
            {
              title: 'group',
              specs: [
                spec('three', 'skipped', [{ type: 'skip', description: 'needs a screen' }]),
                spec('four', 'unexpected'),
              ],
            },
          ],
        },
      ],
    }),
  );
  expect(counts).toEqual({
    passed: 2,
    failed: 1,
    skipped: [{ name: 'browser: group: three', reason: 'needs a screen' }],
    secondTry: ['browser: f.spec.ts: two'],
  });
});
