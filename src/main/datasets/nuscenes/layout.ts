import { join } from 'node:path';

/** Any version folder: the official ones and cuts that users name themselves (`v1.0-mydrive`). */
export const versionPattern = /^v\d+\.\d+-[\w.-]+$/;

/** Without these there is nothing to list. */
export const neededTables = ['scene', 'log'] as const;

/** What the index loses when a table is absent, in words. */
export const tableUses = {
  sample: 'key frames',
  sample_data: 'images, lidar and radar files',
  ego_pose: 'the ego path',
  calibrated_sensor: 'camera calibration',
  sensor: 'sensor names',
  sample_annotation: 'boxes',
  instance: 'object tracks',
  category: 'object categories',
  attribute: 'object attributes',
  visibility: 'object visibility',
  map: 'map pictures',
} as const;

export const tableNames = [...neededTables, ...(Object.keys(tableUses) as (keyof typeof tableUses)[])];
export type TableName = (typeof tableNames)[number];

/** Path of a table of a version. */
export const tableFile = (root: string, version: string, table: TableName): string =>
  join(root, version, `${table}.json`);

/** Bytes a record takes about as the data set's own files are written; used to reserve memory. */
export const recordBytes = {
  sample_data: 500,
  ego_pose: 230,
  sample_annotation: 470,
  sample: 200,
  instance: 230,
  calibrated_sensor: 250,
} as const;
