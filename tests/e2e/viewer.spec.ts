import { readdirSync, rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './app.ts';
import { makeDrives } from './made-drives.ts';

const tile = (page: Page, channel: string) => page.locator(`.camera-tile[data-channel="${channel}"]`);
const tiles = (page: Page) => page.locator('.camera-tile');
const birdsEye = (page: Page) => page.getByRole('img', { name: /Bird’s eye view of the clip/ });

async function openFirstClip(page: Page): Promise<void> {
  await page.getByRole('gridcell').first().click();
  await page.keyboard.press('Enter');
  await expect(page.locator('.camera-area')).toHaveAttribute('data-painted-us', /\d+/);
}

/** A short sum of what is drawn on some canvases, to tell whether it changed. */
const drawn = (page: Page, selector: string): Promise<number> =>
  page.evaluate((s) => {
    let sum = 0;
    for (const canvas of document.querySelectorAll<HTMLCanvasElement>(s)) {
      const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
      for (let i = 0; i < pixels.length; i++) sum = (sum * 31 + pixels[i]) | 0;
    }
    return sum;
  }, selector);
const PICTURES = '.camera-tile canvas';

test('cameras: the clock moves pictures and bird’s eye together, one camera fills the panel, overlays go while H is held', async ({
  folder,
  start,
}) => {
  const { page } = await start({ workspace: join(folder, 'workspace'), datasets: [makeDrives(folder, 1)] });
  await openFirstClip(page);
  const all = await tiles(page).count();
  expect(all).toBeGreaterThan(1);

  const before = await drawn(page, PICTURES);
  const paintedUs = async () => [
    await page.locator('.camera-area').getAttribute('data-painted-us'),
    await page.locator('.birds-eye').getAttribute('data-painted-us'),
  ];
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => drawn(page, PICTURES)).not.toBe(before);
  await expect.poll(async () => new Set(await paintedUs()).size).toBe(1);

  const withOverlays = await drawn(page, PICTURES);
  await page.keyboard.down('h');
  await expect.poll(() => drawn(page, PICTURES)).not.toBe(withOverlays);
  await page.keyboard.up('h');
  await expect.poll(() => drawn(page, PICTURES)).toBe(withOverlays);

  await tile(page, 'CAM_BACK').focus();
  await page.keyboard.press('Enter');
  await expect(tiles(page)).toHaveCount(1);
  await expect(tile(page, 'CAM_BACK')).toBeVisible();
  await page.keyboard.press('f');
  await expect(tiles(page)).toHaveCount(all);
});

test('bird’s eye: drag frees the view, the key follows again, layers hide, two clicks measure', async ({
  folder,
  start,
}) => {
  const { page } = await start({ workspace: join(folder, 'workspace'), datasets: [makeDrives(folder, 1)] });
  await openFirstClip(page);
  const follow = page.getByRole('button', { name: 'Follow the ego vehicle' });
  await expect(follow).toHaveAttribute('aria-pressed', 'true');
  const box = await birdsEye(page).boundingBox();
  if (!box) throw new Error('the bird’s eye view has no size');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 60, y + 40, { steps: 4 });
  await page.mouse.up();
  await expect(follow).toHaveAttribute('aria-pressed', 'false');
  await page.keyboard.press('v');
  await expect(follow).toHaveAttribute('aria-pressed', 'true');

  const whole = await drawn(page, '.birds-eye-names');
  await page.keyboard.press('g');
  const names = page.getByRole('checkbox', { name: 'Names' });
  await names.uncheck();
  await page.keyboard.press('Escape');
  await expect(names).toHaveCount(0);

  await page.keyboard.press('r');
  await page.mouse.click(x - 40, y);
  await page.mouse.click(x + 40, y);
  await expect.poll(() => drawn(page, '.birds-eye-names')).not.toBe(whole);
  await page.keyboard.press('b');
  await expect(tiles(page).first()).toBeHidden();
  await page.keyboard.press('b');
  await expect(tiles(page).first()).toBeVisible();
});

test('pictures that are missing or damaged are told in their tile; the others are shown', async ({ folder, start }) => {
  const drives = makeDrives(folder, 1);
  rmSync(join(drives, 'samples', 'CAM_BACK'), { recursive: true, force: true });
  const { page } = await start({ workspace: join(folder, 'workspace'), datasets: [drives] });
  const left = join(drives, 'samples', 'CAM_FRONT_LEFT');
  await expect(page.getByRole('gridcell').first()).toBeVisible({ timeout: 30_000 });
  for (const file of readdirSync(left)) truncateSync(join(left, file), 200);
  await openFirstClip(page);
  await expect(tile(page, 'CAM_BACK')).toContainText('Image not on disk');
  await expect(tile(page, 'CAM_FRONT_LEFT')).toContainText(/damaged/);
  await expect(tile(page, 'CAM_FRONT').locator('.camera-state')).toHaveCount(0);
});
