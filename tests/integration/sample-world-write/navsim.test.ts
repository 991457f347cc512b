import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { indexNavsim } from '../../../src/main/datasets/navsim/index-navsim.ts';
import { clipStart, stepTimeUs } from '../../../src/main/sample-world/write/clip-clock.ts';
import { annotatedAt, keyFrameSteps } from '../../../src/main/sample-world/write/drive-states.ts';
import type { Site } from '../../../src/main/sample-world/write/layout.ts';
import { utmShift } from '../../../src/main/sample-world/write/navsim/city.ts';
import { joinMaps } from '../../../src/main/sample-world/write/navsim/join-maps.ts';
import { writeLog } from '../../../src/main/sample-world/write/navsim/write-log.ts';
import { openIndex } from '../../../src/main/workspace/index/open-index.ts';
import type { ClipDetail } from '../../../src/shared/domain/clip.ts';
import { rotationOfQuaternion, yawOfPose } from '../../../src/shared/maths/se3.ts';
import { handMadeDrive, pinholeCamera } from '../../sample-drive.ts';
import { indexedClips } from './indexed.ts';
import { writeDrives } from './written-world.ts';

const drives = [handMadeDrive(0, 'intersection-lights', 81), handMadeDrive(1, 't-junction', 81)];
const cameras = [pinholeCamera('CAM_F0', 0), pinholeCamera('CAM_B0', Math.PI)];
/** Samples have 3 frames before and 8 after them: frames 3 to 8 of 17. */
const SAMPLES = 6;

describe.each([1, 2] as const)('a world in the layout of NAVSIM (NumPy %i), read back', (numpy) => {
  const root = mkdtempSync(join(tmpdir(), 'foresight-sample-navsim-'));
  const db = openIndex(join(root, 'index.sqlite'));
  let sites: Site[];
  let read: Awaited<ReturnType<typeof indexedClips>>;
  /** Samples with the drive that they are cut from and the step of their first frame. */
  let samples: { clip: ClipDetail; drive: number; first: number }[];
  beforeAll(async () => {
    sites = await writeDrives({ writeClip: writeLog, finish: joinMaps }, root, drives, cameras, {
      layout: 'navsim',
      numpy,
    });
    read = await indexedClips(db, indexNavsim, root, 'mini');
    const frameOf = new Map(
      drives.flatMap((drive, d) =>
        keyFrameSteps(drive).map((step) => [stepTimeUs(clipStart(drive, d), step), { drive: d, step }] as const),
      ),
    );
    samples = read.clips.map((clip) => {
      const found = frameOf.get(clip.frames[0].timeUs);
      if (!found) throw new Error('a sample at no time of a drive');
      return { clip, drive: found.drive, first: found.step };
    });
  });
  afterAll(() => {
    db.close();
    rmSync(root, { recursive: true, force: true });
  });

  it('is a whole data set: nothing is refused, skipped or absent', () => {
    expect(read.failures).toEqual([]);
    expect(read.counts).toMatchObject({ clips: 2 * SAMPLES, absentImages: 0, absentSensorFiles: 0, skipped: {} });
    expect(new Set(samples.map(({ drive }) => drive))).toEqual(new Set([0, 1]));
  });

  it('has the times, ego poses, motion and commands of the drives', () => {
    for (const { clip, drive: d, first } of samples) {
      const { ego } = drives[d];
      const shift = utmShift(sites[d]);
      clip.frames.forEach(({ timeUs, egoIndex }, i) => {
        const step = first + 5 * i;
        expect(timeUs).toBe(stepTimeUs(clipStart(drives[d], d), step));
        expect(clip.ego.globalFromEgo[7 * egoIndex]).toBeCloseTo(ego.x[step] + shift.x, 6);
        expect(clip.ego.globalFromEgo[7 * egoIndex + 1]).toBeCloseTo(ego.y[step] + shift.y, 6);
        expect(Math.cos(yawOfPose(clip.ego.globalFromEgo, egoIndex) - ego.headingRad[step])).toBeCloseTo(1, 12);
        expect(clip.driving?.commands[i]).toBe(ego.commands[step]);
        expect(clip.driving?.motion?.[4 * i]).toBeCloseTo(ego.speedMps[step], 5);
        expect(clip.driving?.motion?.[4 * i + 2]).toBeCloseTo(ego.accelerationMps2[step], 5);
        expect(clip.driving?.routes[clip.driving.routeOf[i]]).toHaveLength(ego.routeIds.length);
      });
    }
  });

  it('has every box in its place, size and motion', () => {
    for (const { clip, drive: d, first } of samples) {
      const drive = drives[d];
      const shift = utmShift(sites[d]);
      const expected = clip.frames.flatMap((_, frame) =>
        drive.agents.flatMap((agent) => {
          const state = annotatedAt(drive, agent, first + 5 * frame);
          return state ? [{ frame, agent, state }] : [];
        }),
      );
      expect(clip.objects.reduce((sum, { frames }) => sum + frames.length, 0)).toBe(expected.length);
      for (const { frame, agent, state } of expected) {
        const found = clip.objects.flatMap((object) => {
          const i = object.frames.indexOf(frame);
          const [x, y, z] = object.centres.slice(3 * i, 3 * i + 3);
          const isIt = i >= 0 && Math.hypot(x - state.x - shift.x, y - state.y - shift.y, z - agent.heightM / 2) < 1e-6;
          return isIt ? [{ object, i }] : [];
        });
        expect(found).toHaveLength(1);
        const [{ object, i }] = found;
        expect(object.sizeM).toEqual([agent.lengthM, agent.widthM, agent.heightM]);
        expect(Math.cos(object.yaws[i] - state.headingRad)).toBeCloseTo(1, 12);
        expect(object.velocities[2 * i]).toBeCloseTo(state.vx, 5);
        expect(object.velocities[2 * i + 1]).toBeCloseTo(state.vy, 5);
      }
    }
  });

  it('has the cameras with their calibration, and the lights by red and not red', () => {
    for (const { clip, drive: d, first } of samples) {
      for (const spec of cameras) {
        const camera = clip.cameras.find(({ channel }) => channel === spec.channel);
        expect(camera).toMatchObject({ widthPx: spec.widthPx, heightPx: spec.heightPx, intrinsic: spec.intrinsic });
        expect(camera?.present.every(Boolean)).toBe(true);
        camera?.egoFromCamera.slice(0, 3).forEach((v, k) => expect(v).toBeCloseTo(spec.egoFromCamera[k], 9));
        const rotation = (pose: readonly number[] = []) => rotationOfQuaternion(pose[3], pose[4], pose[5], pose[6]);
        rotation(camera?.egoFromCamera).forEach((v, k) => expect(v).toBeCloseTo(rotation(spec.egoFromCamera)[k], 9));
      }
      const { lights } = drives[d];
      expect(clip.lights).toHaveLength(lights.length);
      const reds = clip.frames.map((_, i) => lights.filter(({ states }) => states[first + 5 * i] === 'red').length);
      const found = clip.frames.map(
        (_, i) => clip.lights.filter(({ frames, states }) => states[frames.indexOf(i)] === 'red').length,
      );
      expect(found).toEqual(reds);
    }
  });
});
