import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './app.ts';
import { makeDrives } from './made-drives.ts';

test('a first start has the sample drives one Enter away, with moving pictures and boxes', async ({
  folder,
  start,
}) => {
  const { page } = await start({ workspace: join(folder, 'workspace') });
  await expect(page.getByRole('button', { name: /Open the sample drives/ })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('gridcell').first()).toBeVisible();
  await expect(page.getByText('24 clips').first()).toBeVisible();
  await page.getByRole('gridcell').first().click();
  await page.keyboard.press('Enter');
  const cameras = page.locator('.camera-area');
  await expect(cameras).toHaveAttribute('data-painted-us', /\d+/);
  const first = await cameras.getAttribute('data-painted-us');
  await page.keyboard.press('End');
  await expect(cameras).not.toHaveAttribute('data-painted-us', first ?? '');
});

test('a first start offers to add a data set, tells what is there, indexes it and shows its clips', async ({
  folder,
  start,
}) => {
  const drives = makeDrives(folder);
  const { page } = await start({ workspace: join(folder, 'workspace') });
  await expect(page.getByRole('button', { name: /Add a data set/ })).toBeVisible();
  await page.keyboard.press('Control+o');
  await expect(page.getByRole('textbox').last()).toBeFocused();
  await page.keyboard.type(drives);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Found' })).toContainText('v1.0-mini');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Show the clips' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('gridcell')).toHaveCount(3);
});

test('a folder that is no data set is told in words, and another one can be tried at once', async ({
  folder,
  start,
}) => {
  const nothing = join(folder, 'nothing');
  mkdirSync(nothing);
  const { page } = await start({ workspace: join(folder, 'workspace') });
  await expect(page.getByRole('button', { name: /Add a data set/ })).toBeVisible();
  await page.keyboard.press('Control+o');
  await expect(page.getByRole('textbox').last()).toBeFocused();
  await page.keyboard.type(nothing);
  await page.keyboard.press('Enter');
  const problem = page.getByRole('alert', { name: 'No data set is in this folder' });
  await expect(problem).toContainText(nothing);
  await expect(problem).toContainText('What to do');
  await expect(page.getByRole('textbox').last()).toBeFocused();
});

test('a workspace that another instance has open is not touched, and the second one says so', async ({
  folder,
  start,
}) => {
  const workspace = join(folder, 'workspace');
  await start({ workspace });
  const second = await start({ workspace });
  await expect(second.page.getByRole('alert').first()).toContainText(/open|in use/i);
});
