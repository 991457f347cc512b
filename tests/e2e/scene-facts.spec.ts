import { join } from 'node:path';
import { makeWorld } from '../../src/main/sample-world/write/make-world.ts';
import { expect, test } from './app.ts';

/** One drive of the sample world without pictures: a queue at a red light, with guidance, labels and commands. */
async function makeDrive(folder: string): Promise<string> {
  const root = join(folder, 'sample-drives');
  await makeWorld(
    {
      layout: 'sample',
      clips: 1,
      seed: 3,
      scenario: 'red-light-queue',
      cameras: null,
      size: null,
      pictures: false,
      sweeps: false,
      numpy: 1,
      fps: 10,
    },
    root,
    { threads: 1, signal: new AbortController().signal, progress: () => undefined, note: () => undefined },
  );
  return root;
}

test('what a recording says of the drive follows the clock: command, labels, guidance', async ({ folder, start }) => {
  const { page } = await start({ workspace: join(folder, 'workspace'), datasets: [await makeDrive(folder)] });
  await page.getByRole('gridcell').first().click();
  await page.keyboard.press('Enter');
  await page.getByRole('tab', { name: 'Guidance' }).click();
  const panel = page.getByRole('region', { name: 'Guidance' }).last();
  await expect(panel).toContainText(/Command (go straight|turn left|turn right)/);
  await expect(panel.getByRole('list', { name: 'Labels of the recording' }).getByRole('listitem')).not.toHaveCount(0);

  const cards = panel.locator('.guidance-cards li');
  await expect(cards.nth(2)).toBeAttached();
  await expect(cards.first()).toHaveAttribute('aria-current', 'true');
  await cards.nth(2).getByRole('button').click();
  await expect(cards.nth(2)).toHaveAttribute('aria-current', 'true');
  await expect(cards.first()).toHaveAttribute('aria-current', 'false');
  await expect(page.locator('.transport-time b')).not.toHaveText('00:00.00');
});
