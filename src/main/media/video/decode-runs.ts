import type { Mp4Facts } from './read-mp4.ts';

/** Frames that one run of a decoder gives. */
export interface DecodeRun {
  /** First and last sample to be decoded, in the order of decoding. */
  fromSample: number;
  toSample: number;
  /** Frames that are asked for, rising, in the order of presentation. */
  wanted: number[];
}

/**
 * Puts frames together that a decoder passes on one way; a stretch of which nothing is asked is jumped over where a sync
 * sample lets it.
 * @param wanted frames in the order of presentation, rising, none twice
 * @param most of them in one run
 */
export function decodeRuns(
  facts: Pick<Mp4Facts, 'sampleOf' | 'syncSampleOf'>,
  wanted: readonly number[],
  most = Infinity,
): DecodeRun[] {
  const runs: DecodeRun[] = [];
  for (const i of wanted) {
    const [sample, sync] = [facts.sampleOf[i], facts.syncSampleOf[i]];
    const last = runs.at(-1);
    if (last && sync <= last.toSample + 1 && last.wanted.length < most) {
      last.toSample = Math.max(last.toSample, sample);
      last.wanted.push(i);
    } else runs.push({ fromSample: sync, toSample: sample, wanted: [i] });
  }
  return runs;
}
