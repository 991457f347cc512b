/** The version folder of the tables. */
export const NUSCENES_VERSION = 'v1.0-sample';

/** Tables with rows of each clip, staged by clip and joined at the end. */
export const clipTables = [
  'scene',
  'log',
  'sample',
  'sample_data',
  'ego_pose',
  'calibrated_sensor',
  'sample_annotation',
  'instance',
] as const;
