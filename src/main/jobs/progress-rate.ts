/** Rates are told over this many seconds. */
const WINDOW_S = 5;

/** Items a second over the last few seconds of a job's progress reports. */
export interface ProgressRate {
  /** Adds a report at `nowMs`; the rate then, or null while it cannot be told. */
  add(done: number, nowMs: number): number | null;
}

/** A job that resumes starts at `done` > 0: only what is done after the first report counts. */
export function createProgressRate(): ProgressRate {
  let reports: { done: number; atMs: number }[] = [];
  return {
    add(done, nowMs) {
      const last = reports.at(-1);
      // Going back means another thing is counted now: start anew.
      if (last && done < last.done) reports = [];
      reports.push({ done, atMs: nowMs });
      while (reports.length > 2 && nowMs - reports[1].atMs > WINDOW_S * 1000) reports.shift();
      const first = reports[0];
      const elapsedS = (nowMs - first.atMs) / 1000;
      // Keep one report each 50 ms: thousands a second would make the list long for nothing.
      if (reports.length > 2 && nowMs - reports[reports.length - 2].atMs < 50) reports.splice(reports.length - 2, 1);
      return elapsedS < 0.5 ? null : (done - first.done) / elapsedS;
    },
  };
}
