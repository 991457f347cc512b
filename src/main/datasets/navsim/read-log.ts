import { readFileSync, statSync } from 'node:fs';
import { numpyGlobals } from '../numpy/numpy-globals.ts';
import { readPickle } from '../pickle/read-pickle.ts';
import { frameOfLog, type LogFrame } from './log-frame.ts';
import { navsimProblem } from './navsim-problem.ts';

/** The longest logs of OpenScene (about 45 minutes) take some 100 MB. */
const MAX_BYTES = 1 << 30;

/** The bytes of a pickle; throws ProblemError `navsim.too-large` or `navsim.unreadable`. `file` is its name for messages. */
export function pickleBytes(path: string, file: string): Buffer {
  try {
    const { size } = statSync(path);
    if (size > MAX_BYTES)
      throw navsimProblem(
        'too-large',
        'The pickle is too large',
        file,
        `it has ${size} bytes; up to ${MAX_BYTES} are read`,
      );
    return readFileSync(path);
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause)
      throw navsimProblem('unreadable', 'The pickle cannot be read', file, cause.message);
    throw cause;
  }
}

/**
 * All frames of a log pickle in the order of the list. Throws ProblemError: `pickle.…` for the pickle itself,
 * `navsim.malformed` for a frame.
 */
export function readLog(bytes: Buffer, file: string): LogFrame[] {
  const list = readPickle(bytes, { file, allowed: numpyGlobals });
  if (!Array.isArray(list)) throw navsimProblem('malformed', 'The file is no log', file, 'it holds no list of frames');
  let boxes = 0;
  return list.map((value, i) => {
    const frame = frameOfLog(value, file, i);
    boxes += frame.boxes?.names.length ?? 0;
    // A box takes 56 bytes of the file and more, unless the same frame is named again and again.
    if (boxes * 56 > bytes.length)
      throw navsimProblem('malformed', 'The file is no log', file, `frame ${i} repeats what other frames hold`);
    return frame;
  });
}
