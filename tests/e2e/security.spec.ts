import { join } from 'node:path';
import { expect, test } from './app.ts';
import { makeDrives } from './made-drives.ts';

test('no view breaks the page’s policy or asks anybody else', async ({ start, folder }) => {
  const { page } = await start({ workspace: join(folder, 'workspace'), datasets: [makeDrives(folder)] });
  const broken: string[] = [];
  const asked: string[] = [];
  page.on('console', (message) => {
    if (/content security policy|refused to|blocked by/i.test(message.text())) broken.push(message.text());
  });
  page.on('request', (request) => asked.push(request.url()));
  // A reload while the first load is under way is called off.
  await page.waitForLoadState();
  await page.reload();
  await page.getByRole('gridcell').first().waitFor();
  for (const view of ['Review', 'Reports', 'Jobs', 'Settings', 'Library']) {
    await page.getByRole('navigation').getByText(view, { exact: true }).click();
    await page.waitForTimeout(view === 'Review' ? 3000 : 500);
  }
  expect(broken).toEqual([]);
  const own = new URL(page.url()).origin;
  const ownAddress = (url: string) =>
    url.startsWith(`${own}/`) ||
    url.startsWith(`blob:${own}/`) ||
    url.startsWith('foresight://app/') ||
    url.startsWith('blob:foresight://app/');
  expect(asked.length).toBeGreaterThan(5);
  expect(asked.filter((url) => !ownAddress(url))).toEqual([]);
});
