import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './app.ts';
import { makeDrives } from './made-drives.ts';

test('pictures that cannot be shown are told in their tiles, in full where there is room; the rest is shown', async ({
  folder,
  start,
}) => {
  const drives = makeDrives(folder, 1);
  const spoil = (channel: string, bytes: string) => {
    const at = join(drives, 'samples', channel);
    const [first] = readdirSync(at).sort();
    writeFileSync(join(at, first), bytes);
    return first;
  };
  const spoilt = spoil('CAM_FRONT', '<html>404</html>');
  spoil('CAM_BACK', '');
  const { page } = await start({ workspace: join(folder, 'workspace'), datasets: [drives] });
  await page.getByRole('gridcell').first().click();
  await page.keyboard.press('Enter');
  const tile = (channel: string) => page.locator(`[data-channel="${channel}"]`);
  await expect(tile('CAM_FRONT')).toContainText('A file is not the image it is named');
  await expect(tile('CAM_FRONT')).toContainText(spoilt);
  await expect(tile('CAM_FRONT')).toContainText('Fetch this file again');
  await expect(tile('CAM_BACK')).toContainText('An image file is empty');
  const [room, words] = [await tile('CAM_BACK').boundingBox(), await tile('CAM_BACK').locator('p').boundingBox()];
  expect(words?.x).toBeGreaterThanOrEqual(room?.x ?? 0);
  expect((words?.x ?? 0) + (words?.width ?? 0)).toBeLessThanOrEqual((room?.x ?? 0) + (room?.width ?? 0));
  await page.keyboard.press('ArrowRight');
  await expect(tile('CAM_FRONT')).not.toContainText('A file is not');
});
