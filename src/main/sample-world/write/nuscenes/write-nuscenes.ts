import { nuscenesCameras } from '../../render/cameras.ts';
import { DEFAULT_SIZE, type Layout } from '../layout.ts';
import { joinTables } from './join-tables.ts';
import { writeScene } from './write-scene.ts';

/** nuScenes: tables, key frames (and camera sweeps on request), a light point cloud at 10 Hz, CAN bus and map expansion. */
export const nuscenesLayout: Layout = {
  name: 'nuscenes',
  title: 'nuScenes',
  cameras: (size = DEFAULT_SIZE) => nuscenesCameras(size),
  notes: () => Promise.resolve([]),
  writeClip: writeScene,
  finish: joinTables,
};
