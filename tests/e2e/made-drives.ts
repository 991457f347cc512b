import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { writeNuscenesTables } from '../nuscenes-tables.ts';

/** Writes a small made-up nuScenes root with pictures, maps and CAN bus under `folder`; gives its path. */
export function makeDrives(folder: string, scenes = 3): string {
  const dir = join(folder, 'drives');
  mkdirSync(dir, { recursive: true });
  writeNuscenesTables({
    dir,
    scenes,
    samplesPerScene: 20,
    pictures: { widthPx: 320, heightPx: 180 },
    masks: true,
    mapExpansion: true,
    canBus: ['vehicle_monitor'],
  });
  return dir;
}
