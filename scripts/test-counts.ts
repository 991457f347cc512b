import { z } from 'zod';

/** What one step of the test run came to. */
export interface Counts {
  passed: number;
  failed: number;
  skipped: { name: string; reason: string }[];
  /** Passed, but only at the second try. */
  secondTry: string[];
}

export const noCounts = (): Counts => ({ passed: 0, failed: 0, skipped: [], secondTry: [] });

const vitestReport = z.object({
  testResults: z.array(
    z.object({
      status: z.string(),
      assertionResults: z.array(z.object({ status: z.string(), fullName: z.string() })),
    }),
  ),
});

/** A skipped test carries its reason in its name or its group's, after a colon: `on the real part: needs ../shared/data`. */
const reasonIn = (name: string): string => /\((needs [^)]+)\)/.exec(name)?.[1] ?? 'skipped by its own condition';

/** Counts of vitest's JSON report. A file that failed to load counts as one failure. */
export function vitestCounts(json: string): Counts {
  const counts = noCounts();
  for (const file of vitestReport.parse(JSON.parse(json)).testResults) {
    if (file.assertionResults.length === 0 && file.status === 'failed') counts.failed++;
    for (const test of file.assertionResults) {
      if (test.status === 'passed') counts.passed++;
      else if (test.status === 'failed') counts.failed++;
      else counts.skipped.push({ name: test.fullName.trim(), reason: reasonIn(test.fullName) });
    }
  }
  return counts;
}

interface Suite {
  title: string;
  suites?: Suite[] | undefined;
  specs: {
    title: string;
    tests: { projectName: string; status: string; annotations: { type: string; description?: string | undefined }[] }[];
  }[];
}
const suiteSchema: z.ZodType<Suite> = z.lazy(() =>
  z.object({
    title: z.string(),
    suites: z.array(suiteSchema).optional(),
    specs: z.array(
      z.object({
        title: z.string(),
        tests: z.array(
          z.object({
            projectName: z.string(),
            status: z.string(),
            annotations: z.array(z.object({ type: z.string(), description: z.string().optional() })),
          }),
        ),
      }),
    ),
  }),
);
const playwrightReport = z.object({ suites: z.array(suiteSchema), errors: z.array(z.unknown()) });

/** Counts of Playwright's JSON report; a test that passed at its second try is named. */
export function playwrightCounts(json: string): Counts {
  const counts = noCounts();
  const report = playwrightReport.parse(JSON.parse(json));
  counts.failed += report.errors.length;
  const walk = (suite: Suite) => {
    suite.suites?.forEach(walk);
    for (const spec of suite.specs)
      for (const test of spec.tests) {
        const name = `${test.projectName}: ${suite.title}: ${spec.title}`;
        if (test.status === 'expected') counts.passed++;
        else if (test.status === 'flaky') {
          counts.passed++;
          counts.secondTry.push(name);
        } else if (test.status === 'skipped') {
          const why = test.annotations.find((a) => a.type === 'skip')?.description ?? 'skipped by its own condition';
          counts.skipped.push({ name, reason: why });
        } else counts.failed++;
      }
  };
  report.suites.forEach(walk);
  return counts;
}
