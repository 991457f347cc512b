import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './app.ts';
import { makeDrives } from './made-drives.ts';

const runs = (page: Page) => page.getByRole('group', { name: 'Runs' });
const openRow = (page: Page) => page.getByRole('grid', { name: 'Clips' }).locator('[aria-selected="true"]');

/** Opens the first clip in Review and runs both baselines. */
async function review(page: Page): Promise<void> {
  await page.getByRole('gridcell').first().click();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Run the baselines' }).click();
  await expect(page.getByLabel('This clip')).toContainText('ADE', { timeout: 60_000 });
}

test('runs are shown by themselves, further ones beside, and none when none is wanted', async ({ folder, start }) => {
  const { page } = await start({ workspace: join(folder, 'workspace'), datasets: [makeDrives(folder)] });
  await review(page);
  await expect(runs(page)).toContainText(/A\s*Ego-status MLP\s*B\s*Constant velocity/);

  for (const letter of ['A', 'B']) {
    await page.keyboard.press(`Alt+${letter}`);
    await page.getByRole('menuitem', { name: `Show none as ${letter}` }).click();
  }
  await page.getByRole('button', { name: 'Show the newest' }).click();
  await expect(runs(page)).toContainText(/A\s*Ego-status MLP\s*B\s*Constant velocity/);

  // The same model again: constant velocity stands beside two others and gets a column once it is C.
  await page.keyboard.press('Alt+B');
  await page.getByRole('menuitem', { name: /^Ego-status MLP 1\.0\.0$/ }).click();
  await expect(page.getByRole('columnheader', { name: 'CV' }).first()).toBeVisible({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Show further runs' }).click();
  await page.getByRole('menuitemcheckbox', { name: /Constant velocity/ }).click();
  await expect(page.getByRole('menuitemcheckbox', { name: /C Constant velocity/ })).toBeChecked();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menu')).toHaveCount(0);
  await expect(page.getByRole('columnheader', { name: 'C', exact: true }).first()).toBeVisible();
});

test('eight runs are drawn and scored at once, each under a letter of its own', async ({ folder, start }) => {
  const { page } = await start({ workspace: join(folder, 'workspace'), datasets: [makeDrives(folder, 1)] });
  await review(page);
  for (const letter of ['C', 'D', 'E', 'F', 'G', 'H']) {
    await page.keyboard.press('Alt+C');
    await page.getByRole('menuitem', { name: /^Constant velocity 1\.0\.0$/ }).click();
    await expect(
      runs(page).getByRole('button', { name: new RegExp(`^Further runs: .*${letter} Constant`) }),
    ).toBeVisible();
  }
  const table = page.getByLabel('This clip').getByRole('table');
  for (const letter of ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'])
    await expect(table.getByRole('row', { name: new RegExp(`^${letter} \\d`) }).last()).toBeVisible({
      timeout: 60_000,
    });

  // The legend of the bird's eye view names all eight, and no panel scrolls sideways.
  await page.getByRole('button', { name: '6 further runs: show whose line is whose' }).click();
  await expect(page.getByRole('dialog', { name: 'Whose line is whose' }).locator('.series-key')).toHaveCount(8);
  await page.keyboard.press('Escape');
  const sideways = await page
    .locator('[data-panel] *')
    .evaluateAll(
      (all) => all.filter((e) => e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflowX === 'auto').length,
    );
  expect(sideways).toBe(0);

  // Hiding the further ones leaves the plans of A and B.
  await page.keyboard.press('Alt+C');
  await page.getByRole('menuitem', { name: 'Show only A and B' }).click();
  await expect(runs(page).getByRole('button', { name: 'Show further runs' })).toBeVisible();
  await expect(table.getByRole('columnheader', { name: 'B', exact: true }).first()).toBeVisible();
});

test('after D the list follows, and undo goes back to the clip it changes', async ({ folder, start }) => {
  const { page } = await start({ workspace: join(folder, 'workspace'), datasets: [makeDrives(folder)] });
  await review(page);
  const first = (await openRow(page).innerText()).split('\n')[0];
  await page.keyboard.press('d');
  await expect(openRow(page)).not.toContainText(first);
  const row = page.getByRole('row').filter({ hasText: first });
  await expect(row.getByRole('img', { name: 'reviewed' })).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('button', { name: 'Redo: Mark reviewed' })).toBeVisible();
  await expect(openRow(page)).toContainText(first);
  await expect(row.getByRole('img', { name: 'reviewed' })).toHaveCount(0);
});

test('columns keep their widths when the window changes its size', async ({ folder, start }, info) => {
  test.skip(info.project.name === 'electron', 'a window of Electron has no viewport to set');
  const { page } = await start({ workspace: join(folder, 'workspace'), datasets: [makeDrives(folder, 1)] });
  await page.getByRole('gridcell').first().click();
  await page.keyboard.press('Enter');
  const list = page.locator('[data-panel="Clips"]');
  const width = async () => Math.round((await list.boundingBox())?.width ?? 0);
  for (const [windowWidth, height, wanted] of [
    [960, 600, 264],
    [2560, 1440, 340],
    [1280, 800, 264],
  ] as const) {
    await page.setViewportSize({ width: windowWidth, height });
    await expect.poll(width).toBe(wanted);
  }
});

test('a clip that the list does not show stands above it once it is opened by its name', async ({ folder, start }) => {
  const { page } = await start({ workspace: join(folder, 'workspace'), datasets: [makeDrives(folder)] });
  await page.getByRole('gridcell').first().click();
  await page.keyboard.press('Enter');
  await expect(page.locator('.review-row')).toHaveCount(3);
  const names = await page.locator('.review-name b').allInnerTexts();
  await page.keyboard.press('/');
  await page.keyboard.type(names[0]);
  await expect(page.locator('.review-row')).toHaveCount(1);
  await page.keyboard.press('Control+k');
  // Enter does not wait for the eye: it takes what will be found.
  await page.keyboard.type(names[2]);
  await page.keyboard.press('Enter');
  const above = page.getByRole('region', { name: 'Open clip' });
  await expect(above).toContainText('Open, not in this filter');
  await expect(above.getByRole('row', { selected: true })).toContainText(names[2]);
});
