import { join } from 'node:path';
import { expect, test } from './app.ts';

test('the address keeps no token, and scripts cannot read the cookie', async ({ start, folder }) => {
  const { page } = await start({ workspace: join(folder, 'workspace') });
  await page.waitForSelector('#root > *');
  expect(page.url()).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
  expect(await page.evaluate(() => document.cookie)).toBe('');
  const [cookie] = await page.context().cookies();
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict' });
  // Another browser without the cookie stays outside.
  const stranger = await page.context().browser()?.newContext();
  const answer = await stranger?.request.get(page.url());
  expect(answer?.status()).toBe(401);
  await stranger?.close();
});
