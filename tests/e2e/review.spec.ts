import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './app.ts';
import { makeDrives } from './made-drives.ts';

const clock = (page: Page) => page.getByRole('slider', { name: 'Time in the clip' });
const timeUs = async (page: Page) => Number(await clock(page).getAttribute('aria-valuenow'));

/** Opens the first clip in Review by keyboard. */
async function openFirstClip(page: Page): Promise<void> {
  await page.getByRole('gridcell').first().click();
  await page.keyboard.press('Enter');
  await expect(clock(page)).toBeVisible();
}

test('review by keyboard: step, run the baselines, read the score, tag, undo, and find it all again', async ({
  folder,
  start,
}) => {
  const workspace = join(folder, 'workspace');
  const app = await start({ workspace, datasets: [makeDrives(folder)] });
  const { page } = app;
  await openFirstClip(page);

  const begin = await timeUs(page);
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => timeUs(page)).toBeGreaterThan(begin);
  await page.keyboard.press('ArrowLeft');
  await expect.poll(() => timeUs(page)).toBe(begin);

  await page.getByRole('button', { name: 'Run the baselines' }).click();
  await expect(page.getByLabel('This clip')).toContainText('ADE', { timeout: 60_000 });

  await page.keyboard.press('Home');
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('3');
  const tag = page.getByRole('group', { name: 'Tags' }).getByRole('button', { name: /offroad\.cut-corner/ });
  await expect(tag).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(tag).toHaveCount(0);
  await page.keyboard.press('Control+Shift+z');
  await expect(tag).toBeVisible();

  await app.close();
  const again = await start({ workspace });
  await expect(
    again.page.getByRole('group', { name: 'Tags' }).getByRole('button', { name: /offroad\.cut-corner/ }),
  ).toBeVisible();
  await expect(again.page.getByLabel('This clip')).toContainText('ADE');
  await again.page.keyboard.press('Control+z');
  await expect(
    again.page.getByRole('group', { name: 'Tags' }).getByRole('button', { name: /offroad\.cut-corner/ }),
  ).toHaveCount(0);
});

test('play moves the clock to the end and stops there', async ({ folder, start }) => {
  const { page } = await start({ workspace: join(folder, 'workspace'), datasets: [makeDrives(folder, 1)] });
  await openFirstClip(page);
  await page.keyboard.press('Shift+ArrowRight');
  const before = await timeUs(page);
  await page.keyboard.press('Space');
  await expect.poll(() => timeUs(page)).toBeGreaterThan(before);
  await page.keyboard.press('Space');
  const stopped = await timeUs(page);
  await page.waitForTimeout(300);
  expect(await timeUs(page)).toBe(stopped);
});

test('a data set that vanishes while it is shown is told, keeps the work and resumes', async ({ folder, start }) => {
  const { renameSync } = await import('node:fs');
  const drives = makeDrives(folder);
  const { page } = await start({ workspace: join(folder, 'workspace'), datasets: [drives] });
  await openFirstClip(page);
  renameSync(drives, `${drives}-away`);
  await page.keyboard.press('n');
  const card = page.getByRole('alert', { name: /cannot be read|gone|missing/i }).first();
  await expect(card).toBeVisible({ timeout: 30_000 });
  await page.keyboard.press('1');
  await expect(page.getByRole('group', { name: 'Tags' }).getByRole('button').first()).toBeVisible();
  renameSync(`${drives}-away`, drives);
  // It may notice by itself before the button is reached.
  await page
    .getByRole('button', { name: /Look again/ })
    .first()
    .click({ timeout: 3000 })
    .catch(() => undefined);
  await expect(card).toHaveCount(0);
});

test('no view scrolls sideways or throws at any usual size', async ({ folder, start }) => {
  const app = await start({
    workspace: join(folder, 'workspace'),
    datasets: [makeDrives(folder)],
    size: { width: 1280, height: 800 },
  });
  const { page } = app;
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  for (const view of ['Library', 'Review', 'Reports', 'Jobs', 'Settings']) {
    await page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: view }).click();
    await page.waitForTimeout(300);
    const sideways = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(sideways, view).toBeLessThanOrEqual(0);
  }
  expect(faults).toEqual([]);
});
