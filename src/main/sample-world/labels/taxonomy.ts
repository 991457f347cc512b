import type { DriveLabel } from '../drive.ts';

/** The words for what a drive shows, by group, in the order of the tagging protocol (DriveWAM, appendices A and B). */
export const taxonomy = {
  weather: ['clear', 'overcast', 'rainy', 'foggy', 'snowy'],
  light: ['day', 'dusk', 'night', 'strong backlight'],
  road: ['urban', 'highway', 'ramp', 'intersection', 'narrow street'],
  density: ['sparse', 'moderate', 'dense'],
  ego: [
    'stopped',
    'starting',
    'stopping',
    'accelerating',
    'decelerating',
    'hard braking',
    'turning left',
    'turning right',
    'changing lanes',
    'following a vehicle',
    'off lane',
  ],
  vulnerable: ['pedestrian crossing', 'jaywalking', 'occluded pedestrian', 'child', 'cyclist conflict', 'crowd'],
  vehicle: [
    'cut-in',
    'cut-out',
    'sudden braking ahead',
    'wrong-way vehicle',
    'large-vehicle occlusion',
    'emergency vehicle',
    'door opening',
    'stopped or broken vehicle',
  ],
  intersection: ['unprotected left turn', 'roundabout', 'stop sign', 'red light', 'yellow light', 'green light'],
  'long-tail': ['road debris', 'accident scene', 'construction', 'animal on road', 'water puddle', 'railway crossing'],
} as const satisfies Record<DriveLabel['group'], readonly string[]>;

export type LabelName<G extends DriveLabel['group'] = DriveLabel['group']> = (typeof taxonomy)[G][number];
