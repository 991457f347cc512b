import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readClipMap } from '../../../src/main/workspace/index/clip-map.ts';
import { readClipDetail, readImageFile, readThumbnailSource } from '../../../src/main/workspace/index/clip-reader.ts';
import { prepareClipWriter, removeDatasetFromIndex } from '../../../src/main/workspace/index/clip-writer.ts';
import { sensorFlags, type IndexedClip, type IndexedWindow } from '../../../src/main/workspace/index/indexed-clip.ts';
import { openIndex } from '../../../src/main/workspace/index/open-index.ts';

const FRAMES = 20;
const HALF_S = 500_000;
const times = Float64Array.from({ length: FRAMES }, (_, i) => i * HALF_S);
const poses = Float64Array.from(Array.from({ length: FRAMES }, (_, i) => [i * 4, 0, 0, 1, 0, 0, 0]).flat());

/** A log of 20 key frames: a car that is there in frames 3 to 9 and a pedestrian in frames 12 to 19. */
const log: IndexedClip = {
  token: '2021.05.25.14.16.10_veh-35_00083_00485',
  name: 'log',
  description: '',
  words: ['night'],
  location: 'us-ma-boston',
  logName: '2021.05.25.14.16.10_veh-35_00083_00485',
  startUs: 0,
  endUs: times[FRAMES - 1],
  meanSpeedMps: 8,
  manoeuvre: 'straight',
  frames: {
    tokens: Array.from({ length: FRAMES }, (_, i) => `t${i}`),
    timesUs: times,
    egoIndex: Int32Array.from(times, (_, i) => i),
  },
  ego: { timesUs: times, globalFromEgo: poses, frontM: 4, rearM: 1, widthM: 2 },
  sensors: [
    {
      channel: 'CAM_F0',
      title: 'front',
      modality: 'camera',
      widthPx: 1920,
      heightPx: 1080,
      intrinsic: [1545, 0, 960, 0, 1545, 560, 0, 0, 1],
      lens: { model: 'pinhole', distortion: [-0.3, 0.1, 0, 0, 0] },
      egoFromSensor: [1.6, 0, 1.5, 0.5, -0.5, 0.5, -0.5],
      timesUs: times,
      flags: Uint8Array.from(times, (_, i) => sensorFlags.key | (i === 7 ? 0 : sensorFlags.present)),
      globalFromEgo: poses,
      pathPatterns: ['CAM_F0/{timeUs}.jpg'],
      patternOf: new Uint16Array(FRAMES),
    },
  ],
  objects: {
    tracks: [
      { trackId: 'car', label: 'car 1', objectClass: 'vehicle', category: 'vehicle', sizeM: [4, 2, 1.5] },
      { trackId: 'ped', label: 'ped 1', objectClass: 'pedestrian', category: 'pedestrian', sizeM: [1, 1, 1.7] },
    ],
    counts: Uint32Array.of(7, 8),
    frames: Uint16Array.of(3, 4, 5, 6, 7, 8, 9, 12, 13, 14, 15, 16, 17, 18, 19),
    centres: Float64Array.from(Array.from({ length: 15 }, (_, i) => [i, i + 0.5, 1]).flat()),
    yaws: Float64Array.from({ length: 15 }, (_, i) => i / 10),
    velocities: Float32Array.from(Array.from({ length: 15 }, (_, i) => (i === 4 ? [NaN, NaN] : [i, 0])).flat()),
    attributeSet: new Uint16Array(15),
    attributeSets: [[]],
    visibility: new Uint8Array(15),
    visibilityLevels: [],
    lidarPoints: new Int32Array(15).fill(-1),
  },
  signals: [
    { name: 'speed', unit: 'm/s', source: 'ego status', timesUs: times, values: new Float64Array(FRAMES).fill(8) },
  ],
  events: [{ timeUs: 5 * HALF_S, endUs: null, kind: 'brake', text: 'brakes' }],
  driving: {
    commands: Array.from({ length: FRAMES }, (_, i) => (i < 8 ? 'left' : 'straight')),
    routes: [
      ['a', 'b'],
      ['b', 'c'],
    ],
    routeOf: Array.from({ length: FRAMES }, (_, i) => (i < 10 ? 0 : i < 15 ? 1 : -1)),
    motion: Array.from({ length: FRAMES * 4 }, (_, i) => i),
  },
  lights: [{ connectorId: '77', frames: [1, 8, 12], states: ['red', 'not-red', 'red'] }],
  absences: ['No lidar.'],
};
const window = (firstFrame: number, lastFrame: number, decision: number): IndexedWindow => ({
  token: `t${decision}`,
  name: `sample ${decision}`,
  firstFrame,
  lastFrame,
  decisions: [decision],
  meanSpeedMps: 8,
  manoeuvre: 'straight',
});

describe('clips that are stretches of one log', () => {
  const folder = mkdtempSync(join(tmpdir(), 'foresight-windows-'));
  const db = openIndex(join(folder, 'index.sqlite'));
  afterAll(() => {
    db.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const counts = {
    clips: 3,
    frames: 20,
    sensorFiles: 20,
    absentSensorFiles: 1,
    images: 20,
    absentImages: 1,
    boxes: 15,
    tracks: 2,
    tables: {},
    skipped: {},
  };
  const write = (fingerprint: string) => {
    const writer = prepareClipWriter(db, { datasetId: 'd1', kind: 'navsim', version: 'mini', fingerprint });
    writer.batch(() => writer.writeLog(log, [window(0, 13, 3), window(6, 19, 9)]));
    const row = {
      name: 'absent',
      description: '',
      location: '',
      logName: '',
      startUs: 0,
      endUs: 0,
      frameCount: 0,
      boxCount: 0,
      imageCount: 0,
      absentImageCount: 0,
      meanSpeedMps: 0,
      manoeuvre: 'unknown',
      words: [],
    };
    writer.batch(() => writer.writeStaged({ token: 'nothing', row, parts: {} }));
    return writer;
  };
  const rowsIn = (table: string): number => db.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get() ?? -1;

  it('share its bodies, which are stored once however often it is indexed', () => {
    const first = write('one');
    expect(first.stagedLogs.size).toBe(0);
    first.publish(counts, {});
    const parts = rowsIn('clip_part');
    expect(rowsIn('log_body')).toBe(1);
    write('two');
    write('three').publish(counts, {});
    expect(rowsIn('clip_part')).toBe(parts);
    expect(rowsIn('log_body')).toBe(1);
    expect(rowsIn('clip')).toBe(3);
  });

  it('show their own frames, with numbers that count from the first', () => {
    const clip = readClipDetail(db, 'd1:t9')!;
    expect(clip.frames.map((frame) => frame.token)).toEqual(log.frames.tokens.slice(6, 20));
    expect(clip.frames.map((frame) => clip.ego.timesUs[frame.egoIndex])).toEqual(
      clip.frames.map((frame) => frame.timeUs),
    );
    expect(clip.decisions).toEqual([3]);
    expect([clip.startUs, clip.endUs]).toEqual([6 * HALF_S, 19 * HALF_S]);
    expect(clip.ego.globalFromEgo.slice(0, 2)).toEqual([24, 0]);
    expect(clip.signals[0].timesUs).toEqual(Array.from(times.slice(6)));
    expect(clip.events).toEqual([]);
    expect(readClipDetail(db, 'd1:t3')!.events).toHaveLength(1);
  });

  it('keep of each track what lies inside', () => {
    const [car, pedestrian] = readClipDetail(db, 'd1:t9')!.objects;
    expect(car).toMatchObject({
      trackId: 'car',
      frames: [0, 1, 2, 3],
      yaws: [0.3, 0.4, 0.5, 0.6],
      centres: [3, 3.5, 1, 4, 4.5, 1, 5, 5.5, 1, 6, 6.5, 1],
      velocities: [3, 0, null, null, 5, 0, 6, 0],
    });
    expect(pedestrian.frames).toEqual([6, 7, 8, 9, 10, 11, 12, 13]);
    expect(readClipDetail(db, 'd1:t3')!.objects[1].frames).toEqual([12, 13]);
  });

  it('keep commands, routes, motion and lights of their frames', () => {
    const { driving, lights } = readClipDetail(db, 'd1:t9')!;
    expect(driving!.commands.slice(0, 3)).toEqual(['left', 'left', 'straight']);
    expect(driving!.routes).toEqual([
      ['a', 'b'],
      ['b', 'c'],
    ]);
    expect(driving!.routeOf).toEqual([0, 0, 0, 0, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1]);
    expect(driving!.motion!.slice(0, 4)).toEqual([24, 25, 26, 27]);
    expect(lights).toEqual([{ connectorId: '77', frames: [2, 6], states: ['not-red', 'red'] }]);
  });

  it('address the pictures of the log, so that neighbours share them', () => {
    const [a, b] = ['d1:t3', 'd1:t9'].map((clipId) => readClipDetail(db, clipId)!.cameras[0]);
    expect(a.mediaBase).toBe(b.mediaBase);
    expect([a.firstImage, b.firstImage]).toEqual([0, 6]);
    expect(b.present).toEqual([1, 0, ...Array.from({ length: 12 }, () => 1)]);
    expect(b.lens).toEqual({ model: 'pinhole', distortion: [-0.3, 0.1, 0, 0, 0] });
    const token = decodeURIComponent(b.mediaBase.split('/')[4]);
    expect(readImageFile(db, `d1:${token}`, 'CAM_F0', b.firstImage)).toEqual({
      datasetId: 'd1',
      relativePath: `CAM_F0/${6 * HALF_S}.jpg`,
      present: true,
    });
    expect(readThumbnailSource(db, 'd1:t9')?.relativePath).toBe(`CAM_F0/${12 * HALF_S}.jpg`);
  });

  it('count their own boxes and pictures in their rows', () => {
    const row = db.prepare(
      "SELECT frame_count, box_count, image_count, absent_image_count FROM clip WHERE token = 't9'",
    );
    expect(row.get()).toEqual({ frame_count: 14, box_count: 12, image_count: 14, absent_image_count: 1 });
  });

  it('tell when nothing of a clip is on disk', () => {
    const clip = readClipDetail(db, 'd1:nothing')!;
    expect(clip.frames).toEqual([]);
    expect(clip.absences[0]).toMatch(/Nothing of this clip is on disk/);
    expect(readClipMap(db, 'd1:nothing')?.absences[0]).toMatch(/No map/);
    expect(readThumbnailSource(db, 'd1:nothing')).toBeNull();
  });

  it('leave nothing behind when the data set is removed', () => {
    removeDatasetFromIndex(db, 'd1');
    expect(['clip', 'clip_part', 'log_body', 'staged_clip'].map(rowsIn)).toEqual([0, 0, 0, 0]);
  });
});
