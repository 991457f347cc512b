import { problemOf } from '../../../shared/domain/problem.ts';
import type { ModelView, RgbImage } from '../../media/camera-frames.ts';
import type { RolloutWindow, WorldModel } from '../../pipelines/dit-wam/world-model.ts';
import type { Bench } from './bench.ts';
import type { LabWindow } from './lab-window.ts';

/** Windows whose pictures are held at once. */
const PORTION = 16;

/** Some windows with their recorded pictures. */
export interface Portion {
  windows: LabWindow[];
  /** Place of each in the list of all windows: what its noise hangs on. */
  indices: number[];
  present: RgbImage[];
  /** By wanted time, then window. */
  truth: RgbImage[][];
}

/**
 * Windows portion by portion with their pictures as a model is shown them, so that memory does not grow with their number. A window
 * whose pictures cannot be had is noted with its clip and left out.
 */
export async function* portionsOf(
  bench: Bench,
  windows: readonly LabWindow[],
  view: ModelView,
): AsyncGenerator<Portion> {
  for (let first = 0; first < windows.length; first += PORTION) {
    const portion: Portion = { windows: [], indices: [], present: [], truth: [] };
    for (let i = first; i < Math.min(windows.length, first + PORTION); i++) {
      bench.context.signal.throwIfAborted();
      const pictures = await picturesOf(bench, windows[i], view);
      if (!pictures) continue;
      portion.windows.push(windows[i]);
      portion.indices.push(i);
      portion.present.push(pictures[0]);
      pictures.slice(1).forEach((picture, k) => (portion.truth[k] ??= []).push(picture));
    }
    if (portion.windows.length > 0) yield portion;
  }
}

async function picturesOf(bench: Bench, window: LabWindow, view: ModelView): Promise<RgbImage[] | null> {
  const { clipId, camera, present, truth } = window;
  const { signal } = bench.context;
  const tell = (reason: string) => {
    if (!bench.skipped.some((s) => s.clipId === clipId && s.reason === reason)) bench.skipped.push({ clipId, reason });
    return null;
  };
  try {
    bench.shown.add(camera, view);
    const found = await bench.frames.squares(clipId, camera, [present, ...truth], view, signal);
    const there = found.filter((picture) => picture !== null);
    return there.length === found.length ? there : tell('a picture that was indexed is not on disk');
  } catch (error) {
    if (signal.aborted) throw error;
    const problem = problemOf(error);
    bench.context.failure(clipId, problem);
    return tell(`${problem.title}: ${problem.whatHappened}`);
  }
}

/** A window as a model takes it; the model looks no further ahead than the actions that were gathered. */
export function rolloutWindow({ spec }: WorldModel, { actions }: LabWindow, present: Float32Array): RolloutWindow {
  const { speedMps, steering, acceleration } = actions;
  return {
    present,
    actions: {
      speedMps,
      steering: steering.subarray(0, spec.actions),
      acceleration: acceleration.subarray(0, spec.actions),
    },
  };
}
