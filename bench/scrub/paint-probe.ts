import type { Page } from '@playwright/test';

/** Presses a key; milliseconds until the frame in which the cameras show what it asked for. */
export type Probe = (key: string) => Promise<number>;

/**
 * Measures inside the page, on its own clock: from the key event's time stamp to the first moment after the frame in which
 * the cameras painted another time (`data-painted-us`) or clip. Nothing in the page polls meanwhile.
 */
export async function paintProbe(page: Page): Promise<Probe> {
  let arrived: (ms: number) => void = () => undefined;
  await page.exposeFunction('tellPainted', (ms: number) => arrived(ms));
  await page.evaluate(() => {
    const area = document.querySelector('.camera-area');
    if (!(area instanceof HTMLElement)) throw new Error('the cameras are not on screen');
    const { tellPainted } = globalThis as unknown as { tellPainted: (ms: number) => void };
    const painted = () => `${area.dataset.paintedClip ?? ''} ${area.dataset.paintedUs ?? ''}`;
    let pressed: { at: number; before: string } | null = null;
    addEventListener('keydown', (event) => (pressed = { at: event.timeStamp, before: painted() }), { capture: true });
    new MutationObserver(() => {
      if (!pressed || painted() === pressed.before) return;
      const { at } = pressed;
      pressed = null;
      // A message posted in the frame's callback comes right after that frame was handed to the compositor.
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => tellPainted(performance.now() - at);
        port2.postMessage(null);
      });
    }).observe(area, { attributes: true });
  });
  return async (key) => {
    const painted = new Promise<number>((resolve, reject) => {
      arrived = resolve;
      setTimeout(() => reject(new Error(`nothing was painted within 10 s of ${key}`)), 10_000).unref();
    });
    await page.keyboard.press(key);
    return painted;
  };
}
