import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './app.ts';
import { makeDrives } from './made-drives.ts';

test('a report is built from the window: one HTML file, PDF where the host prints, CSV and JSON of the same numbers', async ({
  folder,
  start,
}) => {
  const workspace = join(folder, 'workspace');
  const { page } = await start({ workspace, datasets: [makeDrives(folder)] });
  await page.getByRole('gridcell').first().click();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Run the baselines' }).click();
  await expect(page.getByLabel('This clip')).toContainText('ADE', { timeout: 60_000 });

  await page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: 'Reports' }).click();
  await page
    .getByRole('button', { name: /New report/ })
    .first()
    .click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').first().fill('What <b>went</b> wrong');
  await dialog.getByRole('checkbox', { name: 'PDF' }).check();
  await dialog.getByRole('button', { name: /Build/ }).click();

  const report = page.getByRole('region', { name: 'What <b>went</b> wrong' });
  await expect(report).toBeVisible({ timeout: 60_000 });
  const built = readdirSync(join(workspace, 'reports')).filter((name) => !name.startsWith('.'));
  expect(built).toHaveLength(1);
  const files = readdirSync(join(workspace, 'reports', built[0]));
  const file = (ending: string) => {
    const name = files.find((f) => f.endsWith(ending));
    if (!name) throw new Error(`no ${ending} among ${files.join(', ')}`);
    return join(workspace, 'reports', built[0], name);
  };
  const html = readFileSync(file('.html'), 'utf8');
  expect(html).toContain('What &lt;b&gt;went&lt;/b&gt; wrong');
  expect(html).not.toMatch(/\b(src|href)="(https?:)?\/\//);
  expect(readFileSync(file('.pdf')).subarray(0, 5).toString()).toBe('%PDF-');
  expect(statSync(file('.csv')).size).toBeGreaterThan(100);
  expect(() => void JSON.parse(readFileSync(file('.json'), 'utf8'))).not.toThrow();
});
