import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { probeFolder } from '../../../src/main/datasets/probe.ts';
import { readClipMap } from '../../../src/main/workspace/index/clip-map.ts';
import { readClipDetail, readThumbnailSource } from '../../../src/main/workspace/index/clip-reader.ts';
import { sharedData } from '../../shared-data.ts';
import { clipIds, indexRoot, tableRows } from './fixture.ts';
import { devkitVelocity } from './devkit-velocity.ts';

const part = sharedData('nuscenes-mini-part');

describe.skipIf(!part)('the real part of nuScenes mini', () => {
  const root = part ?? '';

  it('has the counts of an independent look at its tables and files', async () => {
    const { counts, failures } = await indexRoot(root);
    const files = tableRows(root, 'sample_data').map((row) => row['filename'] as string);
    const absent = files.filter((name) => !existsSync(join(root, name)));
    const images = (names: string[]) => names.filter((name) => name.includes('/CAM_')).length;
    expect(failures).toEqual([]);
    expect(counts).toMatchObject({
      clips: tableRows(root, 'scene').length,
      frames: tableRows(root, 'sample').length,
      boxes: tableRows(root, 'sample_annotation').length,
      tracks: tableRows(root, 'instance').length,
      sensorFiles: files.length,
      absentSensorFiles: absent.length,
      images: images(files),
      absentImages: images(absent),
      skipped: {},
    });
    expect([counts.clips, counts.frames, counts.boxes, counts.absentImages]).toEqual([5, 200, 11_564, 1154]);
    for (const [table, rows] of Object.entries(counts.tables)) expect(rows, table).toBe(tableRows(root, table).length);
  });

  it('has the devkit’s velocities', async () => {
    const { db } = await indexRoot(root);
    const samples = new Map(tableRows(root, 'sample').map((row) => [row['token'], row]));
    const annotations = new Map(tableRows(root, 'sample_annotation').map((row) => [row['token'], row]));
    const held = new Map<string, (number | null)[]>();
    for (const id of clipIds(db)) {
      const clip = readClipDetail(db, id);
      clip?.objects.forEach((track) =>
        track.frames.forEach((frame, i) =>
          held.set(`${track.trackId} ${clip.frames[frame].token}`, track.velocities.slice(i * 2, i * 2 + 2)),
        ),
      );
    }
    let unknown = 0;
    for (const row of annotations.values()) {
      const mine = held.get(`${String(row['instance_token'])} ${String(row['sample_token'])}`) ?? [];
      devkitVelocity(row, annotations, samples).forEach((v, k) => {
        if (v === null) unknown++;
        if (v === null) expect(mine[k]).toBeNull();
        else expect(Math.abs((mine[k] ?? NaN) - v)).toBeLessThan(1e-5);
      });
    }
    expect(held.size).toBe(annotations.size);
    expect(unknown).toBeGreaterThan(0);
  });

  it('tells scene-0061’s CAN bus, pictures and map', async () => {
    const { db } = await indexRoot(root);
    const clips = clipIds(db).map((id) => readClipDetail(db, id));
    const clip = clips.find((one) => one?.name === 'scene-0061');
    if (!clip) throw new Error('no scene-0061');
    const [speed, acceleration, steering] = clip.signals;
    expect([speed.source, acceleration.source, steering.source]).toEqual([
      'CAN vehicle_monitor',
      'from ego poses',
      'CAN vehicle_monitor',
    ]);
    expect(speed.values[0]).toBeCloseTo(31.44 / 3.6, 9);
    expect(steering.values[0]).toBeCloseTo((3 * Math.PI) / 180, 9);
    expect(clip.events.map((event) => event.text)).toEqual(['Turns left 68°']);
    expect(clip.cameras.map((camera) => camera.present.filter(Boolean).length)).toEqual([1, 1, 1, 1, 1, 1]);
    expect(readThumbnailSource(db, clip.clipId)?.relativePath).toContain('samples/CAM_FRONT/');
    const map = readClipMap(db, clip.clipId);
    expect(map?.raster?.url).toContain('53992ee3023e5494b90c316c183be829');
    expect(map?.absences).toEqual(['No map layers: the data set has no map of singapore-onenorth.']);
    const without = clips.find((one) => one?.name === 'scene-0103');
    expect(without?.absences).toContain('No steering: only the CAN bus tells it.');
    expect(without?.signals.map((signal) => signal.name)).toEqual(['speed', 'acceleration', 'yawRate']);
  });

  it('is told before it is indexed', async () => {
    const [probe] = await probeFolder(root);
    expect(probe).toMatchObject({ kind: 'nuscenes', version: 'v1.0-mini', title: 'nuScenes v1.0-mini' });
    expect(probe.parts.filter((one) => !one.found).map((one) => one.name)).toEqual(['sweeps', 'map expansion']);
  });
});

const exact = sharedData('nuscenes-mini-exact-tables');
const trainval = sharedData('nuscenes-trainval-tables');

describe.skipIf(!exact || !trainval)('real folders with tables missing', () => {
  it.each([
    [exact ?? '', 'v1.0-mini', 10, 404, ['ego_pose', 'instance', 'sample_annotation', 'sample_data']],
    [trainval ?? '', 'v1.0-trainval', 850, 0, ['ego_pose', 'instance', 'sample', 'sample_annotation', 'sample_data']],
  ] as const)('%s lists its scenes and says what is missing', async (folder, version, clips, frames, missing) => {
    const [probe] = await probeFolder(folder);
    expect(
      probe.parts
        .filter((one) => one.name.endsWith('.json'))
        .map((one) => one.name.replace('.json', ''))
        .sort(),
    ).toEqual(missing);
    const { db, counts } = await indexRoot(folder, { version });
    expect([counts.clips, counts.frames]).toEqual([clips, frames]);
    const clip = readClipDetail(db, clipIds(db)[0]);
    for (const table of missing) expect(clip?.absences.join('\n')).toContain(`${version}/${table}.json is absent`);
    expect(clip?.startUs).toBeGreaterThan(1.5e15);
    expect(readClipMap(db, clipIds(db)[0])?.absences).toHaveLength(1);
  });
});
