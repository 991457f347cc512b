import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      // Pure functions leave nothing behind: their files share a process, which saves a start and an import for each.
      { extends: true, test: { name: 'unit', include: ['tests/unit/**/*.test.ts'], isolate: false } },
      {
        extends: true,
        test: { name: 'integration', include: ['tests/golden/**/*.test.ts', 'tests/integration/**/*.test.ts'] },
      },
    ],
    pool: 'forks',
    // By default one core is left free, which is half of a small machine.
    maxWorkers: '100%',
    // A second try on a shared build machine; the reporter marks what needed it.
    retry: process.env.CI ? 1 : 0,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // What a test waits for may take its time on a busy machine: a second, the default, is a timed test.
    expect: { poll: { timeout: 30_000 } },
  },
});
