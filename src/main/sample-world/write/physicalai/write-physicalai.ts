import { physicalaiCameras } from '../../render/cameras.ts';
import { videoNotes } from '../find-h264.ts';
import { DEFAULT_SIZE, type Layout } from '../layout.ts';
import { joinChunks } from './join-chunks.ts';
import { writeClip } from './write-clip.ts';

/** PhysicalAI: parquet indexes, chunk archives with labels, timestamps and H.264 videos, f-theta calibration. */
export const physicalaiLayout: Layout = {
  name: 'physicalai',
  title: 'PhysicalAI',
  cameras: (size = DEFAULT_SIZE) => physicalaiCameras(size),
  videos: true,
  notes: ({ pictures }) => videoNotes(pictures),
  writeClip,
  finish: joinChunks,
};
