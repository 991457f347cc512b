import { z } from 'zod';
import { problemSchema, type Problem } from '../../../shared/domain/problem.ts';
import type { FrameFailure } from './frame-messages.ts';

/** Says why there is no picture; thrown by `fetchFrame` and `decodeFrame`. */
export class FrameFailureError extends Error {
  readonly failure: FrameFailure;
  constructor(failure: FrameFailure) {
    super(failure.problem.title);
    this.name = 'FrameFailureError';
    this.failure = failure;
  }
}

const answerSchema = z.object({ problem: problemSchema });

/** Which state a refused picture is shown in, by the problem's stable name. */
export function failureOf(problem: Problem): FrameFailure {
  if (problem.code === 'media.root-absent') return { kind: 'root-gone', problem };
  if (problem.code === 'media.file-absent' || problem.code === 'media.unknown-address')
    return { kind: 'absent', problem };
  return { kind: /^media\.(image|video)-/.test(problem.code) ? 'corrupt' : 'unreachable', problem };
}

const unreachable = (whatHappened: string): FrameFailure => ({
  kind: 'unreachable',
  problem: {
    code: 'media.unreachable',
    title: 'Picture not reached',
    whatHappened,
    whatWasKept: 'Boxes, plans and scores do not need it.',
    whatToDo: 'It is asked for again when the connection is back.',
  },
});

/** Bytes and type of a picture. Fails with FrameFailureError, or AbortError when the signal fires. */
export async function fetchFrame(url: string, signal: AbortSignal): Promise<{ bytes: ArrayBuffer; type: string }> {
  const response = await fetch(url, { signal }).catch((error: unknown) => {
    signal.throwIfAborted();
    throw new FrameFailureError(unreachable(`The workstation did not answer (${String(error)}).`));
  });
  if (response.ok) return { bytes: await response.arrayBuffer(), type: response.headers.get('content-type') ?? '' };
  throw await failureOfAnswer(response);
}

/** Why the workstation refused a picture or video; null for a workstation that did not answer. */
export async function failureOfAnswer(response: Response | null): Promise<FrameFailureError> {
  if (response === null) return new FrameFailureError(unreachable('The workstation did not answer.'));
  const answer = answerSchema.safeParse(await response.json().catch(() => null));
  return new FrameFailureError(
    answer.success ? failureOf(answer.data.problem) : unreachable(`The workstation answered ${response.status}.`),
  );
}
