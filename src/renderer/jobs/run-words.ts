import type { Run } from '../../shared/domain/run.ts';
import { count, plural } from '../ui/numbers.ts';
import type { Verdict } from '../ui/verdict-glyph.tsx';

const stateWords: Record<Run['status'], string> = {
  running: 'running',
  done: '',
  cancelled: 'cancelled',
  failed: 'failed',
  stopped: 'stopped with the app',
};

/** How far a run came: `400 clips`, `192 of 400 clips, cancelled`, `400 clips, 3 failed`. */
export function runReach(run: Run): string {
  const all = plural(run.clipCount, 'clip');
  return [
    run.clipsDone + run.failures.length >= run.clipCount ? all : `${count(run.clipsDone)} of ${all}`,
    run.failures.length > 0 ? `${count(run.failures.length)} failed` : '',
    stateWords[run.status],
  ]
    .filter((part) => part !== '')
    .join(', ');
}

export function runVerdict(run: Run): Verdict {
  if (run.status === 'running') return 'na';
  if (run.status === 'failed') return 'fail';
  return run.status === 'done' && run.failures.length === 0 ? 'pass' : 'half';
}

/** A run that ended early, or left clips out, can go on with those that are missing. */
export const canGoOn = (run: Run): boolean =>
  run.status !== 'running' && (run.status !== 'done' || run.clipsDone < run.clipCount);
