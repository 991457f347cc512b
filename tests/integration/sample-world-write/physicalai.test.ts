import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { indexPhysicalai } from '../../../src/main/datasets/physicalai/index-physicalai.ts';
import { physicalaiCameras } from '../../../src/main/sample-world/render/cameras.ts';
import { annotatedAt, egoAt } from '../../../src/main/sample-world/write/drive-states.ts';
import { clipId } from '../../../src/main/sample-world/write/physicalai/clip-id.ts';
import { findH264 } from '../../../src/main/sample-world/write/find-h264.ts';
import { joinChunks } from '../../../src/main/sample-world/write/physicalai/join-chunks.ts';
import { writeClip } from '../../../src/main/sample-world/write/physicalai/write-clip.ts';
import { openIndex } from '../../../src/main/workspace/index/open-index.ts';
import type { ClipDetail } from '../../../src/shared/domain/clip.ts';
import { rotationOfQuaternion, yawOfPose } from '../../../src/shared/maths/se3.ts';
import { handMadeDrive } from '../../sample-drive.ts';
import { indexedClips } from './indexed.ts';
import { plainRequest, writeDrives } from './written-world.ts';

const drives = [handMadeDrive(0, 'intersection-lights', 41), handMadeDrive(1, 't-junction', 41)];
const cameras = physicalaiCameras({ widthPx: 96, heightPx: 54 }).slice(0, 2);
const FPS = 10;
const h264 = await findH264();

describe('a world in the layout of PhysicalAI, read back', () => {
  const root = mkdtempSync(join(tmpdir(), 'foresight-sample-physicalai-'));
  const db = openIndex(join(root, 'index.sqlite'));
  let read: Awaited<ReturnType<typeof indexedClips>>;
  let clips: ClipDetail[];
  beforeAll(async () => {
    await writeDrives({ writeClip, finish: joinChunks }, root, drives, cameras, { layout: 'physicalai', fps: FPS });
    read = await indexedClips(db, indexPhysicalai, root, 'chunks');
    clips = drives.map((_, d) => {
      const clip = read.clips.find((candidate) => candidate.clipId.endsWith(clipId(plainRequest, d)));
      if (!clip) throw new Error('no clip');
      return clip;
    });
  });
  afterAll(() => {
    db.close();
    rmSync(root, { recursive: true, force: true });
  });
  /** A world point and heading in the anchor frame of a drive: the rig at its start. */
  const anchored = (d: number, x: number, y: number, heading: number): [number, number, number] => {
    const start = egoAt(drives[d], 0);
    const [cos, sin] = [Math.cos(start.headingRad), Math.sin(start.headingRad)];
    const [dx, dy] = [x - start.x, y - start.y];
    return [dx * cos + dy * sin, dy * cos - dx * sin, heading - start.headingRad];
  };

  it('is read without a complaint', () => {
    expect(read.failures).toEqual([]);
    expect(read.counts).toMatchObject({ clips: 2, skipped: {} });
  });

  it('has the times and poses of the drives in the frame of their start', () => {
    clips.forEach((clip, d) => {
      const { ego, steps } = drives[d];
      expect(clip.ego.timesUs).toEqual(Array.from({ length: steps }, (_, step) => step * 100_000));
      for (let step = 0; step < steps; step++) {
        const [x, y, heading] = anchored(d, ego.x[step], ego.y[step], ego.headingRad[step]);
        expect(clip.ego.globalFromEgo[7 * step]).toBeCloseTo(x, 6);
        expect(clip.ego.globalFromEgo[7 * step + 1]).toBeCloseTo(y, 6);
        expect(Math.cos(yawOfPose(clip.ego.globalFromEgo, step) - heading)).toBeCloseTo(1, 12);
      }
    });
  });

  it('has every box near the ego in its place and size', () => {
    clips.forEach((clip, d) => {
      let seen = 0;
      clip.frames.forEach(({ timeUs }, frame) => {
        const step = Math.round(timeUs / 100_000);
        for (const agent of drives[d].agents) {
          const state = annotatedAt(drives[d], agent, step);
          if (!state) continue;
          const [x, y, heading] = anchored(d, state.x, state.y, state.headingRad);
          const found = clip.objects.flatMap((object) => {
            const i = object.frames.indexOf(frame);
            const [px, py, pz] = object.centres.slice(3 * i, 3 * i + 3);
            return i >= 0 && Math.hypot(px - x, py - y, pz - agent.heightM / 2) < 1e-6 ? [{ object, i }] : [];
          });
          expect(found).toHaveLength(1);
          expect(found[0].object.sizeM).toEqual([agent.lengthM, agent.widthM, agent.heightM]);
          expect(Math.cos(found[0].object.yaws[found[0].i] - heading)).toBeCloseTo(1, 12);
          seen++;
        }
      });
      expect(seen).toBe(clip.objects.reduce((sum, { frames }) => sum + frames.length, 0));
      expect(seen).toBeGreaterThan(20);
    });
  });

  it('has the cameras with lens, place and times', () => {
    clips.forEach((clip, d) => {
      for (const spec of cameras) {
        const camera = clip.cameras.find(({ channel }) => channel === spec.channel);
        if (!camera) throw new Error(`no ${spec.channel}`);
        expect(camera).toMatchObject({ widthPx: spec.widthPx, heightPx: spec.heightPx, lens: spec.lens });
        const rotation = (pose: readonly number[]) => rotationOfQuaternion(pose[3], pose[4], pose[5], pose[6]);
        camera.egoFromCamera.slice(0, 3).forEach((v, k) => expect(v).toBeCloseTo(spec.egoFromCamera[k], 12));
        rotation(camera.egoFromCamera).forEach((v, k) => expect(v).toBeCloseTo(rotation(spec.egoFromCamera)[k], 12));
        expect(camera.timesUs).toEqual(Array.from({ length: drives[d].steps }, (_, i) => (i * 1e6) / FPS));
      }
    });
  });

  it.skipIf('absent' in h264)('has videos with a frame a timestamp', () => {
    for (const { cameras: found } of clips)
      for (const camera of found) {
        expect(camera.video).not.toBeNull();
        expect(camera.present.every(Boolean)).toBe(true);
      }
    expect(read.counts.absentImages).toBe(0);
  });
});
