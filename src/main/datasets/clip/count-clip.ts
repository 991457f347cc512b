import type { DatasetCounts } from '../../../shared/domain/dataset.ts';
import { sensorFlags, type IndexedClip } from '../../workspace/index/indexed-clip.ts';

/** What clips add up to; a data set has counts of its tables beside. */
export type ClipCounts = Omit<DatasetCounts, 'tables' | 'skipped'>;

/** Counts of no clip, to add to. */
export const noClips = (): ClipCounts => ({
  clips: 0,
  frames: 0,
  sensorFiles: 0,
  absentSensorFiles: 0,
  images: 0,
  absentImages: 0,
  boxes: 0,
  tracks: 0,
});

/** Counts of an empty data set, to add to. */
export const noCounts = (): DatasetCounts => ({ ...noClips(), tables: {}, skipped: {} });

/** Adds a clip to the counts of its data set. */
export function countClip(counts: ClipCounts, clip: IndexedClip): void {
  counts.clips++;
  counts.tracks += clip.objects.tracks.length;
  countFrames(counts, clip, clip.frames.tokens.length);
}

/** Adds the first `frames` frames of a clip with their sensor files and boxes: the others are counted elsewhere. */
export function countFrames(counts: ClipCounts, clip: IndexedClip, frames: number): void {
  const untilUs = clip.frames.timesUs[frames] ?? Infinity;
  counts.frames += frames;
  counts.boxes += clip.objects.frames.reduce((sum, frame) => sum + (frame < frames ? 1 : 0), 0);
  for (const { modality, timesUs, flags } of clip.sensors) {
    for (let i = 0; i < flags.length && timesUs[i] < untilUs; i++) {
      const absent = flags[i] & sensorFlags.present ? 0 : 1;
      counts.sensorFiles++;
      counts.absentSensorFiles += absent;
      if (modality !== 'camera') continue;
      counts.images++;
      counts.absentImages += absent;
    }
  }
}
