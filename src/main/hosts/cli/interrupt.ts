/** Exit status of a command that was ended by Ctrl+C: 128 + SIGINT. */
export const INTERRUPTED = 130;

/**
 * Ctrl+C (or a kind kill) asks the command to stop: `signal` aborts, jobs are cancelled, the workspace is closed. A second
 * one ends the process at once; whatever was stored before stays whole.
 */
export function watchInterrupts(tell: (text: string) => void): { signal: AbortSignal; end(): void } {
  const controller = new AbortController();
  const onSignal = () => {
    if (controller.signal.aborted) process.exit(INTERRUPTED);
    tell('Stopping; what is done is kept. Ctrl+C again ends at once.');
    controller.abort();
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  return {
    signal: controller.signal,
    end: () => void process.off('SIGINT', onSignal).off('SIGTERM', onSignal),
  };
}
