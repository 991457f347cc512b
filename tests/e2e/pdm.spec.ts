import { execFileSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './app.ts';

const cli = resolve(import.meta.dirname, '../../src/main/hosts/cli/main.ts');
const foresight = (...args: string[]) => execFileSync(process.execPath, [cli, ...args], { stdio: 'pipe' });

/** A workspace with one drive of the sample world, run by both baselines: constant velocity meets the queue at a red light. */
function scored(folder: string): string {
  const [drives, workspace] = [join(folder, 'drives'), join(folder, 'workspace')];
  const world = ['--layout', 'navsim', '--clips', '1', '--seed', '7', '--scenario', 'red-light-queue', '--no-pictures'];
  foresight('sample-world', '--out', drives, ...world);
  foresight('index', drives, '--workspace', workspace);
  foresight('run', 'constant-velocity', '--workspace', workspace);
  foresight('run', 'ego-mlp', '--workspace', workspace);
  return workspace;
}

const waterfall = (page: Page, letter: string) =>
  page.getByRole('listbox', { name: `Parts of the score of ${letter}` });
const headline = (page: Page) => page.locator('.score-headline');
const numbers = async (page: Page) => (await headline(page).innerText()).split('\n');

/** The clip that Δ puts first, with constant velocity as A: it hits what waits at the light. */
async function openWorst(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Review' }).first().click();
  await page.getByRole('button', { name: 'Swap A and B' }).click();
  await page.keyboard.press('Alt+1');
  await expect(page.getByRole('grid', { name: 'Clips' }).getByRole('row').first()).toContainText('0.0 vs');
  await page.getByRole('grid', { name: 'Clips' }).getByRole('row').first().click();
}

test.beforeEach(() => test.setTimeout(180_000));

test('a score of 0 says why: part by part, in time, on the timeline, by keys', async ({ folder, start }) => {
  const { page } = await start({ workspace: scored(folder) });
  await openWorst(page);

  // EPDMS is shown by itself once runs are scored by it, with its setting.
  await expect(page.getByLabel('This clip')).toContainText('EPDMS v2, one stage, human filter, log replay');
  await expect(page.getByLabel('This clip')).toContainText(/Hits veh \d+ at \+\d\.\d\ss/);
  await expect(page.getByLabel('This clip')).toContainText(/Without the hit.* this plan would score \d/);
  const rows = waterfall(page, 'A');
  await expect(rows.getByRole('option')).toHaveCount(9);
  await expect(rows.getByRole('option').first()).toContainText(/NC.*×0/);

  // A row takes the clock to its instant and holds the decision.
  const mark = page.getByRole('button', { name: /^NC, veh/ });
  await expect(mark).toBeVisible();
  await rows.getByRole('option').first().click();
  await expect(rows.getByRole('option').first()).toHaveAttribute('aria-selected', 'true');
  const slider = page.getByRole('slider', { name: 'Time in the clip' });
  await expect(slider).toHaveAttribute('aria-valuetext', /t0 \+[1-4]\.\d/);
  const at = await slider.getAttribute('aria-valuenow');

  // The same by keys, and back by the mark.
  await rows.press('ArrowDown');
  await expect(rows.getByRole('option').nth(1)).toHaveAttribute('aria-selected', 'true');
  await rows.press('Escape');
  await expect(rows.getByRole('option', { selected: true })).toHaveCount(0);
  await page.keyboard.press('Home');
  await mark.click();
  await expect(slider).toHaveAttribute('aria-valuenow', at ?? '');
  await expect(rows.getByRole('option').first()).toHaveAttribute('aria-selected', 'true');

  // B's own score is one choice away.
  await page.getByRole('radio', { name: 'B', exact: true }).click();
  await expect(waterfall(page, 'B')).toBeVisible();

  // PDMS is another metric with other parts and its own setting.
  await page.getByRole('combobox', { name: 'Metric' }).selectOption({ label: 'PDMS, log replay' });
  await expect(page.getByLabel('This clip')).toContainText('PDMS v1, one stage, log replay');
  await expect(waterfall(page, 'B').getByRole('option')).toHaveCount(6);
  await expect(waterfall(page, 'B')).toContainText('in twelfths');
});

test('a plan is bent by the pointer and by keys, scored as it goes, and let go', async ({ folder, start }) => {
  const { page } = await start({ workspace: scored(folder) });
  await openWorst(page);
  await expect(waterfall(page, 'A').getByRole('option').first()).toContainText('×0');
  const [before] = await numbers(page);
  expect(before).toBe('0.0');

  await page.getByRole('img', { name: /Bird’s eye view/ }).focus();
  await page.keyboard.press('w');
  await expect(page.getByRole('group', { name: 'What if, plan of A' })).toContainText('Drag a pose');
  // Slow enough it stops short of the queue.
  for (let i = 0; i < 20; i++) await page.keyboard.press('Alt+ArrowDown');
  await expect(page.getByRole('group', { name: 'What if, plan of A' })).toContainText('Edited, not stored');
  await expect(headline(page)).toContainText('A edited');
  await expect.poll(async () => Number((await numbers(page))[0])).toBeGreaterThan(10);
  await page.keyboard.press('Escape');
  await expect(headline(page)).not.toContainText('edited');
  expect((await numbers(page))[0]).toBe('0.0');

  // The first pose, dragged aside in twenty steps: the score follows each.
  const ground = page.getByRole('img', { name: /Bird’s eye view/ });
  const box = await ground.boundingBox();
  if (!box) throw new Error('no bird’s eye view');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height * 0.5);
  const took: number[] = [];
  let grabbed = false;
  for (let up = 0; up < box.height * 0.6 && !grabbed; up += 6) {
    await page.mouse.move(box.x + box.width / 2, box.y + box.height * 0.7 - up);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2 + 1, box.y + box.height * 0.7 - up);
    grabbed = (await page.getByText('Edited, not stored').count()) > 0;
    if (!grabbed) await page.mouse.up();
  }
  expect(grabbed).toBe(true);
  for (let step = 1; step <= 20; step++) {
    await page.mouse.move(box.x + box.width / 2 + step * 3, box.y + box.height * 0.6);
    await page.waitForTimeout(80);
    took.push(Number(await headline(page).getAttribute('data-took-ms')));
  }
  await page.mouse.up();
  await expect(headline(page)).toContainText('A edited');
  took.sort((a, b) => a - b);
  test.info().annotations.push({
    type: 'edit to score, ms',
    description: `median ${String(took[10])}, best ${String(took[0])}`,
  });
  expect(took[0]).toBeGreaterThan(0);
  await page.keyboard.press('w');
  await expect(headline(page)).not.toContainText('edited');
});

test('Compare shows one clip from above twice, and one clock moves both', async ({ folder, start }) => {
  const { page } = await start({ workspace: scored(folder) });
  await expect(page.getByRole('gridcell').first()).toBeVisible({ timeout: 30_000 });
  await page.keyboard.press('Control+3');
  const list = page.getByRole('grid', { name: /Clips by difference/ });
  await expect(list).toBeVisible({ timeout: 30_000 });
  const sides = ['A', 'B'].map((letter) => page.getByRole('region', { name: `Run ${letter}` }));
  for (const [i, letter] of ['A', 'B'].entries())
    await expect(
      sides[i].getByRole('img', { name: `Bird’s eye view with the plan of ${letter}, forward up` }),
    ).toBeVisible({ timeout: 60_000 });
  const painted = async () => {
    const [a, b] = await page
      .locator('.compare-side .birds-eye')
      .evaluateAll((all) => all.map((e) => Number((e as HTMLElement).dataset.paintedUs ?? NaN)));
    return a === b ? a : NaN;
  };
  await expect.poll(painted, { timeout: 60_000 }).toBeGreaterThan(0);
  const slider = page.getByRole('slider', { name: 'Time in the clip' });
  await expect(slider).toHaveAttribute('aria-valuetext', /t0 \+?0\.0/);
  const t0 = await painted();

  // Arrows step both; the decision is held. An infraction is one key away, and said in words on its side.
  await list.focus();
  await page.keyboard.press('ArrowRight');
  await expect.poll(painted).toBe(t0 + 500_000);
  await expect(page.locator('.compare-side-words').filter({ hasText: /Hits veh \d+ at/ })).toHaveCount(1, {
    timeout: 60_000,
  });
  await page.getByTitle(/^[AB], NC, /).click();
  await expect.poll(painted).toBeGreaterThan(t0 + 500_000);
  const hit = await painted();
  await page.keyboard.press('Home');
  await expect.poll(painted).toBe(t0);
  await page.keyboard.press('End');
  await expect.poll(painted).toBeGreaterThan(hit);
  const end = await painted();

  // Scrubbing moves both.
  const box = await slider.boundingBox();
  if (!box) throw new Error('no time axis');
  await page.mouse.move(box.x + box.width * 0.3, box.y + box.height * 0.6);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.5, box.y + box.height * 0.6, { steps: 4 });
  await page.mouse.up();
  await expect.poll(painted).toBeLessThan(end);
  expect(await painted()).toBeGreaterThan(t0);

  // Another row is another clip, at its own instant; leaving the view lets the decision go.
  const heading = page.locator('.compare-pair .panel-fact');
  const name = await heading.innerText();
  await list.focus();
  await page.keyboard.press('ArrowDown');
  await expect(heading).not.toHaveText(name);
  await page.keyboard.press('Control+2');
  await expect(page.getByRole('button', { name: 'Hold the decision instant here' })).toBeVisible({ timeout: 60_000 });
});

test('Compare tells why by the metric that it shows where the chosen one is of neither run', async ({
  folder,
  start,
}) => {
  const { page } = await start({ workspace: scored(folder) });
  await page.getByRole('button', { name: 'Review' }).first().click();
  await page.getByRole('combobox', { name: 'Metric' }).selectOption('video/ssim@4s');
  await page.keyboard.press('Control+3');
  await expect(page.getByRole('heading', { name: 'Δ EPDMS, A − B' })).toBeVisible({ timeout: 30_000 });
  for (const letter of ['A', 'B']) {
    const words = page.getByRole('region', { name: `Run ${letter}` }).locator('.compare-side-words');
    await expect(words).toHaveAttribute('data-verdict', /pass|half|fail/, { timeout: 30_000 });
  }
});
