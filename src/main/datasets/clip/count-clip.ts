import type { DatasetCounts } from '../../../shared/domain/dataset.ts';
import { sensorFlags, type IndexedClip } from '../../workspace/index/indexed-clip.ts';

export const noCounts = (): DatasetCounts => ({
  clips: 0,
  frames: 0,
  sensorFiles: 0,
  absentSensorFiles: 0,
  images: 0,
  absentImages: 0,
  boxes: 0,
  tracks: 0,
  tables: {},
  skipped: {},
});

/** Adds a clip to the counts of its data set. */
export function countClip(counts: DatasetCounts, clip: IndexedClip): void {
  counts.clips++;
  counts.frames += clip.frames.tokens.length;
  counts.boxes += clip.objects.frames.length;
  counts.tracks += clip.objects.tracks.length;
  for (const sensor of clip.sensors) {
    const files = sensor.flags.length;
    let absent = 0;
    for (const flag of sensor.flags) if (!(flag & sensorFlags.present)) absent++;
    counts.sensorFiles += files;
    counts.absentSensorFiles += absent;
    if (sensor.modality !== 'camera') continue;
    counts.images += files;
    counts.absentImages += absent;
  }
}
