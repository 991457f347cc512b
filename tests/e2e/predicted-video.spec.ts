import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { readPicture } from '../../src/main/media/decode-picture.ts';
import { squareRgb } from '../../src/main/media/picture-square.ts';
import { learnedCameraSchema } from '../../src/shared/domain/world-camera.ts';
import type { CameraCalibration } from '../../src/shared/maths/camera-view.ts';
import { syntheticSensors } from '../synthetic/sensors.ts';
import { expect, test } from './app.ts';
import { makeDrives } from './made-drives.ts';

const video = (page: Page) => page.getByRole('region', { name: 'Predicted video' }).last();
const second = (page: Page, name: string) =>
  video(page).getByRole('radio', { name: new RegExp(`^${name.replace('+', '\\+')}`) });
const direct = /^DiT-WAM direct.* 1\.0\.0$/;
const jump = /^DiT-WAM jump.* 1\.0\.0$/;
const LONG = { timeout: 60_000 };

const clock = (page: Page) => page.locator('.transport-time b');

/** Opens the first clip in Review and runs a model as A or B. */
async function run(page: Page, letter: 'A' | 'B', model: RegExp): Promise<void> {
  await page.keyboard.press(`Alt+${letter}`);
  await page.getByRole('menuitem', { name: model }).click();
}
async function openFirstClip(page: Page): Promise<void> {
  await page.getByRole('gridcell').first().click();
  await page.keyboard.press('Enter');
  await expect(page.locator('.camera-area')).toHaveAttribute('data-painted-us', /\d+/);
}

/** Runs a world model as A and goes to its first video, which is not at the first key frame: there no speed is recorded. Gives its time, s. */
async function firstVideo(page: Page, model: RegExp): Promise<number> {
  await run(page, 'A', model);
  await expect(video(page)).toContainText('No predicted video here. A: no speed is recorded', LONG);
  await video(page)
    .getByRole('button', { name: /^Go to the next one/ })
    .click();
  await expect(video(page).locator('.video-grid')).toContainText('Predicted A');
  await expect(second(page, 'now')).toBeChecked();
  return Number((await clock(page).innerText()).replace('00:', ''));
}
const at = (seconds: number): string => `00:${seconds.toFixed(2).padStart(5, '0')}`;

/** Pictures of a row of the strip: how many colours each has, −1 where there is none. */
const colours = (page: Page, row: string): Promise<number[]> =>
  video(page)
    .locator(`.video-cell[data-row="${row}"]`)
    .evaluateAll((cells) =>
      cells.map((cell) => {
        const canvas = cell.querySelector('canvas');
        const ctx = canvas?.getContext('2d');
        if (!canvas || !ctx) return -1;
        return new Set(new Uint32Array(ctx.getImageData(0, 0, canvas.width, canvas.height).data.buffer)).size;
      }),
    );

/** RGB of the picture in a column of a row. */
const tilePixels = (page: Page, row: string, column: number): Promise<number[]> =>
  video(page)
    .locator(`.video-cell[data-row="${row}"][data-column="${String(column)}"] canvas`)
    .evaluate((canvas: HTMLCanvasElement) => {
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
      return Array.from(data).filter((_, i) => i % 4 < 3);
    });

const manifest = readFileSync(join(import.meta.dirname, '../../models/dit-wam-direct/manifest.json'), 'utf8');
const learned = learnedCameraSchema.parse(
  (JSON.parse(manifest) as { parameters: { camera: unknown } }).parameters.camera,
);
/** The front camera of the made-up drives, for pictures of 320 px of width. */
const [front] = syntheticSensors.filter(({ channel }) => channel === 'CAM_FRONT');
const syntheticFront: CameraCalibration = {
  widthPx: 320,
  heightPx: 180,
  intrinsic: front.intrinsic.flatMap((row, i) => row.map((value) => (i < 2 ? value / 5 : value))),
  lens: { model: 'pinhole', distortion: null },
  egoFromCamera: [...front.translation, ...front.rotation],
};

test('truth, prediction and difference of a run stand under the seconds of the one clock', async ({
  folder,
  start,
}) => {
  test.slow();
  const drives = makeDrives(folder, 1);
  const { page } = await start({ workspace: join(folder, 'workspace'), datasets: [drives] });
  await openFirstClip(page);
  const t0 = await firstVideo(page, direct);
  await expect(video(page).locator('[role="radio"][data-column]')).toHaveCount(9);

  // Recorded pictures up to the end of the log, predicted ones of these, and what differs; all of them pictures.
  await expect.poll(async () => (await colours(page, 'truth')).filter((n) => n > 1).length, LONG).toBe(8);
  await expect.poll(async () => (await colours(page, 'predicted')).filter((n) => n > 1).length, LONG).toBe(8);
  await expect.poll(async () => (await colours(page, 'difference')).filter((n) => n > 1).length, LONG).toBe(7);
  await expect(video(page).locator('.video-figure-cell')).toHaveText([
    'context',
    ...Array.from({ length: 7 }, () => /^−?\d\.\d\d$/),
    '–',
  ]);

  await expect(video(page).locator('[data-row="truth"][data-column="8"]')).toHaveText('log ends');
  await expect(video(page).locator('.video-label[data-row="predicted"]')).toContainText('to +7 s');

  // The recorded picture is shown as the model saw it: the view of the camera that it learned by, not the middle square.
  const now = await tilePixels(page, 'truth', 0);
  const files = readdirSync(join(drives, 'samples/CAM_FRONT')).sort();
  const recorded = readPicture(join(drives, 'samples/CAM_FRONT', files[Math.round(t0 * 2)]), 'the present');
  const off = (rgb: Uint8Array) => rgb.reduce((sum, level, i) => sum + Math.abs(level - now[i]), 0) / rgb.length;
  const view = squareRgb(recorded, 128, { camera: syntheticFront, view: learned });
  expect(off(view)).toBeLessThan(4);
  expect(off(view)).toBeLessThan(off(squareRgb(recorded, 128, null)) / 2);

  // The clock moves the ring.
  for (const step of [0.5, 1]) {
    await page.keyboard.press('ArrowRight');
    await expect(clock(page)).toHaveText(at(t0 + step));
  }
  await expect(second(page, '+1 s')).toBeChecked();
  await expect(video(page).locator('[data-row="difference"][data-now="true"]')).toHaveAttribute('data-column', '1');

  // The ring moves the clock, by key and by pointer, and the instant stays.
  await second(page, '+1 s').focus();
  await page.keyboard.press('ArrowRight');
  await expect(clock(page)).toHaveText(at(t0 + 2));
  await expect(second(page, '+2 s')).toBeFocused();
  await video(page).locator('[data-row="difference"][data-column="5"]').click();
  await expect(clock(page)).toHaveText(at(t0 + 5));
  await expect(second(page, '+5 s')).toBeChecked();
  await expect(page.locator('.panel-fact').filter({ hasText: `t0 = ${t0.toFixed(2)} s, held` })).toBeVisible();

  // Let go, the latest video before the clock is shown.
  await page.keyboard.press('Shift+Home');
  await expect(page.locator('.panel-fact').filter({ hasText: `t0 = ${(t0 + 4).toFixed(2)} s,` })).toBeVisible();
  await expect(second(page, '+1 s')).toBeChecked();
});

test('predictions are looked at side by side, in the truth’s place and as differences', async ({ folder, start }) => {
  test.slow();
  const { page } = await start({ workspace: join(folder, 'workspace'), datasets: [makeDrives(folder, 1)] });
  await openFirstClip(page);
  await firstVideo(page, direct);
  await run(page, 'B', jump);
  await expect(video(page).locator('.video-grid')).toContainText('at 2, 4, 6 s', LONG);
  await second(page, '+2 s').click();

  const captions = video(page).locator('figcaption b');
  await page.keyboard.press('Shift+V');
  await expect(captions).toHaveText(['Truth', 'Predicted A', 'Predicted B']);
  await page.keyboard.press('Shift+V');
  await expect(captions).toHaveText(['Predicted A', 'Predicted B']);
  await page.keyboard.down('u');
  await expect(captions).toHaveText(['Truth', 'Truth']);
  await page.keyboard.up('u');
  await expect(captions).toHaveText(['Predicted A', 'Predicted B']);
  await page.keyboard.press('Shift+V');
  await expect(captions).toHaveText(['Difference A', 'Difference B']);
  await expect(video(page).locator('figcaption').first()).toContainText(/mean \d+\.\d/);

  // Another measure, in the run's own figures.
  await page.keyboard.press('Shift+V');
  await video(page).getByLabel('Fidelity').selectOption('PSNR');
  await expect(video(page).locator('.video-figure-cell[data-column="2"]').first()).toHaveText(/^\d+\.\d$/);

  // World models are scored by their pictures, not by plans.
  await expect(page.getByLabel('This clip')).toContainText('SSIM');
  await page.getByLabel('Metric', { exact: true }).selectOption('ADE@4s, 10 Hz');
  await expect(page.getByRole('region', { name: 'Score' }).last()).toContainText('Plans nothing.');

  const sideways = await video(page)
    .locator('*')
    .evaluateAll(
      (all) =>
        all.filter((e) => e.scrollWidth > e.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(e).overflowX))
          .length,
    );
  expect(sideways).toBe(0);
});

test('a run of a family without video says so', async ({ folder, start }) => {
  const { page } = await start({ workspace: join(folder, 'workspace'), datasets: [makeDrives(folder, 1)] });
  await openFirstClip(page);
  await run(page, 'A', /^Constant velocity 1\.0\.0$/);
  await expect(video(page)).toContainText('No video: this family predicts none.', LONG);
});
