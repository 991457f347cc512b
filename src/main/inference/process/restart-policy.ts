/** Crashes older than this no longer count against a restart. */
export const CRASH_WINDOW_MS = 60_000;
/** That many crashes within the window, with no good run between them, and the process stays down. */
export const MAX_CRASHES = 5;
/** The first restart is at once; waits begin with the second crash. */
const FIRST_WAIT_MS = 200;
const WAIT_GROWTH = 3;

/** How long to wait before the next start, or that it is of no use: pure in the crash times (ms, rising) and the present. */
export function restartVerdict(crashTimesMs: readonly number[], nowMs: number): { waitMs: number } | 'give-up' {
  const recent = crashTimesMs.filter((t) => nowMs - t < CRASH_WINDOW_MS);
  if (recent.length >= MAX_CRASHES) return 'give-up';
  if (recent.length < 2) return { waitMs: 0 };
  const wait = FIRST_WAIT_MS * WAIT_GROWTH ** (recent.length - 2);
  return { waitMs: Math.max(0, recent[recent.length - 1] + wait - nowMs) };
}
