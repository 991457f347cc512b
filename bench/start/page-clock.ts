import { WebSocket } from 'ws';

/** Page code: the time at which the first clip was on screen, ms since the epoch, told in the frame that shows it. */
export const clipsShown = `new Promise((shown) => {
  const look = () =>
    document.querySelector('[role="gridcell"]') ? shown(performance.timeOrigin + performance.now()) : requestAnimationFrame(look);
  look();
})`;

/**
 * Evaluates page code in the first page behind a debugging port, as soon as there is one. By bare messages: a test driver's
 * own start would be measured with it.
 */
export async function askFirstPage(port: number, expression: string): Promise<number> {
  for (;;) {
    const targets = (await fetch(`http://127.0.0.1:${port}/json/list`)
      .then((answer) => answer.json())
      .catch(() => [])) as { type: string; url: string; webSocketDebuggerUrl: string }[];
    const page = targets.find((target) => target.type === 'page' && target.url.startsWith('foresight:'));
    const value = page && (await evaluate(page.webSocketDebuggerUrl, expression));
    if (typeof value === 'number') return value;
    await new Promise((wait) => setTimeout(wait, 20));
  }
}

/** The value, or null when the page went away meanwhile. */
function evaluate(url: string, expression: string): Promise<unknown> {
  return new Promise((resolve) => {
    const socket = new WebSocket(url);
    const end = (value: unknown) => {
      resolve(value);
      socket.terminate();
    };
    socket.on('open', () =>
      socket.send(
        JSON.stringify({
          id: 1,
          method: 'Runtime.evaluate',
          params: { expression, awaitPromise: true, returnByValue: true },
        }),
      ),
    );
    socket.on('message', (data: Buffer) => {
      const answer = JSON.parse(data.toString()) as { id?: number; result?: { result?: { value?: unknown } } };
      if (answer.id === 1) end(answer.result?.result?.value ?? null);
    });
    socket.on('close', () => end(null));
    socket.on('error', () => end(null));
  });
}
