import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { writePhysicalai } from '../synthetic/physicalai.ts';
import { expect, test } from './app.ts';

const hevc = readFileSync(new URL('../golden/video/hevc.mp4', import.meta.url));

/** A PhysicalAI root with one chunk; the videos of cameras whose name matches `inHevc` are in H.265. */
function makeRoot(folder: string, inHevc: RegExp | null = null): string {
  const dir = join(folder, 'physicalai');
  mkdirSync(dir, { recursive: true });
  const member = (name: string, content: Uint8Array) => ({
    name,
    content: inHevc?.test(name) && name.endsWith('.mp4') ? hevc : content,
  });
  writePhysicalai(dir, { release: 'later', clips: 2, chunks: [0], member });
  return dir;
}

async function openFirstClip(page: Page): Promise<void> {
  await page.getByRole('gridcell').first().click();
  await page.keyboard.press('Enter');
  await expect(page.locator('.camera-area')).toHaveAttribute('data-painted-us', /\d+/);
}

/** Grey in the middle of the first tile's upper edge, where nothing is drawn over the picture. */
const grey = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('.camera-tile canvas');
    const pixel = canvas?.getContext('2d')?.getImageData(Math.round(canvas.width / 2), 3, 1, 1).data;
    return pixel ? pixel[0] : -1;
  });

/** Frame n of the test videos is grey of luma 20 + 3 n. */
const greyOf = (frame: number): number => ((20 + 3 * frame - 16) * 255) / 219;

test('cameras show the very frame of their videos, forwards, backwards and after a jump', async ({ folder, start }) => {
  const { page } = await start({ workspace: join(folder, 'workspace'), datasets: [makeRoot(folder)] });
  await openFirstClip(page);
  const frameShown = async () => {
    const words = await page.locator('.transport-frame').innerText();
    return Number(/frame (\d+)/.exec(words)?.[1] ?? -1);
  };
  const shows = async (frame: number) => {
    expect(await frameShown()).toBe(frame);
    await expect.poll(() => grey(page)).toBeGreaterThan(greyOf(frame) - 2);
    await expect.poll(() => grey(page)).toBeLessThan(greyOf(frame) + 2);
  };
  await page.keyboard.press('End');
  await shows(59);
  for (const frame of [58, 57, 56]) {
    await page.keyboard.press(',');
    await shows(frame);
  }
  await page.keyboard.press('Home');
  await page.keyboard.press('Home');
  await page.keyboard.press('.');
  const first = await frameShown();
  await shows(first);
  await page.keyboard.press('.');
  await shows(first + 1);
});

test('a video that nothing here decodes is told by its codec; the other cameras stay', async ({ folder, start }) => {
  const { page } = await start({ workspace: join(folder, 'workspace'), datasets: [makeRoot(folder, /front_wide/)] });
  await openFirstClip(page);
  const decodes = await page.evaluate(async () => {
    const { supported } = await VideoDecoder.isConfigSupported({ codec: 'hvc1.1.6.L60.90' });
    return supported === true;
  });
  test.skip(decodes, 'this platform decodes H.265');
  const refused = page.locator('.camera-state[data-state="undecodable"]');
  await expect(refused).toHaveCount(1);
  await expect(refused).toContainText('H.265 video: this platform cannot decode it.');
  expect(await page.locator('.camera-tile').count()).toBeGreaterThan(3);
  await expect(page.locator('.camera-state')).toHaveCount(1);
});
