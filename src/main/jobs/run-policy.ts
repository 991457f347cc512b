import type { Problem } from '../../shared/domain/problem.ts';

/** What a run does about a clip that failed: pure in the problem and the attempt, which counts from 1. */
export function clipVerdict(problem: Problem, attempt: number): 'retry' | 'skip' | 'stop' {
  switch (problem.code) {
    case 'inference.crashed':
      return attempt === 1 ? 'retry' : 'skip';
    case 'inference.failed':
    case 'inference.no-provider':
    case 'inference.closed':
      return 'stop';
    case 'model.answer-unusable':
      return 'skip';
    default:
      // A model that broke under way would break every clip.
      return problem.code.startsWith('model.') ? 'stop' : 'skip';
  }
}

/** Median of a list; 0 of an empty one. */
export function median(values: readonly number[]): number {
  if (values.length === 0) return 0;
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
