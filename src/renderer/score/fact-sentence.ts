import type { ClipScores, MetricInfo } from '../../shared/domain/score.ts';
import { clipTime, metricValue } from '../../shared/words/numbers.ts';
import type { RunLetter } from '../../shared/domain/series.ts';
import { worstFrame } from './worst-frame.ts';

/** The fact of a clip in words: `lead` is the operative part. `seekUs` is the instant it speaks of. */
export interface Fact {
  lead: string;
  rest: string;
  seekUs: number | null;
  /** `pass` where there is nothing to look at: no miss, or an error too small to matter. */
  verdict: 'pass' | 'half';
}

/** Errors below this are no cause for a warning, m. */
const SMALL_ERROR_M = 0.5;

const offWords: Record<
  Exclude<MetricInfo['metric'], 'missRate'>,
  (letter: string, value: string, s: number) => string
> = {
  ade: (letter, value, s) => `${letter} is ${value} m off on average over ${String(s)} s`,
  fde: (letter, value, s) => `${letter} is ${value} m off after ${String(s)} s`,
  minAde: (letter, value, s) => `The best plan of ${letter} is ${value} m off on average over ${String(s)} s`,
  minFde: (letter, value, s) => `The best plan of ${letter} is ${value} m off after ${String(s)} s`,
};

/**
 * One sentence about the first scored run: where it is worst by the metric and what the other run does there.
 * Null where nothing is scored by it.
 */
export function factOf(
  runs: readonly { letter: RunLetter; scores: Pick<ClipScores, 'frames'> }[],
  info: MetricInfo,
  clip: { startUs: number; frames: readonly { timeUs: number }[] },
): Fact | null {
  const scored = (scores: Pick<ClipScores, 'frames'>) => scores.frames.filter((f) => f.values[info.key] !== undefined);
  const first = runs.find((r) => scored(r.scores).length > 0);
  if (!first) return null;
  const others = runs.filter((r) => r !== first);
  if (info.metric === 'missRate') return missFact(first, others, scored, info, clip);

  const worst = worstFrame(first.scores, info.key);
  if (!worst) return null;
  const timeUs = clip.frames[worst.frame].timeUs;
  const there = others.flatMap(({ letter, scores }) => {
    const value = scores.frames.find((f) => f.frame === worst.frame)?.values[info.key];
    return value === undefined ? [] : [`${letter} ${metricValue(value, info)} m`];
  });
  return {
    lead: `${offWords[info.metric](first.letter, metricValue(worst.value, info), info.horizonS)} from ${clipTime(timeUs - clip.startUs)},`,
    rest: ` its worst instant in this clip.${there.length > 0 ? ` There: ${listedBriefly(there)}.` : ''}`,
    seekUs: timeUs,
    verdict: worst.value < SMALL_ERROR_M ? 'pass' : 'half',
  };
}

/** So many other runs are told of one by one. */
const MOST_TOLD = 4;

/** Facts in a row, the last of many as a number of runs. */
function listedBriefly(facts: readonly string[]): string {
  if (facts.length <= MOST_TOLD) return facts.join(', ');
  const told = facts.slice(0, MOST_TOLD - 1);
  return `${told.join(', ')} and ${String(facts.length - told.length)} runs more`;
}

function missFact(
  first: { letter: RunLetter; scores: Pick<ClipScores, 'frames'> },
  others: readonly { letter: RunLetter; scores: Pick<ClipScores, 'frames'> }[],
  scored: (scores: Pick<ClipScores, 'frames'>) => ClipScores['frames'],
  info: MetricInfo,
  clip: { startUs: number; frames: readonly { timeUs: number }[] },
): Fact {
  const missed = (scores: Pick<ClipScores, 'frames'>) => scored(scores).filter((f) => f.values[info.key] > 0);
  const firstMiss = missed(first.scores).at(0);
  const share = (r: { letter: RunLetter; scores: Pick<ClipScores, 'frames'> }) =>
    `${String(missed(r.scores).length)} of ${String(scored(r.scores).length)}`;
  const misses = others.filter((r) => scored(r.scores).length > 0).map((r) => `${r.letter} misses at ${share(r)}`);
  const rest = misses.length > 0 ? ` ${listedBriefly(misses)}.` : '';
  if (!firstMiss)
    return {
      lead: `${first.letter} misses at no key frame of this clip`,
      rest: `.${rest}`,
      seekUs: null,
      verdict: 'pass',
    };
  const timeUs = clip.frames[firstMiss.frame].timeUs;
  return {
    lead: `${first.letter} misses at ${share(first)} key frames`,
    rest: `, first at ${clipTime(timeUs - clip.startUs)}.${rest}`,
    seekUs: timeUs,
    verdict: 'half',
  };
}
