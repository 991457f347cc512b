import type { Dataset } from '../../shared/domain/dataset.ts';
import type { Verdict } from '../ui/verdict-glyph.tsx';
import { count, plural } from '../ui/numbers.ts';

/** How a data set stands: glyph and words. */
export function datasetState(dataset: Pick<Dataset, 'state' | 'problem'>): { verdict: Verdict; words: string } {
  switch (dataset.state) {
    case 'indexed':
      return dataset.problem
        ? { verdict: 'half', words: 'indexed before; the last try failed' }
        : { verdict: 'pass', words: 'indexed' };
    case 'stale':
      return { verdict: 'half', words: 'changed on disk since it was indexed' };
    case 'absent':
      return { verdict: 'half', words: 'root is gone' };
    case 'not-indexed':
      return dataset.problem
        ? { verdict: 'fail', words: 'could not be indexed' }
        : { verdict: 'na', words: 'not indexed yet' };
  }
}

/** What is in a data set and what is not on disk, one fact a line. */
export function datasetFacts(dataset: Pick<Dataset, 'counts'>): string[] {
  const { counts } = dataset;
  if (!counts) return [];
  const facts = [
    `${plural(counts.clips, 'clip')}, ${plural(counts.frames, 'key frame')}`,
    `${plural(counts.boxes, 'box', 'boxes')} of ${plural(counts.tracks, 'object')}`,
    counts.images === 0
      ? 'no images'
      : counts.absentImages === 0
        ? `${plural(counts.images, 'image')}, all on disk`
        : `${count(counts.absentImages)} of ${plural(counts.images, 'image')} not on disk`,
  ];
  const others = counts.absentSensorFiles - counts.absentImages;
  if (others > 0) facts.push(`${plural(others, 'other sensor file')} not on disk`);
  return [...facts, ...Object.entries(counts.skipped).map(([reason, n]) => `${count(n)} left out: ${reason}`)];
}
