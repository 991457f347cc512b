import { gzipSync } from 'node:zlib';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { indexSample } from '../../../src/main/datasets/sample/index-sample.ts';
import { probeSample } from '../../../src/main/datasets/sample/probe-sample.ts';
import { AGENT_STATE, EGO_VEHICLE } from '../../../src/main/sample-world/drive.ts';
import { sampleCameras } from '../../../src/main/sample-world/render/cameras.ts';
import { findH264 } from '../../../src/main/sample-world/write/find-h264.ts';
import { decodeDriveFile, encodeDriveFile } from '../../../src/main/sample-world/write/sample/drive-file.ts';
import { sampleLayout } from '../../../src/main/sample-world/write/sample/write-sample.ts';
import { readClipMap, readClipRoads } from '../../../src/main/workspace/index/clip-map.ts';
import { readThumbnailSource, readVideoFile } from '../../../src/main/workspace/index/clip-reader.ts';
import { openIndex } from '../../../src/main/workspace/index/open-index.ts';
import { yawOfPose } from '../../../src/shared/maths/se3.ts';
import { handMadeDrive } from '../../sample-drive.ts';
import { indexedClips } from './indexed.ts';
import { temporaryFolder, writeDrives } from './written-world.ts';

const drives = [handMadeDrive(0, 'intersection-lights', 41), handMadeDrive(1, 't-junction', 41)];
const cameras = sampleCameras({ widthPx: 64, heightPx: 36 }).slice(0, 2);
const hasFfmpeg = 'program' in (await findH264());
/** Numbers are kept to 1e-4. */
const CLOSE = 1e-4;

describe('sample drives, written and read back', () => {
  const root = mkdtempSync(join(tmpdir(), 'foresight-sample-drives-'));
  const db = openIndex(join(root, 'index.sqlite'));
  let read: Awaited<ReturnType<typeof indexedClips>>;
  beforeAll(async () => {
    await writeDrives(sampleLayout, root, drives, cameras, { layout: 'sample', seed: 5 });
    read = await indexedClips(db, indexSample, root, 'seed-5');
  });
  afterAll(() => {
    db.close();
    rmSync(root, { recursive: true, force: true });
  });

  it('are told by their manifest', () => {
    expect(probeSample(root)).toMatchObject([{ kind: 'sample', version: 'seed-5', title: 'Sample drives' }]);
    expect(read.failures).toEqual([]);
    expect(read.counts).toMatchObject({ clips: 2, frames: 18, skipped: {} });
  });

  it('have the ego states, boxes, lights, labels and guidance of the drives, in a plane that they share', () => {
    read.clips.forEach((clip, d) => {
      const drive = drives[d];
      const [x0, y0] = [clip.ego.globalFromEgo[0] - drive.ego.x[0], clip.ego.globalFromEgo[1] - drive.ego.y[0]];
      expect([x0, y0]).toEqual([expect.closeTo(d * 4000, 3), expect.closeTo(0, 3)]);
      for (let step = 0; step < drive.steps; step += 7) {
        expect(clip.ego.globalFromEgo[step * 7] - x0).toBeCloseTo(drive.ego.x[step], 3);
        expect(clip.ego.globalFromEgo[step * 7 + 1] - y0).toBeCloseTo(drive.ego.y[step], 3);
        expect(yawOfPose(clip.ego.globalFromEgo, step)).toBeCloseTo(
          Math.atan2(Math.sin(drive.ego.headingRad[step]), Math.cos(drive.ego.headingRad[step])),
          3,
        );
      }
      expect(clip.ego).toMatchObject({ frontM: EGO_VEHICLE.frontM, rearM: EGO_VEHICLE.rearM });
      expect(clip.driving!.commands).toEqual(clip.frames.map((_, i) => drive.ego.commands[i * 5]));
      for (const track of clip.objects) {
        const agent = drive.agents.find(({ id }) => id === track.trackId)!;
        track.frames.forEach((frame, i) => {
          const o = (frame * 5 - agent.firstStep) * AGENT_STATE;
          expect(Math.abs(track.centres[i * 3] - x0 - agent.states[o])).toBeLessThan(2 * CLOSE);
          expect(Math.abs(track.centres[i * 3 + 1] - y0 - agent.states[o + 1])).toBeLessThan(2 * CLOSE);
          expect(track.centres[i * 3 + 2]).toBeCloseTo(agent.heightM / 2, 3);
        });
      }
      expect(clip.lights.map((light) => light.states)).toEqual(
        drive.lights.map(({ states }) => clip.frames.map((_, i) => states[i * 5])),
      );
      expect(clip.labels.map(({ name }) => name)).toEqual(drive.labels.map(({ name }) => name));
      expect(clip.guidance.map(({ seen }) => seen)).toEqual(drive.guidance.map(({ seen }) => seen));
    });
  });

  it('have a lane graph, with ids of their own, and layers to draw', () => {
    const [first, second] = read.clips.map((clip) => readClipRoads(db, clip.clipId)!);
    expect(first.lanes.length).toBeGreaterThan(0);
    expect(first.lanes.every(({ id }) => id.startsWith(`${drives[0].name}/`))).toBe(true);
    expect(second.lanes.every(({ id }) => id.startsWith(`${drives[1].name}/`))).toBe(true);
    expect(readClipMap(db, read.clips[0].clipId)).toMatchObject({ absences: [] });
  });

  it.skipIf(!hasFfmpeg)('have a video a camera, with a frame every tenth of a second, and a poster', () => {
    for (const clip of read.clips) {
      expect(clip.cameras.map(({ channel }) => channel)).toEqual(cameras.map(({ channel }) => channel));
      for (const camera of clip.cameras) {
        expect(camera.timesUs.map((timeUs) => timeUs - clip.startUs)).toEqual(
          Array.from({ length: 41 }, (_, i) => i * 100_000),
        );
        expect(camera.present.every((flag) => flag === 1)).toBe(true);
        expect(camera.isKey.flatMap((key, i) => (key ? [i] : []))).toEqual([0, 5, 10, 15, 20, 25, 30, 35, 40]);
        const file = readVideoFile(db, clip.clipId, camera.channel)!;
        expect(readFileSync(join(root, file.relativePath))).toHaveLength(file.bytes);
      }
      expect(existsSync(join(root, readThumbnailSource(db, clip.clipId)!.relativePath))).toBe(true);
    }
  });
});

describe('drive files that cannot be used', () => {
  const good = encodeDriveFile(drives[0], []);
  const changed = (change: (drive: Record<string, unknown>) => void): Buffer => {
    const drive = JSON.parse(JSON.stringify(decodeDriveFile(good))) as Record<string, unknown>;
    change(drive);
    return gzipSync(JSON.stringify(drive));
  };
  it.each<[string, Buffer]>([
    ['not packed', Buffer.from('{}')],
    ['a bomb', gzipSync(Buffer.alloc(80 * 2 ** 20))],
    ['cut off', good.subarray(0, good.length / 2)],
    ['another format', changed((drive) => (drive.format = 2))],
    ['fewer ego states than steps', changed((drive) => (drive.steps = 999))],
    ['an agent beyond the end', changed((drive) => ((drive.agents as { lastStep: number }[])[0].lastStep = 900))],
    ['a way out in its name', changed((drive) => (drive.name = '../other'))],
  ])('%s: are refused', (_name, bytes) => {
    expect(() => decodeDriveFile(bytes)).toThrow();
  });

  it('are told by name; the other drives are indexed', async () => {
    const root = temporaryFolder();
    await writeDrives(sampleLayout, root, drives, cameras, { layout: 'sample', pictures: false });
    writeFileSync(join(root, drives[0].name, 'drive.json.gz'), good.subarray(0, 40));
    const db = openIndex(join(root, 'index.sqlite'));
    const { failures, counts, clips } = await indexedClips(db, indexSample, root, 'seed-1');
    db.close();
    expect(failures).toHaveLength(1);
    expect(failures[0]).toContain(drives[0].name);
    expect(counts.clips).toBe(1);
    expect(clips[0].absences).toContain('No pictures: they were not made.');
  });
});
