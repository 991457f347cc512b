import type { Database } from 'better-sqlite3';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { indexNavsim } from '../../../src/main/datasets/navsim/index-navsim.ts';
import { navsimReader } from '../../../src/main/datasets/navsim/navsim-reader.ts';
import { probeNavsim } from '../../../src/main/datasets/navsim/probe-navsim.ts';
import { readClipMap, readClipRoads } from '../../../src/main/workspace/index/clip-map.ts';
import { readClipDetail, readImageFile } from '../../../src/main/workspace/index/clip-reader.ts';
import { openWorkspace } from '../../../src/main/workspace/open-workspace.ts';
import type { Picklable } from '../../../src/main/datasets/pickle/picklable.ts';
import { openIndex } from '../../../src/main/workspace/index/open-index.ts';
import type { ClipDetail } from '../../../src/shared/domain/clip.ts';
import type { DatasetCounts } from '../../../src/shared/domain/dataset.ts';
import { wrapAngle } from '../../../src/shared/maths/angle.ts';
import { affineOfPose, transformPoint } from '../../../src/shared/maths/se3.ts';
import { frameToken, ORIGIN, START_US, writeInto, writeLog, writePicture } from '../../synthetic/navsim-logs.ts';
import { clipIds } from './fixture.ts';

const golden = resolve(import.meta.dirname, '../../golden/navsim');
const HEADING = 0.3;
const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'foresight-navsim-'));
  folders.push(folder);
  return folder;
}

function writeMap(root: string, version = '9.15'): void {
  const folder = join(root, 'maps', 'us-nv-las-vegas-strip', version);
  mkdirSync(folder, { recursive: true });
  copyFileSync(join(golden, 'map.gpkg'), join(folder, 'map.gpkg'));
}

interface Indexed {
  db: Database;
  counts: DatasetCounts;
  failures: { item: string; code: string; says: string }[];
  read: string[];
}

async function index(
  root: string,
  options: { version?: string; db?: Database; stopAt?: string } = {},
): Promise<Indexed> {
  const db = options.db ?? openIndex(join(newFolder(), 'index.sqlite'));
  const [failures, read]: [Indexed['failures'], string[]] = [[], []];
  const stop = new AbortController();
  const counts = await indexNavsim(db, {
    datasetId: 'd',
    root,
    version: options.version ?? 'mini',
    signal: stop.signal,
    progress: ({ current }) => {
      read.push(current);
      if (current === options.stopAt) stop.abort();
    },
    failure: (item, { code, whatHappened }) => failures.push({ item, code, says: whatHappened }),
  });
  return { db, counts, failures, read };
}
const detailOf = (db: Database, token: string): ClipDetail => {
  const detail = readClipDetail(db, `d:${token}`);
  if (!detail) throw new Error(`no clip ${token}`);
  return detail;
};

describe('a NAVSIM log', async () => {
  const root = newFolder();
  writeLog(root, 'mini', { name: 'log-a', frames: 20, heading: HEADING });
  for (let i = 0; i < 9; i++) writePicture(root, 'mini', 'log-a', 'CAM_F0', i);
  writePicture(root, 'mini', 'log-a', 'CAM_B0', 0);
  writeMap(root);
  const { db, counts, failures } = await index(root);
  const clip = detailOf(db, frameToken('log-a', 3));

  it('gives a sample for every frame with 3 before and 8 after it', () => {
    expect(failures).toEqual([]);
    expect(counts).toMatchObject({
      clips: 9,
      frames: 20,
      boxes: 40,
      tracks: 6,
      images: 60,
      absentImages: 50,
      sensorFiles: 80,
    });
    expect(clipIds(db)).toEqual(Array.from({ length: 9 }, (_, i) => `d:${frameToken('log-a', i + 3)}`));
    const lengths = Array.from({ length: 9 }, (_, i) => detailOf(db, frameToken('log-a', i + 3)).frames.length);
    expect(lengths).toEqual([14, 14, 14, 14, 14, 14, 14, 13, 12]);
  });
  it('names a sample by its current frame, its one decision instant', () => {
    expect(clip.decisions).toEqual([3]);
    expect(clip.frames[3]).toMatchObject({ token: frameToken('log-a', 3), timeUs: START_US + 1_500_000 });
    expect(detailOf(db, frameToken('log-a', 7)).frames[0].token).toBe(frameToken('log-a', 4));
  });
  it('has the poses, commands, routes, lights and motion of its frames', () => {
    clip.frames.forEach(({ egoIndex }, i) => {
      const [x, y, z, qw, , , qz] = clip.ego.globalFromEgo.slice(egoIndex * 7);
      expect([x, y, z]).toEqual([
        ORIGIN[0] + 2 * i * Math.cos(HEADING),
        ORIGIN[1] + 2 + 2 * i * Math.sin(HEADING),
        600,
      ]);
      expect(2 * Math.atan2(qz, qw)).toBeCloseTo(HEADING, 12);
    });
    expect(clip.driving?.commands.slice(6, 10)).toEqual(['straight', 'straight', 'right', 'right']);
    expect(clip.driving?.routes).toEqual([['100', '200', '101']]);
    expect(clip.driving?.motion?.slice(0, 4)).toEqual([4, 0, 0.5, -0.1]);
    expect(clip.lights).toEqual([
      {
        connectorId: '51',
        frames: clip.frames.map((_, i) => i),
        states: clip.frames.map((_, i) => (i < 6 ? 'red' : 'not-red')),
      },
    ]);
    expect(clip.location).toBe('us-nv-las-vegas-strip');
    expect(clip.signals.map(({ name }) => name)).toEqual(['speed', 'acceleration', 'yawRate']);
    expect(clip.signals[0].values).toEqual(clip.frames.map(() => 4));
  });
  it('has its boxes in the global frame', () => {
    const car = clip.objects.find(({ trackId }) => trackId === 'car');
    expect(car).toMatchObject({ objectClass: 'vehicle', label: 'veh 01', sizeM: [4.5, 1.9, 1.6], category: 'vehicle' });
    const [cos, sin] = [Math.cos(HEADING), Math.sin(HEADING)];
    car?.frames.forEach((frame, i) => {
      const [x, y] = [ORIGIN[0] + 2 * frame * cos, ORIGIN[1] + 2 + 2 * frame * sin];
      expect(car.centres[i * 3]).toBeCloseTo(x + cos * (20 - frame) - sin * 3, 8);
      expect(car.centres[i * 3 + 1]).toBeCloseTo(y + sin * (20 - frame) + cos * 3, 8);
      expect(car.centres[i * 3 + 2]).toBeCloseTo(601, 8);
      expect(wrapAngle(car.yaws[i] - HEADING - 0.25)).toBeCloseTo(0, 12);
      expect(car.velocities[i * 2]).toBeCloseTo(cos * 2 - sin, 6);
    });
    expect(clip.objects.filter(({ objectClass }) => objectClass === 'cone').map(({ frames }) => frames.length)).toEqual(
      [4, 4, 4, 2],
    );
  });
  it('has its cameras in the ego frame, by way of the lidar', () => {
    const front = clip.cameras[0];
    expect(front).toMatchObject({ channel: 'CAM_F0', title: 'front', widthPx: 64, heightPx: 36, firstImage: 0 });
    expect(front.lens).toEqual({ model: 'pinhole', distortion: [-0.3, 0.1, 0.001, 0.002, -0.05] });
    // The lidar's x is the ego's y: 1 m ahead of the camera lies 1 m to the left.
    const [x, y, z] = transformPoint(affineOfPose(front.egoFromCamera), 0, 0, 1);
    expect([x, y, z].map((value) => Number(value.toFixed(9)))).toEqual([0.9, 1.5, 1.6]);
  });
  it('knows which pictures are there, and their files', () => {
    expect(clip.cameras.map(({ channel }) => channel)).toEqual(['CAM_F0', 'CAM_L0', 'CAM_B0']);
    expect(clip.cameras[0].present).toEqual(clip.frames.map((_, i) => (i < 9 ? 1 : 0)));
    expect(clip.cameras[1].present).not.toContain(1);
    const later = detailOf(db, frameToken('log-a', 7));
    expect(later.cameras[0].firstImage).toBe(4);
    const mediaToken = decodeURIComponent(later.cameras[0].mediaBase.split('/')[4]);
    expect(readImageFile(db, `d:${mediaToken}`, 'CAM_F0', 4)).toEqual({
      datasetId: 'd',
      relativePath: `sensor_blobs/mini/log-a/CAM_F0/${frameToken('log-a', 4)}.jpg`,
      present: true,
    });
  });
  it('has the map around it, and the lane graph along its route', () => {
    const map = readClipMap(db, `d:${frameToken('log-a', 3)}`);
    expect(map?.lanes).toHaveLength(2);
    expect(map?.crossings).toHaveLength(1);
    expect(map?.absences).toEqual([]);
    const roads = readClipRoads(db, `d:${frameToken('log-a', 3)}`);
    expect(roads?.lanes.map(({ id }) => id).sort()).toEqual(['1', '2', '3', '4']);
    expect(roads?.connectors).toHaveLength(2);
  });
  it('is told by a probe before it is read', () => {
    const [probe] = probeNavsim(join(root, 'navsim_logs', 'mini'));
    expect(probe).toMatchObject({ kind: 'navsim', version: 'mini', title: 'NAVSIM mini', rootPath: root });
    expect(probe.parts.map(({ detail }) => detail)).toEqual([
      'navsim_logs/mini: 1 log',
      'sensor_blobs/mini: folders of 1 logs',
      'maps of us-nv-las-vegas-strip',
    ]);
  });
  it('is the one that is meant where its split is chosen', () => {
    writeLog(root, 'test', { name: 'log-t', frames: 12 });
    expect(probeNavsim(root).map(({ version }) => version)).toEqual(['mini', 'test']);
    expect(probeNavsim(join(root, 'navsim_logs', 'test')).map(({ version }) => version)).toEqual(['test']);
    expect(probeNavsim(join(root, 'navsim_logs')).map(({ version }) => version)).toEqual(['mini', 'test']);
    expect(probeNavsim(newFolder())).toEqual([]);
  });
  it('is known again by its tokens, and another one is not', async () => {
    const [probe] = probeNavsim(root);
    const tokens = [frameToken('log-a', 3), frameToken('log-a', 4)];
    expect(await navsimReader.missingClips(probe, tokens)).toBe(0);
    expect(await navsimReader.missingClips(probe, ['0123'])).toBe(1);
  });
});

describe('indexing a NAVSIM root', () => {
  const twoLogs = (): string => {
    const root = newFolder();
    writeLog(root, 'mini', { name: 'log-a', frames: 13 });
    writeLog(root, 'mini', { name: 'log-b', frames: 14 });
    return root;
  };

  it('leaves an unchanged root as it is, and reads one that changed', async () => {
    const root = twoLogs();
    const { db } = await index(root);
    const again = await index(root, { db });
    expect(again.read).toEqual([]);
    expect(again.counts.clips).toBe(5);
    utimesSync(join(root, 'navsim_logs/mini/log-b.pkl'), 1, 1);
    expect((await index(root, { db })).read).toEqual(['log-a.pkl', 'log-b.pkl', 'maps']);
    expect(clipIds(db)).toHaveLength(5);
  });

  it('goes on with the log at which it was stopped, and shows nothing until it is done', async () => {
    const root = twoLogs();
    const db = openIndex(join(newFolder(), 'index.sqlite'));
    await expect(index(root, { db, stopAt: 'log-b.pkl' })).rejects.toMatchObject({ name: 'AbortError' });
    expect(clipIds(db)).toEqual([]);
    const { read, counts } = await index(root, { db });
    expect(read).toEqual(['log-b.pkl', 'maps']);
    const whole = await index(root);
    expect(counts).toEqual(whole.counts);
    expect(clipIds(db)).toEqual(clipIds(whole.db));
    expect(detailOf(db, frameToken('log-a', 3))).toEqual(detailOf(whole.db, frameToken('log-a', 3)));
  });

  it('tells of pickles that cannot be read, and reads the others', async () => {
    const root = twoLogs();
    const folder = join(root, 'navsim_logs', 'mini');
    writeInto(join(folder, 'evil.pkl'), "cos\nsystem\n(S'echo ran'\ntR.");
    writeInto(join(folder, 'cut.pkl'), readFileSync(join(folder, 'log-a.pkl')).subarray(0, 5000));
    writeInto(join(folder, 'other.pkl'), 'N.');
    writeLog(root, 'mini', { name: 'lacking', frames: 12, change: (frame) => frame.delete('ego2global_rotation') });
    writeLog(root, 'mini', {
      name: 'wild',
      frames: 12,
      change: (frame, i) => i === 7 && frame.set('timestamp', 'now'),
    });
    const { counts, failures } = await index(root);
    expect(counts).toMatchObject({ clips: 5, skipped: { 'logs that cannot be read': 5 } });
    expect(failures.map(({ item, code }) => [item.split('/').at(-1), code])).toEqual([
      ['cut.pkl', 'pickle.damaged'],
      ['evil.pkl', 'pickle.refused'],
      ['lacking.pkl', 'navsim.malformed'],
      ['other.pkl', 'navsim.malformed'],
      ['wild.pkl', 'navsim.malformed'],
    ]);
    expect(failures[1].says).toBe(
      'navsim_logs/mini/evil.pkl, byte 0: it names os.system, which is not on the list of allowed names.',
    );
    expect(failures[2].says).toContain('frame 0: ego2global_rotation is absent');
    expect(failures[4].says).toContain('frame 7: timestamp is not a number');
  });

  it('reads logs of CPython with NumPy 1 and 2, whose samples stand in both only once', async () => {
    const root = newFolder();
    for (const numpy of [1, 2])
      writeInto(join(root, `navsim_logs/mini/numpy${numpy}.pkl`), readFileSync(join(golden, `log-numpy${numpy}.pkl`)));
    const { db, counts, failures } = await index(root);
    expect(counts).toMatchObject({ clips: 3, skipped: { 'a token that stands in another file too': 3 } });
    expect(failures).toHaveLength(3);
    const clip = readClipDetail(db, clipIds(db)[0]);
    expect(clip?.cameras).toHaveLength(8);
    expect(clip?.objects).toHaveLength(5);
  });

  it('leaves out what spans a step back in time, and tells of gaps and frames without a route', async () => {
    const root = newFolder();
    writeLog(root, 'mini', {
      name: 'log-a',
      frames: 40,
      change: (frame, i) => {
        if (i >= 30) frame.set('timestamp', BigInt(START_US + i * 500_000 + 3_000_000));
        if (i === 15) frame.set('timestamp', BigInt(START_US));
        if (i === 30) frame.set('roadblock_ids', []);
      },
    });
    const { db } = await index(root);
    // Frames 0 to 14, and 15 to 39: the first of these stands alone in time but still rises.
    expect(clipIds(db)).toEqual(
      [...Array.from({ length: 4 }, (_, i) => i + 3), ...Array.from({ length: 14 }, (_, i) => i + 18)].map(
        (i) => `d:${frameToken('log-a', i)}`,
      ),
    );
    const clip = detailOf(db, frameToken('log-a', 28));
    expect(clip.events).toMatchObject([{ kind: 'gap', timeUs: START_US + 29 * 500_000 }]);
    expect(clip.absences.join()).toContain('No route at 1 of');
    expect(clip.driving?.routeOf).toContain(-1);
  });

  it('says so where a log is too short, is not annotated, or has no map', async () => {
    const root = newFolder();
    writeLog(root, 'test', { name: 'short', frames: 11 });
    writeLog(root, 'test', { name: 'log-a', frames: 12, change: (frame) => frame.delete('anns') });
    const { db, counts } = await index(root, { version: 'test' });
    expect(counts).toMatchObject({ clips: 1, boxes: 0, skipped: { 'logs with fewer than 12 frames in a row': 1 } });
    const token = frameToken('log-a', 3);
    expect(detailOf(db, token).absences).toEqual([
      'No pictures: the sensor files of this stretch are not on disk.',
      'No annotations: this split is published without them.',
    ]);
    expect(readClipMap(db, `d:${token}`)?.absences.join()).toContain('no map of us-nv-las-vegas-strip');
    expect(readClipRoads(db, `d:${token}`)).toBeNull();
  });

  it('does without velocities, distortion and lidar where they are not known', async () => {
    const root = newFolder();
    writeLog(root, 'mini', {
      name: 'log-a',
      frames: 12,
      change: (frame) => {
        (frame.get('anns') as Map<string, Picklable>).set('gt_velocity_3d', [NaN, NaN, NaN, 0, 0, 0]);
        for (const camera of (frame.get('cams') as Map<string, Map<string, Picklable>>).values())
          camera.delete('distortion');
        for (const key of ['lidar2ego_translation', 'lidar2ego_rotation', 'lidar_path']) frame.delete(key);
      },
    });
    const { db, failures } = await index(root);
    expect(failures).toEqual([]);
    const clip = detailOf(db, frameToken('log-a', 3));
    expect(clip.objects.find(({ trackId }) => trackId === 'car')?.velocities.slice(0, 2)).toEqual([null, null]);
    expect(clip.cameras[0].lens).toEqual({ model: 'pinhole', distortion: null });
    expect(clip.cameras[0].egoFromCamera.slice(0, 3)).toEqual([0.5, 0.1, -0.2]);
  });

  it('tells of a map that cannot be read, and shows the drives without it', async () => {
    const root = twoLogs();
    writeInto(join(root, 'maps/us-nv-las-vegas-strip/1/map.gpkg'), 'no map');
    const { db, counts, failures } = await index(root);
    expect(failures).toMatchObject([{ item: 'us-nv-las-vegas-strip/1/map.gpkg', code: 'map.unreadable' }]);
    expect(counts.clips).toBe(5);
    expect(readClipRoads(db, clipIds(db)[0])).toBeNull();
  });

  it('tells of pictures behind a link that leads out of the root', async () => {
    const root = twoLogs();
    const elsewhere = newFolder();
    writePicture(elsewhere, 'mini', 'log-a', 'CAM_F0', 0);
    symlinkSync(join(elsewhere, 'sensor_blobs'), join(root, 'sensor_blobs'));
    const { db, counts } = await index(root);
    expect(counts.skipped).toMatchObject({ 'a link leads out of the data set; its files count as absent': 1 });
    expect(detailOf(db, frameToken('log-a', 3)).cameras[0].present).not.toContain(1);
  });

  it('never looks at pictures outside the root', async () => {
    const root = newFolder();
    const outside = '../../outside.jpg';
    writeInto(join(root, 'outside.jpg'), 'x');
    writeLog(root, 'mini', {
      name: 'log-a',
      frames: 12,
      change: (frame) => {
        for (const camera of (frame.get('cams') as Map<string, Map<string, string>>).values())
          camera.set('data_path', outside);
      },
    });
    const { db, failures } = await index(root);
    expect(detailOf(db, frameToken('log-a', 3)).cameras[0].present).not.toContain(1);
    expect(failures[0].says).toContain('leads out of the data set');
  });

  it('reads synthetic scenes of the second stage', async () => {
    const root = newFolder();
    writeInto(
      join(root, 'navhard_two_stage/synthetic_scene_pickles/scene0.pkl'),
      readFileSync(join(golden, 'synthetic-scene.pkl')),
    );
    expect(probeNavsim(join(root, 'navhard_two_stage')).map(({ version }) => version)).toEqual(['navhard_two_stage']);
    const { db, counts } = await index(root, { version: 'navhard_two_stage' });
    expect(counts).toMatchObject({ clips: 1, frames: 12 });
    const clip = detailOf(db, `${'0'.repeat(16)}3`);
    expect(clip.decisions).toEqual([3]);
    expect(clip.frames).toHaveLength(12);
    expect(clip.ego.timesUs).toHaveLength(4);
    expect(clip.objects.find(({ trackId }) => trackId === 'car')?.frames).toHaveLength(12);
    expect(clip.absences.join()).toContain('synthetic');
  });
});

it('a workspace gives the lane graph of a clip', async () => {
  const root = newFolder();
  writeLog(root, 'mini', { name: 'log-a', frames: 12 });
  writeMap(root);
  const workspace = await openWorkspace(newFolder());
  try {
    const { datasetId } = await workspace.datasets.register({
      kind: 'navsim',
      version: 'mini',
      title: 'N',
      rootPath: root,
    });
    const db = openIndex(workspace.indexFile);
    const signal = new AbortController().signal;
    const nothing = () => undefined;
    await indexNavsim(db, { datasetId, root, version: 'mini', signal, progress: nothing, failure: nothing });
    db.close();
    workspace.datasets.indexed(datasetId);
    const [clipId] = await workspace.library.clipIds({});
    expect((await workspace.clips.roads(clipId))?.roadblocks.map(({ id }) => id).sort()).toEqual(['100', '101']);
  } finally {
    await workspace.close();
  }
});
