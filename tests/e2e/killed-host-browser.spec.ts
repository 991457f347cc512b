import { join } from 'node:path';
import { expect, test } from './app.ts';
import { makeDrives } from './made-drives.ts';

test('a host that is killed is told by the window; what was saved is there at the next start', async ({
  folder,
  start,
}) => {
  const workspace = join(folder, 'workspace');
  const app = await start({ workspace, datasets: [makeDrives(folder, 1)] });
  const { page } = app;
  await page.getByRole('gridcell').first().click();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('slider', { name: 'Time in the clip' })).toBeVisible();
  await page.keyboard.press('2');
  await expect(page.getByText('Tagged collision.rear-end')).toBeVisible();
  process.kill(app.hostPid, 'SIGKILL');
  await expect(page.getByRole('status').filter({ hasText: 'Not connected' })).toBeVisible();
  await app.close();

  const again = await start({ workspace });
  await expect(
    again.page.getByRole('group', { name: 'Tags' }).getByRole('button', { name: /collision\.rear-end/ }),
  ).toBeVisible();
});
