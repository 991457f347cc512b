import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './app.ts';
import { makeDrives } from './made-drives.ts';

test('a first start offers to add a data set, tells what is there, indexes it and shows its clips', async ({
  folder,
  start,
}) => {
  const drives = makeDrives(folder);
  const { page } = await start({ workspace: join(folder, 'workspace') });
  const offer = page.getByRole('button', { name: /Add a data set/ });
  await expect(offer).toBeFocused();
  await page.keyboard.press('Enter');
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
  await expect(page.getByRole('button', { name: /Add a data set/ })).toBeFocused();
  await page.keyboard.press('Enter');
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
