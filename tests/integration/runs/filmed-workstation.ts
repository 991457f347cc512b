import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openWorkstation, type Workstation } from '../../../src/main/api/workstation.ts';
import { writeNuscenesTables } from '../../nuscenes-tables.ts';

export interface Filmed {
  workstation: Workstation;
  clipIds: string[];
  /** Root of the data set; `CAM_FRONT` pictures lie in `samples/CAM_FRONT`. */
  data: string;
  close(): Promise<void>;
}

/** A real workstation over drives with pictures at each key frame (2 Hz); steering and acceleration follow from their poses. */
export async function filmedWorkstation({
  scenes = 2,
  seconds = 5,
  before = () => undefined,
}: {
  scenes?: number;
  seconds?: number;
  /** Called before the data set is indexed. */
  before?: (data: string) => void;
} = {}): Promise<Filmed> {
  const folder = mkdtempSync(join(tmpdir(), 'foresight-filmed-'));
  const data = join(folder, 'nuscenes');
  writeNuscenesTables({
    dir: data,
    scenes,
    samplesPerScene: seconds * 2 + 1,
    pictures: { widthPx: 320, heightPx: 180 },
  });
  before(data);
  const workstation = await openWorkstation({ workspaceFolder: join(folder, 'w'), host: 'server' });
  await workstation.jobs.finished((await workstation.addDataset(data)).jobId);
  return {
    workstation,
    clipIds: await workstation.workspace.library.clipIds({}),
    data,
    async close() {
      await workstation.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
