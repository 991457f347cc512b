import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { writeScoreTables } from '../score-tables.ts';
import { expect, test } from './app.ts';
import { makeDrives } from './made-drives.ts';

const view = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name, exact: true });

/** Takes a score table in from the Jobs view. */
async function importTable(page: Page, path: string): Promise<void> {
  await page.getByRole('button', { name: 'Import scores…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Import scores' });
  await dialog.getByLabel('Score table').fill(path);
  await dialog.getByRole('radio', { name: /Reactive traffic/ }).check();
  await dialog.getByRole('button', { name: 'Import' }).click();
  await expect(dialog).toHaveCount(0);
}

test('two imported runs are compared, and a cell of the cross-table opens its clips in Review', async ({
  folder,
  start,
}) => {
  const made = writeScoreTables(join(folder, 'tables'));
  const [a, b] = made.tables.map((table) => table.scores);
  const { page } = await start({ workspace: join(folder, 'workspace'), datasets: [made.folder] });
  await expect(page.getByRole('gridcell').first()).toBeVisible({ timeout: 30_000 });
  await view(page, 'Compare').click();
  await expect(page.getByText('No run yet.')).toBeVisible();

  // A table that is not there is told in words, and the form stays as it was filled.
  await page.keyboard.press('Control+5');
  await page.getByRole('button', { name: 'Import scores…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Import scores' });
  await dialog.getByLabel('Score table').fill(join(folder, 'absent.csv'));
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('alert')).toContainText('There is no file');
  await page.keyboard.press('Escape');

  await importTable(page, made.tables[0].file);
  await view(page, 'Compare').click();
  await expect(page.getByText('There is one run, agent-0.')).toBeVisible();
  await page.keyboard.press('Control+5');
  await importTable(page, made.tables[1].file);
  await expect(page.getByRole('group', { name: 'Runs' })).toContainText(/A\s*agent-\d\s*B\s*agent-\d/);

  // Which run is A is the window's choice: the truth is turned to it.
  await page.keyboard.press('Control+3');
  const isTurned = /A\s*agent-1/.test(await page.getByRole('group', { name: 'Runs' }).innerText());
  const [ofA, ofB] = isTurned ? [b, a] : [a, b];
  const both = [...ofA.keys()].filter((token) => ofB.has(token));
  const nc = 'no_at_fault_collisions';
  const onlyB = both.filter((token) => ofA.get(token)![nc] === 1 && ofB.get(token)![nc] < 1);
  const paired = page.getByRole('table', { name: 'Paired differences, A − B' });
  await expect(paired.getByRole('row', { name: /^EPDMS \d/ })).toContainText(String(both.length));
  await expect(paired).toContainText('EPDMS v2, one stage, human filter, reactive traffic');

  // The list starts with the clip on which A loses most; the arrows go through it.
  const list = page.getByRole('grid', { name: /Clips by difference/ });
  const score = (token: string) => ofA.get(token)!.score - ofB.get(token)!.score;
  const worst = Math.min(...both.map(score));
  const at = list.locator('[aria-selected="true"]');
  await expect(at).toContainText(`−${(-100 * worst).toFixed(1)}`);
  await list.focus();
  await page.keyboard.press('End');
  await expect(page.getByText(`${both.length} of ${both.length}`)).toBeVisible();
  await page.keyboard.press('ArrowUp');
  await expect(page.getByText(`${both.length - 1} of ${both.length}`)).toBeVisible();

  // Space narrows the list to a cell, Enter reviews its clips, by difference.
  const cell = page.getByRole('button', { name: new RegExp(`^NC, only B fails: ${onlyB.length} clip`) });
  await cell.focus();
  await page.keyboard.press('Space');
  await expect(page.getByText(`1 of ${onlyB.length}`, { exact: true })).toBeVisible();
  await page.keyboard.press('Enter');
  const clips = page.locator('[data-panel="Clips"]');
  await expect(clips.getByText(`${onlyB.length} chosen clips`)).toBeVisible();
  const rows = page.locator('.review-row');
  await expect(rows.first()).toBeVisible();
  const named = await page.locator('.review-name b').evaluateAll((all) => all.map((e) => e.textContent));
  expect(named.filter((name) => !onlyB.includes(name))).toEqual([]);
  const best = Math.max(...onlyB.map(score));
  await expect(rows.first()).toContainText(`+${(100 * best).toFixed(1)}`);

  // Back in Compare the runs are still compared on all clips; Backspace gives the list, and Review, all of them again.
  await page.keyboard.press('Control+3');
  await expect(paired.getByRole('row', { name: /^EPDMS \d/ })).toContainText(String(both.length));
  await expect(page.getByText(`1 of ${onlyB.length}`, { exact: true })).toBeVisible();
  await page.keyboard.press('Backspace');
  await expect(page.getByText(`of ${both.length}`)).toBeVisible();

  // Another metric by its row: the list follows.
  await paired.getByRole('button', { name: 'EPDMS' }).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Δ NC, A − B' })).toBeVisible();
  await expect(page.getByRole('img', { name: /better in \d+ clips, equal in/ })).toBeVisible();
});

/** What lies over the grounds that are there now, A's first: other pixels where a view is zoomed or dragged. */
const pictures = (page: Page): Promise<string[]> =>
  page.locator('.birds-eye-names').evaluateAll((all) => all.map((canvas) => (canvas as HTMLCanvasElement).toDataURL()));

/** The times that the cameras show, A's first. */
const shownTimes = (page: Page): Promise<number[]> =>
  page.locator('.camera-area').evaluateAll((all) => all.map((e) => Number((e as HTMLElement).dataset['paintedUs'])));

test('a narrow window has tabs; the pair is shown side by side, on one ground or below a camera, and remembered', async ({
  folder,
  start,
}) => {
  const [workspace, datasets] = [join(folder, 'workspace'), [makeDrives(folder, 1)]];
  const { page } = await start({ workspace, datasets, size: { width: 1100, height: 800 } });
  await expect(page.getByRole('gridcell').first()).toBeVisible({ timeout: 30_000 });
  await view(page, 'Compare').click();
  await page.getByRole('button', { name: 'Run the baselines' }).click();

  // The list stays; the pair and the numbers share the rest.
  const tab = (name: string) => page.getByRole('tab', { name });
  const paired = page.getByRole('table', { name: 'Paired differences, A − B' });
  await expect(tab('Pair')).toHaveAttribute('aria-selected', 'true', { timeout: 60_000 });
  await expect(page.getByRole('grid', { name: /Clips by difference/ })).toBeVisible();
  await expect(paired).toBeHidden();
  await page.keyboard.press('g');
  await expect(page.getByRole('tabpanel', { name: 'Numbers' })).toContainText('Paired differences');
  await expect(paired).toBeVisible();
  await tab('Numbers').press('ArrowLeft');
  await expect(paired).toBeHidden();

  // Linked grounds are zoomed as one, others each by itself.
  const grounds = ['A', 'B'].map((letter) =>
    page.getByRole('img', { name: `Bird’s eye view with the plan of ${letter}` }),
  );
  for (const ground of grounds) await expect(ground).toBeVisible();
  const zoom = async () => {
    const settled = () => pictures(page).then((now) => now.every((picture) => picture.length > 2000));
    await expect.poll(settled).toBe(true);
    await grounds[0].hover();
    const [a, b] = await pictures(page);
    await page.mouse.wheel(0, -240);
    await expect.poll(async () => (await pictures(page))[0]).not.toBe(a);
    return (await pictures(page))[1] !== b;
  };
  expect(await zoom()).toBe(true);
  await page.keyboard.press('u');
  await expect(page.getByRole('button', { name: 'Both grounds as one' })).toHaveAttribute('aria-pressed', 'false');
  expect(await zoom()).toBe(false);

  // What is ahead is said where nothing is; seconds count from the decision instant.
  await expect(page.locator('.compare-pair-timeline')).toContainText(/t0.*\+1 s/);
  await expect(page.locator('.compare-pair-timeline .timeline-labels')).toContainText(/Gap ahead.*TTC/);

  await page.keyboard.press('b');
  await expect(page.getByRole('img', { name: 'Bird’s eye view with the plans of A and B, forward up' })).toBeVisible();
  await expect(grounds[0]).toHaveCount(0);
  await expect(page.locator('.compare-side-head')).toHaveText([/^A.*Ego-status MLP/, /^B.*Constant velocity/]);

  // A camera for each run, on one clock; another camera of the clip by key.
  await page.keyboard.press('c');
  const bothAt = async () => {
    const [a, b] = await shownTimes(page);
    return a === b ? a : NaN;
  };
  await expect.poll(bothAt).toBeGreaterThan(0);
  const t0 = await bothAt();
  await page.getByRole('grid', { name: /Clips by difference/ }).press('ArrowRight');
  await expect.poll(bothAt).toBe(t0 + 500_000);
  const camera = page.getByRole('combobox', { name: 'Camera' });
  await expect(camera).toHaveValue('CAM_FRONT');
  await page.keyboard.press('Shift+F');
  await expect(camera).not.toHaveValue('CAM_FRONT');
  const chosen = await camera.inputValue();

  // A run is scored anew from a dialog: a refusal leaves it as it was filled, Enter sends it.
  await page.keyboard.press('Control+5');
  await page
    .getByRole('listitem')
    .filter({ hasText: 'Ego-status MLP' })
    .getByRole('button', { name: 'Score…' })
    .click();
  const dialog = page.getByRole('dialog', { name: 'Score a run' });
  await dialog.getByRole('checkbox', { name: /^PDMS/ }).uncheck();
  await dialog.getByRole('radio', { name: /Reactive traffic/ }).check();
  const cache = dialog.getByLabel(/Metric caches/);
  await cache.fill(join(folder, 'absent'));
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('alert')).toBeVisible();
  await expect(dialog.getByRole('radio', { name: /Reactive traffic/ })).toBeChecked();
  await cache.fill('');
  await page.keyboard.press('Enter');
  await expect(dialog).toHaveCount(0);
  await expect(page.getByText(/Score.*Ego-status MLP/).first()).toBeVisible();

  // The view is what it was, also after the window was opened anew.
  await page.reload();
  await view(page, 'Compare').click();
  await expect(page.getByRole('radio', { name: 'Both runs on a camera' })).toBeChecked();
  await expect(camera).toHaveValue(chosen);
});
