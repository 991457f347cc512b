import type { IndexedWindow } from '../../workspace/index/indexed-clip.ts';
import { egoMotion } from '../clip/manoeuvre.ts';
import type { LogFrame } from './log-frame.ts';

/** Frames up to the current one. */
export const HISTORY_FRAMES = 4;
/** Frames after the current one: what is taken where the log goes on, and what there must be. */
export const FUTURE_FRAMES = 10;
const LEAST_FUTURE_FRAMES = 8;
/** Frames whose bodies are kept together: a sample reads its own stretch, not 45 minutes. */
const STRETCH_FRAMES = 256;

/** Frames that are stored together, `from` to `to` (not included), and which of them are current frames of samples. */
export interface Stretch {
  from: number;
  to: number;
  currents: number[];
}

/**
 * The samples of a log, one for each frame with 3 frames before it and at least 8 after it in the list, as the devkit
 * cuts scenes at `frame_interval: 1`: consecutive entries, whatever time lies between them. Entries whose time does not
 * rise cannot stand on one time line: no sample spans them. Stretches overlap by the length of a sample.
 */
export function stretchesOf(frames: readonly Pick<LogFrame, 'timeUs'>[]): Stretch[] {
  const stretches: Stretch[] = [];
  for (const [from, to] of runsOf(frames)) {
    const lastCurrent = to - LEAST_FUTURE_FRAMES - 1;
    for (let start = from; start + HISTORY_FRAMES - 1 <= lastCurrent; start += STRETCH_FRAMES) {
      const currents: number[] = [];
      const firstCurrent = start + HISTORY_FRAMES - 1;
      for (let i = firstCurrent; i < firstCurrent + STRETCH_FRAMES && i <= lastCurrent; i++) currents.push(i);
      stretches.push({ from: start, to: Math.min(to, currents[currents.length - 1] + FUTURE_FRAMES + 1), currents });
    }
  }
  return stretches;
}

/** The stretches of the list in which time rises, as [first, one past the last]. */
function runsOf(frames: readonly Pick<LogFrame, 'timeUs'>[]): [number, number][] {
  const runs: [number, number][] = [];
  let from = 0;
  for (let i = 1; i <= frames.length; i++) {
    if (i < frames.length && frames[i].timeUs > frames[i - 1].timeUs) continue;
    if (i > from) runs.push([from, i]);
    from = i;
  }
  return runs;
}

/** The windows of a stretch over its own frames. `nameOf` names the sample of a frame of the log. */
export function windowsOf(
  stretch: Stretch,
  frames: readonly LogFrame[],
  timesUs: Float64Array,
  poses: Float64Array,
  nameOf: (frame: number) => string,
): IndexedWindow[] {
  return stretch.currents.map((current) => {
    const firstFrame = current - HISTORY_FRAMES + 1 - stretch.from;
    const lastFrame = Math.min(current + FUTURE_FRAMES, stretch.to - 1) - stretch.from;
    return {
      token: frames[current].token,
      name: nameOf(current),
      firstFrame,
      lastFrame,
      decisions: [current - stretch.from],
      ...egoMotion(timesUs.subarray(firstFrame, lastFrame + 1), poses.subarray(firstFrame * 7, (lastFrame + 1) * 7)),
    };
  });
}
