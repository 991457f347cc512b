import type { Page } from '@playwright/test';

/** Milliseconds from a key press to the frame after the panel named by `selector` painted something new. */
export type Probe = (key: string) => Promise<number>;

/**
 * Measures inside the page, on its own clock: from the key event's time stamp to the first moment after the frame in which
 * the cameras painted another time (`data-painted-us`) or clip.
 */
export async function paintProbe(page: Page): Promise<Probe> {
  await page.evaluate(() => {
    const area = document.querySelector('.camera-area');
    if (!(area instanceof HTMLElement)) throw new Error('the cameras are not on screen');
    const painted = () => `${area.dataset.paintedClip ?? ''} ${area.dataset.paintedUs ?? ''}`;
    const measured: number[] = [];
    let pressed: { at: number; before: string } | null = null;
    addEventListener('keydown', (event) => (pressed = { at: event.timeStamp, before: painted() }), { capture: true });
    new MutationObserver(() => {
      if (!pressed || painted() === pressed.before) return;
      const { at } = pressed;
      pressed = null;
      // A message posted in the frame's callback comes right after that frame was handed to the compositor.
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => measured.push(performance.now() - at);
        port2.postMessage(null);
      });
    }).observe(area, { attributes: true });
    Object.assign(globalThis, { measuredPaints: measured });
  });
  const count = () =>
    page.evaluate(() => (globalThis as unknown as { measuredPaints: number[] }).measuredPaints.length);
  return async (key) => {
    const before = await count();
    await page.keyboard.press(key);
    const handle = await page.waitForFunction(
      (n) => {
        const { measuredPaints } = globalThis as unknown as { measuredPaints: number[] };
        return measuredPaints.length > n && measuredPaints[n];
      },
      before,
      { polling: 'raf', timeout: 10_000 },
    );
    return Number(await handle.jsonValue());
  };
}
