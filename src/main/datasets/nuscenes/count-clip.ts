import type { DatasetCounts } from '../../../shared/domain/dataset.ts';
import { sensorFlags, type IndexedClip } from '../../workspace/index/indexed-clip.ts';

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
