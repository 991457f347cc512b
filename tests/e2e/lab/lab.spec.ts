import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Download, Locator, Page, TestInfo } from '@playwright/test';
import { expect, test } from '../app.ts';

const sampleDrives = resolve(import.meta.dirname, '../../../resources/sample/drives');

// Networks run on whatever this machine has.
test.setTimeout(420_000);
const RENDERED_MS = 120_000;

const row = (page: Page, id: string): Locator => page.locator(`tr[data-row="${id}"]`);

async function openLab(page: Page): Promise<void> {
  await expect(page.getByRole('gridcell').first()).toBeVisible({ timeout: 60_000 });
  await page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: 'Lab', exact: true }).click();
  await expect(page.getByRole('radio', { name: 'diffusion' })).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole('img', { name: 'The present: front camera' })).toBeVisible({ timeout: 60_000 });
}

/** The key waits for the workstation's word that nothing is in the way. */
async function runByKey(page: Page): Promise<void> {
  await expect(page.getByRole('button', { name: 'Run 3 variants' }).first()).not.toHaveAttribute(
    'aria-disabled',
    'true',
  );
  await page.keyboard.press('r');
}

/** Playwright is told of no download in Electron: what is saved is looked at in the browser. */
const seesDownloads = ({ project }: TestInfo): boolean => project.name === 'browser';

async function saved(page: Page, act: () => Promise<void>): Promise<{ download: Download; bytes: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent('download'), act()]);
  return { download, bytes: readFileSync(await download.path()) };
}

const colourSum = (canvas: Locator): Promise<number> =>
  canvas.evaluate((c: HTMLCanvasElement) => {
    const data = c.getContext('2d')?.getImageData(0, 0, c.width, c.height).data ?? [];
    return Array.from(data).reduce((sum, v, i) => (i % 4 === 3 ? sum : sum + v), 0);
  });

test('a drive is steered with the jump model, live, and with four denoising steps; variants are kept, compared and saved', async ({
  folder,
  start,
}, info) => {
  const { page } = await start({ workspace: join(folder, 'workspace'), datasets: [sampleDrives] });
  await openLab(page);

  // The jump model answers at once: the rows follow the sliders without being run.
  await page.getByRole('radio', { name: 'jump' }).click();
  const steps = page.getByRole('slider', { name: 'DDIM steps' });
  await expect(steps).toHaveAttribute('aria-valuetext', /The jump chain uses no noise\./);
  await expect(row(page, 'straight').getByRole('img', { name: 'Straight, +8 s' })).toBeVisible({
    timeout: RENDERED_MS,
  });
  await expect(row(page, 'left').locator('.lab-answer')).toContainText(/px shift at \+8 s/, { timeout: RENDERED_MS });
  await expect(page.getByRole('columnheader', { name: '+1 s' })).toHaveCount(0);

  const steering = page.getByRole('slider', { name: 'Steering, normalised' });
  await steering.focus();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('PageUp');
  const chosen = Number(await steering.getAttribute('aria-valuenow'));
  expect(chosen).toBeCloseTo(0.055, 6);
  await expect(row(page, 'left')).toHaveAttribute('data-chosen', 'true');
  await expect(row(page, 'left')).toContainText('steer +0.055', { timeout: RENDERED_MS });
  await expect(row(page, 'left').locator('canvas[data-stale]')).toHaveCount(0, { timeout: RENDERED_MS });

  // Keep it, then let the slider go on: the kept one stays.
  await page.locator('[data-panel="Variants"]').focus();
  await expect(row(page, 'left').getByRole('button', { name: 'Keep Left' })).toBeVisible({ timeout: RENDERED_MS });
  await page.keyboard.press('k');
  const kept = page.locator('tr[data-row^="kept-"]');
  await expect(kept).toHaveCount(1);
  await kept.getByRole('textbox', { name: 'Name of the kept variant' }).fill('Gentle left');
  const before = await colourSum(kept.locator('canvas').last());
  await page.locator('[data-panel="Variants"]').focus();
  for (let i = 0; i < 8; i++) await page.keyboard.press('ArrowLeft');
  await expect(row(page, 'left')).toContainText(/steer \+0\.135/, { timeout: RENDERED_MS });
  await expect(row(page, 'left').locator('canvas[data-stale]')).toHaveCount(0, { timeout: RENDERED_MS });
  await expect(kept).toContainText('steer +0.055');
  expect(await colourSum(kept.locator('canvas').last())).toBe(before);

  // Against straight, the straight row is black all over.
  await page.keyboard.press('d');
  await expect(page.getByRole('radio', { name: 'Against straight' })).toBeChecked();
  const black = row(page, 'straight').locator('canvas').last();
  await expect(row(page, 'right').locator('canvas').last()).toBeVisible();
  const side = await black.evaluate((c: HTMLCanvasElement) => c.width);
  expect(await colourSum(black)).toBe(side * side * (0x08 + 0x09 + 0x0e));
  await page.keyboard.press('d');

  // Diffusion runs when it is told to; its steps are counted.
  await page.getByRole('radio', { name: 'diffusion' }).click();
  await steps.focus();
  await page.keyboard.press('Home');
  for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowRight');
  await expect(steps).toHaveAttribute('aria-valuetext', '4');
  await page.locator('[data-panel="Variants"]').focus();
  await runByKey(page);
  await expect(page.locator('.lab-last')).toContainText(/3 in \d/, { timeout: RENDERED_MS });
  for (const name of ['Left, +1 s', 'Straight, +4 s', 'Right, +8 s'])
    await expect(page.getByRole('img', { name, exact: true })).toBeVisible();
  await expect(row(page, 'left').locator('.lab-answer')).toContainText('sharpness');
  await expect(row(page, 'left-right')).toContainText('mean at +8 s');
  await expect(kept.locator('.lab-answer')).toContainText('differs from straight in more than steering');

  // The recorded actions too.
  await page.keyboard.press('Shift+R');
  await expect(row(page, 'driven').getByRole('img', { name: 'As driven, +8 s' })).toBeVisible({ timeout: RENDERED_MS });

  if (seesDownloads(info)) {
    const strip = await saved(page, () => page.getByRole('button', { name: /picture strip/ }).click());
    expect(strip.download.suggestedFilename()).toMatch(/^steered-.*\.png$/);
    expect(strip.bytes.subarray(1, 4).toString('latin1')).toBe('PNG');
    // Six lines of 256 px under each other: three steered, their difference, the recorded one, the kept one.
    expect(strip.bytes.readUInt32BE(20)).toBeGreaterThan(6 * 256);
    const gif = await saved(page, () => page.getByRole('button', { name: /animation/ }).click());
    expect(gif.bytes.subarray(0, 6).toString('latin1')).toBe('GIF89a');
    expect(gif.bytes.readUInt16LE(6)).toBeGreaterThan(6 * 256);
  }

  await kept.getByRole('button', { name: 'Remove Gentle left' }).click();
  await expect(kept).toHaveCount(0);
});

test('what the Lab was set to is there again after a restart, and a long rendering can be cancelled', async ({
  folder,
  start,
}) => {
  const workspace = join(folder, 'workspace');
  const first = await start({ workspace, datasets: [sampleDrives] });
  await openLab(first.page);
  const seed = first.page.getByRole('slider', { name: 'Seed' });
  await seed.focus();
  await first.page.keyboard.press('PageUp');
  await expect(seed).toHaveAttribute('aria-valuetext', '17');
  const steps = first.page.getByRole('slider', { name: 'DDIM steps' });
  await steps.focus();
  await first.page.keyboard.press('End');
  await first.page.locator('[data-panel="Variants"]').focus();
  await first.page.keyboard.press('Alt+3');
  await expect(first.page.getByText('Not computed yet').first()).toBeVisible();
  await runByKey(first.page);
  await expect(first.page.getByRole('progressbar', { name: 'Straight is rendered' })).toBeVisible();
  await expect(first.page.getByText(/[1-9]\d* \/ 100/)).toBeVisible({ timeout: RENDERED_MS });
  await first.page.keyboard.press('x');
  await expect(row(first.page, 'straight')).toContainText('cancelled');
  await expect(row(first.page, 'left')).not.toContainText('starts');
  await first.page.waitForTimeout(800);
  await first.close();

  const second = await start({ workspace });
  await expect(second.page.getByRole('slider', { name: 'Seed' })).toHaveAttribute('aria-valuetext', '17', {
    timeout: 60_000,
  });
  await expect(second.page.getByRole('slider', { name: 'DDIM steps' })).toHaveAttribute('aria-valuetext', '100');
  await expect(second.page.locator('[data-panel="Figure"]').getByRole('radio', { name: 'Motion' })).toBeChecked();
});

test('a small experiment is computed in place, read as a figure and as a table, and saved', async ({
  folder,
  start,
}, info) => {
  const { page } = await start({ workspace: join(folder, 'workspace'), datasets: [sampleDrives] });
  await openLab(page);
  const panel = page.locator('[data-panel="Figure"]');
  await panel.getByRole('radio', { name: 'Motion' }).click();
  await expect(panel).toContainText('Not computed yet.');
  await panel.getByRole('button', { name: 'Compute' }).click();
  const form = page.getByRole('dialog', { name: 'Compute Motion' });
  await form.getByLabel(/^Windows/).fill('0');
  await expect(form.getByRole('button', { name: /^Compute on/ })).toHaveAttribute('aria-disabled', 'true');
  await form.getByLabel(/^Windows/).fill('2');
  await form.getByLabel('DDIM steps').fill('2');
  await page.keyboard.press('Enter');
  await expect(form).toHaveCount(0);
  await expect(panel.getByRole('progressbar')).toBeVisible();
  const plot = panel.getByRole('group', { name: /Motion of predicted pictures/ });
  await expect(plot).toBeVisible({ timeout: 200_000 });

  // The arrows read the marks one by one; quoted rows say so.
  await plot.focus();
  await page.keyboard.press('ArrowRight');
  await expect(panel.locator('.lab-readout')).toContainText(/LF \/ truth \d/);
  await expect(plot.locator('[data-quoted]').first()).toContainText('quoted:');
  const slider = page.getByRole('slider', { name: 'Acceleration' });
  await page.keyboard.press('ArrowDown');
  await expect(slider).toHaveAttribute('aria-valuenow', '0');

  await panel.getByRole('button', { name: 'Show the table' }).click();
  const table = panel.getByRole('table', { name: 'Motion by that of the recording' });
  await expect(table.getByRole('row', { name: /DiT-WAM jump/ })).toBeVisible();
  await expect(panel.getByRole('table', { name: 'Quoted from papers, on other data' })).toContainText('nuScenes');

  if (seesDownloads(info)) {
    const saveAs = (format: RegExp) =>
      saved(page, async () => {
        await panel.getByRole('button', { name: 'Save the figure' }).click();
        await page.getByRole('menuitem', { name: format }).click();
      });
    const csv = await saveAs(/^CSV/);
    expect(csv.download.suggestedFilename()).toMatch(/^motion-.*\.csv$/);
    const text = csv.bytes.toString('utf8');
    expect(text).toMatch(/^model,title,way,lf,/);
    await expect(table.getByRole('row')).toHaveCount(text.trim().split('\r\n').length);
    await panel.getByRole('button', { name: 'Show the figure' }).click();
    await expect(plot).toBeVisible();
    expect((await saveAs(/^SVG/)).bytes.toString('utf8')).toMatch(/^<svg .*LF \/ truth/s);
  }

  // Removed, it is as if it had never been.
  await panel.getByRole('button', { name: 'Earlier results' }).click();
  await page.getByRole('menuitem', { name: 'Remove the one that is shown' }).click();
  await expect(panel).toContainText('Not computed yet.');
});
