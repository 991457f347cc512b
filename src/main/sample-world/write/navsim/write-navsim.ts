import { navsimCameras } from '../../render/cameras.ts';
import { DEFAULT_SIZE, type Layout } from '../layout.ts';
import { joinMaps } from './join-maps.ts';
import { writeLog } from './write-log.ts';

/** NAVSIM: a log pickle a drive, pictures of up to 8 cameras and merged point clouds at 2 Hz, maps as nuPlan has them. */
export const navsimLayout: Layout = {
  name: 'navsim',
  title: 'NAVSIM',
  cameras: (size = DEFAULT_SIZE) => navsimCameras(size),
  notes: () => Promise.resolve([]),
  writeClip: writeLog,
  finish: joinMaps,
};
