import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { writeNuscenesTables } from '../nuscenes-tables.ts';
import { expect, test } from './app.ts';
import { inferencePid } from './descendants.ts';

const CLIPS = 240;

/** Drives without pictures, enough that a run over them can be met half way. */
function makeManyDrives(folder: string): string {
  const dir = join(folder, 'many');
  mkdirSync(dir);
  writeNuscenesTables({ dir, scenes: CLIPS, samplesPerScene: 40, objectsPerScene: 1 });
  return dir;
}

const view = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name }).click();
const kept = (page: Page) => page.getByRole('region', { name: 'Runs in this workspace' }).getByRole('listitem');

/** Starts the ego-status MLP over all clips. */
async function startRun(page: Page): Promise<void> {
  await expect(page.getByRole('gridcell').first()).toBeVisible({ timeout: 60_000 });
  await page.getByRole('button', { name: new RegExp(`Run a model on ${String(CLIPS)} clips`) }).click();
  await page.getByRole('radio', { name: /Ego-status MLP/ }).click();
  await page.getByRole('button', { name: 'Run it' }).click();
}

/** Waits until some clips are done. */
async function underWay(page: Page): Promise<void> {
  await expect
    .poll(
      async () => {
        const bar = page.getByRole('progressbar', { name: 'Run Ego-status MLP' }).first();
        return Number(await bar.getAttribute('aria-valuenow', { timeout: 1000 }).catch(() => '0'));
      },
      { intervals: [20], timeout: 30_000 },
    )
    .toBeGreaterThan(5);
}

test('a run that is cancelled is kept, goes on from there, and can be removed; tags stay', async ({
  folder,
  start,
}) => {
  const { page } = await start({ workspace: join(folder, 'workspace'), datasets: [makeManyDrives(folder)] });
  await startRun(page);
  // Not by the mouse, which waits until nothing moves.
  await page.getByRole('button', { name: 'Cancel Run Ego-status MLP' }).first().dispatchEvent('click');
  await view(page, 'Jobs');
  await expect(kept(page)).toContainText(`of ${String(CLIPS)} clips, cancelled`);
  await kept(page).getByRole('button', { name: 'Go on' }).click();
  await expect(kept(page)).toContainText(`${String(CLIPS)} clips`, { timeout: 60_000 });
  await expect(kept(page)).not.toContainText(/cancelled|running| of /, { timeout: 60_000 });

  await view(page, 'Review');
  await expect(page.getByRole('slider', { name: 'Time in the clip' })).toBeVisible();
  await page.keyboard.press('3');
  const tag = page.getByRole('group', { name: 'Tags' }).getByRole('button', { name: /offroad\.cut-corner/ });
  await expect(tag).toBeVisible();
  await view(page, 'Jobs');
  await kept(page).getByRole('button', { name: 'Remove…' }).click();
  await kept(page).getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(kept(page)).toHaveCount(0);
  await view(page, 'Review');
  await expect(tag).toBeVisible();
});

test('an inference process that is killed is told and started again, and the run ends whole', async ({
  folder,
  start,
}) => {
  test.skip(process.platform === 'win32', 'finds the process by ps');
  const app = await start({ workspace: join(folder, 'workspace'), datasets: [makeManyDrives(folder)] });
  const { page } = app;
  await startRun(page);
  await underWay(page);
  const pid = inferencePid(app.hostPid);
  expect(pid).toBeDefined();
  process.kill(pid ?? 0, 'SIGKILL');
  await expect(page.getByText('The inference process stopped and is started again')).toBeVisible();
  await view(page, 'Jobs');
  await expect(kept(page)).not.toContainText(/running| of |failed/, { timeout: 60_000 });
  await expect(kept(page)).toContainText(`${String(CLIPS)} clips`);
});
