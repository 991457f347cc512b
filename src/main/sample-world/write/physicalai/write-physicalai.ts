import { ProblemError } from '../../../../shared/domain/problem.ts';
import { physicalaiCameras } from '../../render/cameras.ts';
import { videoNotes } from '../find-h264.ts';
import { DEFAULT_SIZE, type Layout, type WorldRequest } from '../layout.ts';
import { joinChunks } from './join-chunks.ts';
import { writeClip } from './write-clip.ts';

/** PhysicalAI: parquet indexes, chunk archives with labels, timestamps and H.264 videos, f-theta calibration. */
export const physicalaiLayout: Layout = {
  name: 'physicalai',
  title: 'PhysicalAI',
  cameras: (size = DEFAULT_SIZE) => physicalaiCameras(size),
  notes,
  writeClip,
  finish: joinChunks,
};

/** H.264 with colours at half size needs even sides. */
async function notes({ pictures, size }: WorldRequest): Promise<string[]> {
  if (pictures && size && (size.widthPx % 2 === 1 || size.heightPx % 2 === 1))
    throw new ProblemError({
      code: 'sample-world.odd-size',
      title: 'Videos need even sides',
      whatHappened: `${size.widthPx}x${size.heightPx} px cannot be encoded as H.264.`,
      whatWasKept: 'Nothing was written.',
      whatToDo: 'Give a size of even numbers: --size 640x360.',
    });
  return videoNotes(pictures);
}
