import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readClipMap, readMapImage } from '../../../src/main/workspace/index/clip-map.ts';
import { readClipDetail, readImageFile, readThumbnailSource } from '../../../src/main/workspace/index/clip-reader.ts';
import { openIndex } from '../../../src/main/workspace/index/open-index.ts';
import { writeNuscenesTables, type WrittenTables } from '../../nuscenes-tables.ts';
import { clipIds, indexRoot, rewriteText, tableRows, temporaryFolder, type Indexed, type Row } from './fixture.ts';
import { devkitVelocity } from './devkit-velocity.ts';

const everything = {
  scenes: 6,
  sweeps: true,
  masks: true,
  mapExpansion: true,
  pictures: { widthPx: 64, heightPx: 36 },
  canBus: ['pose', 'steeranglefeedback', 'vehicle_monitor'],
} as const;

describe('a whole root', () => {
  const root = mkdtempSync(join(tmpdir(), 'foresight-whole-root-'));
  const db = openIndex(join(root, 'index.sqlite'));
  let written: WrittenTables;
  let indexed: Indexed;
  beforeAll(async () => {
    written = writeNuscenesTables({ dir: root, ...everything });
    indexed = await indexRoot(root, { db });
  });
  afterAll(() => {
    db.close();
    rmSync(root, { recursive: true, force: true });
  });

  it('is indexed with every row of every table', () => {
    const { counts, failures } = indexed;
    const cameras = 6 * 6;
    expect(failures).toEqual([]);
    expect(counts.tables).toEqual(written.rows);
    expect(counts).toMatchObject({
      clips: 6,
      frames: 240,
      sensorFiles: written.rows['sample_data'],
      boxes: written.rows['sample_annotation'],
      tracks: written.rows['instance'],
      images: cameras * (40 + 39 * 5),
      absentImages: cameras * 39 * 5,
      skipped: {},
    });
    expect(counts.absentSensorFiles).toBe(written.rows['sample_data'] - cameras * 40);
  });

  it('gives back what the tables say of a clip', () => {
    const scene = written.scenes[1];
    const clip = readClipDetail(db, `d1:${scene.token}`);
    if (!clip) throw new Error('no clip');
    expect(clip).toMatchObject({
      name: 'scene-0002',
      location: 'singapore-onenorth',
      description: 'Intersection, turn left, many peds',
      startUs: scene.startUs,
      absences: [],
    });
    expect(clip.frames.map((frame) => frame.token)).toEqual(scene.sampleTokens);
    expect(clip.cameras.map((camera) => camera.title)).toEqual([
      'front',
      'front left',
      'front right',
      'back left',
      'back',
      'back right',
    ]);

    const samples = new Set(scene.sampleTokens);
    const poses = new Map(tableRows(root, 'ego_pose').map((row) => [row['token'], row]));
    const poseOf = (row: Row) => [
      ...(poses.get(row['ego_pose_token'])?.['translation'] as number[]),
      ...(poses.get(row['ego_pose_token'])?.['rotation'] as number[]),
    ];
    const files = (channel: string) =>
      tableRows(root, 'sample_data')
        .filter(
          (row) => samples.has(row['sample_token'] as string) && (row['filename'] as string).includes(`/${channel}/`),
        )
        .sort((a, b) => (a['timestamp'] as number) - (b['timestamp'] as number));
    const rows = files('CAM_FRONT');
    const front = clip.cameras[0];
    expect(front.timesUs).toEqual(rows.map((row) => row['timestamp']));
    expect(front.isKey).toEqual(rows.map((row) => Number(row['is_key_frame'])));
    expect(front.present).toEqual(front.isKey);
    expect(front.globalFromEgo).toEqual(rows.flatMap(poseOf));
    expect([front.widthPx, front.heightPx]).toEqual([64, 36]);
    rows.forEach((row, i) =>
      expect(readImageFile(db, clip.clipId, 'CAM_FRONT', i)).toEqual({
        datasetId: 'd1',
        relativePath: row['filename'],
        present: row['is_key_frame'],
      }),
    );
    expect(readImageFile(db, clip.clipId, 'CAM_FRONT', rows.length)).toBeNull();
    expect(readImageFile(db, clip.clipId, 'CAM_NONE', 0)).toBeNull();
    expect(readThumbnailSource(db, clip.clipId)).toMatchObject({
      present: true,
      relativePath: expect.stringContaining('samples/CAM_FRONT/') as string,
    });

    const lidar = files('LIDAR_TOP');
    expect(clip.ego.timesUs).toEqual(lidar.map((row) => row['timestamp']));
    expect(clip.ego.globalFromEgo).toEqual(lidar.flatMap(poseOf));
    for (const frame of clip.frames) expect(clip.ego.timesUs[frame.egoIndex]).toBe(frame.timeUs);
  });

  it('gives back every box with category, attribute, visibility and the devkit’s velocity', () => {
    const named = (table: string) => new Map(tableRows(root, table).map((row) => [row['token'], row]));
    const [instances, categories, attributes, visibility, samples, annotations] = [
      'instance',
      'category',
      'attribute',
      'visibility',
      'sample',
      'sample_annotation',
    ].map(named);
    let boxes = 0;
    for (const scene of written.scenes) {
      const clip = readClipDetail(db, `d1:${scene.token}`);
      if (!clip) throw new Error('no clip');
      const byKey = new Map(
        clip.objects.flatMap((track) =>
          track.frames.map((frame, i) => [`${track.trackId} ${clip.frames[frame].token}`, { track, i }]),
        ),
      );
      for (const row of annotations.values()) {
        const held = byKey.get(`${String(row['instance_token'])} ${String(row['sample_token'])}`);
        if (!held) continue;
        const { track, i } = held;
        boxes++;
        expect(track.centres.slice(i * 3, i * 3 + 3)).toEqual(row['translation']);
        const [width, length, height] = row['size'] as number[];
        expect(track.sizeM).toEqual([length, width, height]);
        expect(track.category).toBe(categories.get(instances.get(row['instance_token'])?.['category_token'])?.['name']);
        expect(track.attributes[i]).toEqual(
          (row['attribute_tokens'] as string[]).map((token) => attributes.get(token)?.['name']),
        );
        expect(track.visibility[i]).toBe(visibility.get(row['visibility_token'])?.['level']);
        expect(track.lidarPoints[i]).toBe(row['num_lidar_pts']);
        const [w, , , z] = row['rotation'] as number[];
        expect(Math.cos(track.yaws[i] - 2 * Math.atan2(z, w))).toBeCloseTo(1, 12);
        const velocity = devkitVelocity(row, annotations, samples);
        velocity.forEach((v, k) =>
          v === null
            ? expect(track.velocities[i * 2 + k]).toBeNull()
            : expect(track.velocities[i * 2 + k]).toBeCloseTo(v, 5),
        );
      }
      expect(new Set(clip.objects.map((track) => track.label)).size).toBe(clip.objects.length);
    }
    expect(boxes).toBe(written.rows['sample_annotation']);
  });

  it('has signals and events of each drive’s style', () => {
    const clips = written.scenes.map((scene) => readClipDetail(db, `d1:${scene.token}`));
    expect(clips[0]?.signals.map((signal) => signal.source)).toEqual([
      'CAN pose',
      'CAN pose',
      'CAN steeranglefeedback',
      'CAN pose',
    ]);
    expect(clips.map((clip) => clip?.events.map((event) => event.kind))).toEqual([
      [],
      ['turn'],
      ['turn'],
      ['stop'],
      ['stop'],
      ['hard-brake'],
    ]);
    expect(db.prepare('SELECT manoeuvre FROM clip ORDER BY name').pluck().all()).toEqual([
      'straight',
      'left',
      'right',
      'straight',
      'stopped',
      'straight',
    ]);
    expect(db.prepare("SELECT count(*) FROM clip_word WHERE word = 'peds'").pluck().get()).toBe(3);
    expect(db.prepare("SELECT count(*) FROM clip_text WHERE clip_text MATCH 'jaywal*'").pluck().get()).toBe(1);
  });
});

describe('maps', () => {
  let root: string;
  const box = (points: number[]) => [
    Math.min(...points.filter((_, i) => i % 2 === 0)),
    Math.max(...points.filter((_, i) => i % 2 === 0)),
  ];

  it('give the layers around a clip and the crop of its mask', async () => {
    root = temporaryFolder();
    writeNuscenesTables({ dir: root, ...everything });
    const { db } = await indexRoot(root);
    const [first] = clipIds(db);
    const map = readClipMap(db, first);
    if (!map) throw new Error('no map');
    expect(map.absences).toEqual([]);
    for (const layer of [
      'drivableArea',
      'lanes',
      'laneConnectors',
      'intersections',
      'crossings',
      'walkways',
      'carparks',
      'stopLines',
      'laneDividers',
      'roadDividers',
      'laneCentrelines',
      'trafficLights',
    ] as const) {
      expect(map[layer]?.length, layer).toBeGreaterThan(0);
    }
    expect(map.drivableArea?.[0]).toHaveLength(2);
    const [west, east] = box(map.lanes?.[0][0] ?? []);
    expect(east - west).toBeCloseTo(200, 6);
    expect(map.raster?.bounds.every((edge) => edge >= 0 && edge <= 200)).toBe(true);
    const name = map.raster?.url.split('/')[4].split('?')[0] ?? '';
    expect(readMapImage(db, 'd1', name)).toMatchObject({
      relativePath: `maps/${name}.png`,
      widthPx: 2000,
      heightPx: 2000,
      pxPerMetre: 10,
      present: true,
    });
    expect(readMapImage(db, 'd1', '../../etc/passwd')).toBeNull();
  });

  it('of an older version, cut off or with dangling nodes are refused in words', async () => {
    root = temporaryFolder();
    writeNuscenesTables({ dir: root, ...everything });
    const folder = join(root, 'maps', 'expansion');
    const [a, b, d, c] = readdirSync(folder).sort();
    const change = (name: string, to: (text: string) => string) =>
      writeFileSync(join(folder, name), to(readFileSync(join(folder, name), 'utf8')));
    change(a, (text) => text.replace('"version": "1.3",', ''));
    change(b, (text) => text.replace('"1.3"', '"1.2"'));
    change(c, (text) => text.slice(0, text.length / 2));
    change(d, (text) => text.replace(/"node": \[\s*\{[^}]*\},/, '"node": ['));
    const { counts } = await indexRoot(root);
    expect(Object.keys(counts.skipped).sort()).toEqual([
      'map expansion: a file that is not JSON or is cut off',
      'map expansion: a polygon that names nodes which are not there',
      'map expansion: version 1.3 is needed, the file has 1.2; get the map expansion again',
      'map expansion: version 1.3 is needed, the file has none; get the map expansion again',
    ]);
    expect(counts.clips).toBe(6);
  });
});

describe('the way the tables are written makes no difference', () => {
  const options = { scenes: 2, sweeps: true, samplesPerScene: 8, objectsPerScene: 5 };
  let plain = '';
  const shown = async (change: (root: string) => void) => {
    const root = temporaryFolder();
    writeNuscenesTables({ dir: root, ...options });
    change(root);
    const { db, counts } = await indexRoot(root);
    expect(counts.skipped).toEqual({});
    return JSON.stringify(clipIds(db).map((id) => readClipDetail(db, id)));
  };
  const bigTables = [
    'sample',
    'sample_data',
    'ego_pose',
    'sample_annotation',
    'instance',
    'calibrated_sensor',
    'scene',
    'map',
  ];

  it.each([
    ['on one line', (text: string) => JSON.stringify(JSON.parse(text))],
    ['indented', (text: string) => JSON.stringify(JSON.parse(text), null, 4)],
    [
      'with keys turned round',
      (text: string) =>
        JSON.stringify((JSON.parse(text) as Row[]).map((row) => Object.fromEntries(Object.entries(row).reverse()))),
    ],
    [
      'with more fields',
      (text: string) =>
        JSON.stringify((JSON.parse(text) as Row[]).map((row, i) => ({ note: i % 2 ? { deep: ['}'] } : 'x', ...row }))),
    ],
    [
      'with every letter escaped',
      (text: string) =>
        text.replace(
          /: "([^"]*)"/g,
          (_, value: string) =>
            `: "${[...value].map((c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')}"`,
        ),
    ],
  ])('%s', async (_, write) => {
    plain ||= await shown(() => undefined);
    expect(await shown((root) => bigTables.forEach((table) => rewriteText(root, table, write)))).toBe(plain);
  });

  it('nor the kind of token, but for the tokens themselves', async () => {
    plain ||= await shown(() => undefined);
    const tokens = /"([0-9a-f]{32})"/g;
    const other = await shown((root) =>
      [...bigTables, 'log', 'sensor', 'category', 'attribute'].forEach((table) =>
        rewriteText(root, table, (text) => text.replace(tokens, '"t-$1"')),
      ),
    );
    expect(other.replaceAll('t-', '')).toBe(plain);
  });
});
