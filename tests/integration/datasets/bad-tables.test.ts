import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readClipDetail } from '../../../src/main/workspace/index/clip-reader.ts';
import { ProblemError } from '../../../src/shared/domain/problem.ts';
import { writeNuscenesTables } from '../../nuscenes-tables.ts';
import {
  clipIds,
  indexRoot,
  rewriteRows,
  rewriteText,
  tableRows,
  tableText,
  temporaryFolder,
  type Row,
} from './fixture.ts';

const options = {
  scenes: 2,
  samplesPerScene: 6,
  objectsPerScene: 4,
  pictures: { widthPx: 32, heightPx: 18 },
  masks: true,
} as const;
const made = (): string => {
  const root = temporaryFolder();
  writeNuscenesTables({ dir: root, ...options });
  return root;
};
/** Changes one record in the middle of a table. */
const oneRow = (table: string, change: (row: Row) => void) => (root: string) =>
  rewriteRows(root, table, (rows) => {
    change(rows[Math.floor(rows.length / 2)]);
    return rows;
  });
const bigTables = [
  'sample',
  'sample_data',
  'ego_pose',
  'sample_annotation',
  'instance',
  'calibrated_sensor',
  'scene',
  'log',
  'map',
  'category',
] as const;

describe('a table that is no table stops the indexing, in words, and what was shown stays', () => {
  const files: [string, (root: string, table: string) => void, RegExp, RegExp][] = [
    [
      'cut off',
      (root, table) =>
        truncateSync(join(root, 'v1.0-mini', `${table}.json`), Math.floor(tableText(root, table).length * 0.7)),
      /table-truncated/,
      /byte \d+/,
    ],
    ['empty', (root, table) => truncateSync(join(root, 'v1.0-mini', `${table}.json`), 0), /table-truncated/, /byte 0/],
    [
      'not JSON',
      (root, table) => rewriteText(root, table, (text) => text.replace('": "', '" "')),
      /table-not-json/,
      /record 1/,
    ],
    ['not a list', (root, table) => rewriteText(root, table, () => '{"rows": []}'), /table-not-json/, /byte 0/],
  ];
  it.each(
    bigTables.flatMap((table) => files.map(([how, damage, code, words]) => [table, how, damage, code, words] as const)),
  )('%s.json %s', async (table, _, damage, code, words) => {
    const root = made();
    const { db, counts } = await indexRoot(root);
    damage(root, table);
    const error: unknown = await indexRoot(root, { db }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ProblemError);
    const { problem } = error as ProblemError;
    expect(problem.code).toMatch(code);
    expect(problem.title).toContain(`${table}.json`);
    expect(problem.whatHappened).toMatch(words);
    expect(problem.whatHappened).toContain(join(root, 'v1.0-mini', `${table}.json`));
    expect(problem.whatToDo).not.toBe('');
    expect(clipIds(db)).toHaveLength(2);
    expect(readClipDetail(db, clipIds(db)[0])?.objects.length).toBeGreaterThan(0);
    expect(counts.clips).toBe(2);
  });
});

interface Bad {
  name: string;
  damage: (root: string) => void;
  /** Reasons and how many; all other records stay. */
  skipped: Record<string, number>;
  /** What the counts lose against the whole root. */
  lost: { frames?: number; sensorFiles?: number; boxes?: number; tracks?: number; clips?: number };
}

const files = options.samplesPerScene * 12;
const bad: Bad[] = [
  {
    name: 'a wrong type',
    damage: oneRow('sample_data', (row) => (row['timestamp'] = '17')),
    skipped: { 'sample_data.json: timestamp is not a number': 1 },
    lost: { sensorFiles: 1 },
  },
  {
    name: 'a missing field',
    damage: oneRow('sample_data', (row) => delete row['filename']),
    skipped: { 'sample_data.json: field filename is missing': 1 },
    lost: { sensorFiles: 1 },
  },
  {
    name: 'a dangling sample token',
    damage: oneRow('sample_data', (row) => (row['sample_token'] = 'gone')),
    skipped: { 'sample_data.json: sample_token names no sample': 1 },
    lost: { sensorFiles: 1 },
  },
  {
    name: 'a dangling calibration token',
    damage: oneRow('sample_data', (row) => (row['calibrated_sensor_token'] = '0'.repeat(32))),
    skipped: { 'sample_data.json: calibrated_sensor_token names no usable calibration': 1 },
    lost: { sensorFiles: 1 },
  },
  {
    name: 'a dangling ego pose token',
    damage: oneRow('sample_data', (row) => (row['ego_pose_token'] = 'f'.repeat(32))),
    skipped: { 'sample_data.json: ego_pose_token names no usable ego pose': 1 },
    lost: { sensorFiles: 1 },
  },
  {
    name: 'a duplicate token',
    damage: (root) => rewriteRows(root, 'sample_data', (rows) => [...rows, rows[3]]),
    skipped: { 'sample_data.json: token comes twice or is empty; the first record was kept': 1 },
    lost: {},
  },
  {
    name: 'a duplicate ego pose',
    damage: (root) => rewriteRows(root, 'ego_pose', (rows) => [...rows, { ...rows[3], translation: [0, 0, 0] }]),
    skipped: { 'ego_pose.json: token comes twice or is empty; the first record was kept': 1 },
    lost: {},
  },
  {
    name: 'NaN in a pose',
    damage: (root) => rewriteText(root, 'ego_pose', (text) => text.replace(/("translation": \[\s*)[^,]*,/, '$1NaN,')),
    skipped: {
      'ego_pose.json: translation has no number (NaN)': 1,
      'sample_data.json: ego_pose_token names no usable ego pose': 1,
    },
    lost: { sensorFiles: 1 },
  },
  {
    name: 'a rotation of no length',
    damage: oneRow('ego_pose', (row) => (row['rotation'] = [0, 0, 0, 0])),
    skipped: {
      'ego_pose.json: rotation is not a unit quaternion': 1,
      'sample_data.json: ego_pose_token names no usable ego pose': 1,
    },
    lost: { sensorFiles: 1 },
  },
  {
    name: 'a pose of two numbers',
    damage: oneRow('ego_pose', (row) => (row['translation'] = [1, 2])),
    skipped: {
      'ego_pose.json: translation is not a list of 3 numbers': 1,
      'sample_data.json: ego_pose_token names no usable ego pose': 1,
    },
    lost: { sensorFiles: 1 },
  },
  {
    name: 'a file time far outside its scene',
    damage: oneRow('sample_data', (row) => (row['timestamp'] = 17)),
    skipped: { 'sample_data.json: timestamp lies outside its scene': 1 },
    lost: { sensorFiles: 1 },
  },
  {
    name: 'two files of a sensor at one time',
    damage: (root) => rewriteRows(root, 'sample_data', (rows) => [...rows, { ...rows[3], token: 'again' }]),
    skipped: { 'sample_data.json: a second file of one sensor at one time': 1 },
    lost: {},
  },
  {
    name: 'sample times out of order',
    damage: (root) =>
      rewriteRows(root, 'sample', (rows) =>
        rows.map((row, i) => (i === 3 ? { ...row, timestamp: (row['timestamp'] as number) - 1_200_000 } : row)),
      ),
    skipped: { 'sample.json: timestamps out of order': 1, 'sample_annotation.json: its sample was left out': NaN },
    lost: { frames: 1, boxes: NaN, tracks: NaN },
  },
  {
    name: 'a dangling scene token',
    damage: oneRow('sample', (row) => (row['scene_token'] = 'gone')),
    skipped: {
      'sample.json: scene_token names no scene': 1,
      'sample_data.json: sample_token names no sample': 12,
      'sample_annotation.json: sample_token names no sample': NaN,
    },
    lost: { frames: 1, sensorFiles: 12, boxes: NaN, tracks: NaN },
  },
  {
    name: 'a dangling log token',
    damage: oneRow('scene', (row) => (row['log_token'] = 'gone')),
    skipped: { 'scene.json: log_token names no log; the scene is listed without log and location': 1 },
    lost: {},
  },
  {
    name: 'a duplicate scene',
    damage: (root) => rewriteRows(root, 'scene', (rows) => [...rows, rows[0]]),
    skipped: { 'scene.json: token comes twice; the first record was kept': 1 },
    lost: {},
  },
  {
    name: 'a dangling instance token',
    damage: oneRow('sample_annotation', (row) => (row['instance_token'] = 'gone')),
    skipped: { 'sample_annotation.json: instance_token names no instance': 1 },
    lost: { boxes: 1, tracks: NaN },
  },
  {
    name: 'a dangling category token',
    damage: oneRow('instance', (row) => (row['category_token'] = 'gone')),
    skipped: { 'instance.json: category_token names no category; the object is shown without one': 1 },
    lost: {},
  },
  {
    name: 'a box without size',
    damage: oneRow('sample_annotation', (row) => (row['size'] = [1, 0, 1])),
    skipped: { 'sample_annotation.json: size is not above zero': 1 },
    lost: { boxes: 1, tracks: NaN },
  },
  {
    name: 'a camera without matrix',
    damage: oneRow('calibrated_sensor', (row) =>
      Object.assign(row, { camera_intrinsic: [[1]], sensor_token: row['sensor_token'] }),
    ),
    skipped: {
      'calibrated_sensor.json: camera_intrinsic is not a 3x3 matrix of numbers': 1,
      'sample_data.json: calibrated_sensor_token names no usable calibration': 6,
    },
    lost: { sensorFiles: 6 },
  },
  {
    name: 'an absolute path',
    damage: oneRow('sample_data', (row) => (row['filename'] = '/etc/passwd')),
    skipped: { 'sample_data.json: the file name is an absolute path': 1 },
    lost: { sensorFiles: 1 },
  },
  {
    name: 'a path with ..',
    damage: oneRow('sample_data', (row) => (row['filename'] = '../../secret.jpg')),
    skipped: { 'sample_data.json: the file name leads out of the data set by ".."': 1 },
    lost: { sensorFiles: 1 },
  },
  {
    name: 'a mask outside',
    damage: oneRow('map', (row) => (row['filename'] = '../mask.png')),
    skipped: { 'map.json: the file name leads out of the data set by ".."': 1 },
    lost: {},
  },
  {
    name: 'a CAN file that is cut off',
    damage: (root) => {
      mkdirSync(join(root, 'can_bus'));
      writeFileSync(join(root, 'can_bus', 'scene-0001_pose.json'), '[{"utime": 1');
    },
    skipped: { 'can_bus: a file that is not JSON or is cut off': 1 },
    lost: {},
  },
];

describe('a record that cannot be used is left out and counted, all others stay', () => {
  it.each(bad.map((one) => [one.name, one] as const))('%s', async (_, { damage, skipped, lost }) => {
    const root = made();
    const whole = (await indexRoot(root)).counts;
    damage(root);
    const { counts, failures } = await indexRoot(root);
    expect(Object.keys(counts.skipped).sort()).toEqual(Object.keys(skipped).sort());
    for (const [reason, count] of Object.entries(skipped))
      if (!Number.isNaN(count)) expect(counts.skipped[reason]).toBe(count);
    for (const reason of Object.keys(skipped))
      expect(failures.some((failure) => failure.startsWith(reason))).toBe(true);
    for (const key of ['clips', 'frames', 'sensorFiles', 'boxes', 'tracks'] as const) {
      const expected = lost[key] ?? 0;
      if (Number.isNaN(expected)) expect(counts[key]).toBeLessThanOrEqual(whole[key]);
      else expect(counts[key], key).toBe(whole[key] - expected);
    }
    expect(whole.sensorFiles).toBe(files * 2);
  });
});

describe('files and links', () => {
  it('a link that leads out of the root counts as absent, one inside does not', async () => {
    const root = made();
    const outside = mkdtempSync(join(tmpdir(), 'foresight-outside-'));
    const channel = (name: string) => join(root, 'samples', name);
    renameSync(channel('CAM_BACK'), join(outside, 'CAM_BACK'));
    symlinkSync(join(outside, 'CAM_BACK'), channel('CAM_BACK'));
    renameSync(channel('CAM_FRONT'), join(root, 'elsewhere'));
    symlinkSync(join(root, 'elsewhere'), channel('CAM_FRONT'));
    const [picture] = tableRows(root, 'sample_data')
      .map((row) => row['filename'] as string)
      .filter((name) => name.includes('/CAM_FRONT_LEFT/'));
    renameSync(join(root, picture), join(outside, 'one.jpg'));
    symlinkSync(join(outside, 'one.jpg'), join(root, picture));
    const { counts } = await indexRoot(root);
    rmSync(outside, { recursive: true });
    expect(counts.absentImages).toBe(options.samplesPerScene * 2 + 1);
    expect(counts.skipped).toEqual({ 'a link leads out of the data set; its files count as absent': 2 });
  });

  it('a table that is a link out of the root is not read', async () => {
    const root = made();
    const outside = temporaryFolder();
    renameSync(join(root, 'v1.0-mini', 'log.json'), join(outside, 'log.json'));
    symlinkSync(join(outside, 'log.json'), join(root, 'v1.0-mini', 'log.json'));
    await expect(indexRoot(root)).rejects.toMatchObject({ problem: { code: 'dataset.table-outside' } });
  });

  it('a root that is gone is told', async () => {
    await expect(indexRoot(join(temporaryFolder(), 'nothing'))).rejects.toMatchObject({
      problem: { code: 'dataset.table-absent' },
    });
  });

  it.each(['sample_data', 'sample', 'ego_pose', 'sample_annotation', 'instance', 'calibrated_sensor', 'map'])(
    'without %s.json the scenes are listed and what is missing is said',
    async (table) => {
      const root = made();
      rmSync(join(root, 'v1.0-mini', `${table}.json`));
      const { db, counts } = await indexRoot(root);
      expect(counts.clips).toBe(2);
      const clip = readClipDetail(db, clipIds(db)[0]);
      expect(clip?.absences.some((absence) => absence.startsWith(`v1.0-mini/${table}.json is absent: no `))).toBe(true);
      if (table === 'ego_pose') expect(clip?.cameras).toHaveLength(6);
    },
  );
});
