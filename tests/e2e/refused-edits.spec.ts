import { join } from 'node:path';
import { expect, test } from './app.ts';
import { makeDrives } from './made-drives.ts';

test('an edit that is refused is told, never said to be saved, and typed words stay', async ({ folder, start }) => {
  const workspace = join(folder, 'workspace');
  const first = await start({ workspace, datasets: [makeDrives(folder, 1)] });
  await expect(first.page.getByRole('gridcell')).toHaveCount(1);
  const { page } = await start({ workspace });
  await page.getByRole('button', { name: 'Open to read' }).click();
  await page.getByRole('gridcell').first().click();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('slider', { name: 'Time in the clip' })).toBeVisible();

  await page.keyboard.press('1');
  const refusal = page.getByRole('alert').filter({ hasText: 'open for reading only' });
  await expect(refusal).toBeVisible();
  await expect(page.getByText(/^Tagged /)).toHaveCount(0);
  await expect(page.getByRole('group', { name: 'Tags' }).getByRole('button')).toHaveCount(0);

  await page.keyboard.press('m');
  const note = page.getByRole('textbox', { name: 'Note', exact: true });
  await note.fill('Cuts the corner behind the bus');
  await page.waitForTimeout(1500);
  await expect(note).toHaveValue('Cuts the corner behind the bus');
  await expect(page.getByRole('dialog')).toContainText('not saved yet');
  await first.close();
  await page.keyboard.press('Escape');
});
