import { defineConfig } from '@playwright/test';

/** One suite, two hosts: `browser` drives the server host in Chromium, `electron` the real Electron app. */
export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results/e2e',
  workers: 1,
  // On a shared build machine a second try tells a slow machine from a fault; `npm test` names what needed it.
  retries: process.env.CI ? 1 : 0,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: process.env.FORESIGHT_E2E_JSON
    ? [['list'], ['json', { outputFile: process.env.FORESIGHT_E2E_JSON }]]
    : [['list']],
  projects: [
    { name: 'browser', testIgnore: /-electron\.spec\.ts$/ },
    { name: 'electron', testIgnore: /-browser\.spec\.ts$/ },
  ],
});
