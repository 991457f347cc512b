import Database from 'better-sqlite3';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type StartApp } from './app.ts';
import { makeDrives } from './made-drives.ts';

/** A workspace with one tag, closed again. */
async function workspaceWithTag(folder: string, start: StartApp): Promise<string> {
  const workspace = join(folder, 'workspace');
  const app = await start({ workspace, datasets: [makeDrives(folder, 1)] });
  await app.page.getByRole('gridcell').first().click();
  await app.page.keyboard.press('Enter');
  await expect(app.page.getByRole('slider', { name: 'Time in the clip' })).toBeVisible();
  await app.page.keyboard.press('2');
  await expect(app.page.getByText('Tagged collision.rear-end')).toBeVisible();
  await app.page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: 'Settings' }).click();
  await app.page.getByRole('button', { name: 'Back up now' }).click();
  await expect(app.page.getByText(/Backed up as/)).toBeVisible();
  await app.close();
  return workspace;
}
const tag = /collision\.rear-end/;

test('a damaged file is told with its choices; the backup that was brought back is told too', async ({
  folder,
  start,
}) => {
  const workspace = await workspaceWithTag(folder, start);
  const file = join(workspace, 'review.sqlite');
  writeFileSync(file, readFileSync(file).subarray(0, 5000));
  const { page } = await start({ workspace });
  await expect(page.getByRole('alert', { name: /is damaged/ })).toContainText(file);
  await expect(page.getByRole('button', { name: 'Salvage what can be read' })).toBeVisible();
  await page.getByRole('button', { name: 'Restore the backup' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'A backup was brought back' })).toContainText('set-aside');
  await page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: 'Review' }).click();
  await expect(page.getByRole('group', { name: 'Tags' }).getByRole('button', { name: tag })).toBeVisible();
});

test('a newer file is shown for reading, and looked at again when it was put right', async ({ folder, start }) => {
  const workspace = await workspaceWithTag(folder, start);
  const setVersion = (change: number) => {
    const db = new Database(join(workspace, 'review.sqlite'));
    db.pragma(`user_version = ${String(Number(db.pragma('user_version', { simple: true })) + change)}`);
    db.close();
  };
  setVersion(1);
  const { page } = await start({ workspace });
  await expect(page.getByRole('alert', { name: /newer Foresight/ })).toBeVisible();
  await page.getByRole('button', { name: 'Open to read' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Read only' })).toBeVisible();
  setVersion(-1);
  await page.getByRole('button', { name: 'Look again' }).click();
  await expect(page.getByText('The workspace is open, edits are saved')).toBeVisible();
});
