import { join } from 'node:path';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { indexNuscenes } from '../../../src/main/datasets/nuscenes/index-nuscenes.ts';
import { probeNuscenes } from '../../../src/main/datasets/nuscenes/probe-nuscenes.ts';
import { stepTimeUs, clipStart } from '../../../src/main/sample-world/write/clip-clock.ts';
import { agentAt, keyFrameSteps } from '../../../src/main/sample-world/write/drive-states.ts';
import type { Site } from '../../../src/main/sample-world/write/layout.ts';
import { joinTables } from '../../../src/main/sample-world/write/nuscenes/join-tables.ts';
import { writeScene } from '../../../src/main/sample-world/write/nuscenes/write-scene.ts';
import { readClipMap } from '../../../src/main/workspace/index/clip-map.ts';
import { openIndex } from '../../../src/main/workspace/index/open-index.ts';
import type { ClipDetail } from '../../../src/shared/domain/clip.ts';
import { yawOfPose } from '../../../src/shared/maths/se3.ts';
import { handMadeDrive, pinholeCamera } from '../../sample-drive.ts';
import { indexedClips } from './indexed.ts';
import { writeDrives } from './written-world.ts';

const drives = [handMadeDrive(0), handMadeDrive(1, 't-junction')];
const cameras = [pinholeCamera('CAM_FRONT', 0), pinholeCamera('CAM_BACK', Math.PI, 80, 48)];

describe('a world in the layout of nuScenes, read back', () => {
  const root = mkdtempSync(join(tmpdir(), 'foresight-sample-nuscenes-'));
  const db = openIndex(join(root, 'index.sqlite'));
  let sites: Site[];
  let clips: ClipDetail[];
  let read: Awaited<ReturnType<typeof indexedClips>>;
  beforeAll(async () => {
    sites = await writeDrives({ writeClip: writeScene, finish: joinTables }, root, drives, cameras);
    read = await indexedClips(db, indexNuscenes, root, 'v1.0-sample');
    clips = read.clips;
  });
  afterAll(() => {
    db.close();
    rmSync(root, { recursive: true, force: true });
  });

  it('is a whole data set: nothing is refused, skipped or absent', () => {
    expect(read.failures).toEqual([]);
    expect(read.counts).toMatchObject({
      clips: 2,
      frames: 26,
      images: 52,
      absentImages: 0,
      absentSensorFiles: 0,
      skipped: {},
    });
    const [probe] = probeNuscenes(root);
    expect(probe.parts.every(({ found, name }) => found || name === 'sweeps')).toBe(true);
    expect(clips.map(({ name }) => name)).toEqual(['scene-2001', 'scene-2002']);
    expect(clips.map(({ absences }) => absences)).toEqual([[], []]);
  });

  it('has the ego poses and times of the drive to 1e-6 m', () => {
    clips.forEach((clip, c) => {
      const { ego, steps } = drives[c];
      const start = clipStart(drives[c], c);
      expect(clip.ego.timesUs).toEqual(Array.from({ length: steps }, (_, step) => stepTimeUs(start, step)));
      for (let step = 0; step < steps; step++) {
        expect(clip.ego.globalFromEgo[7 * step]).toBeCloseTo(ego.x[step] + sites[c].x, 6);
        expect(clip.ego.globalFromEgo[7 * step + 1]).toBeCloseTo(ego.y[step] + sites[c].y, 6);
        expect(Math.cos(yawOfPose(clip.ego.globalFromEgo, step) - ego.headingRad[step])).toBeCloseTo(1, 12);
      }
      expect(clip.frames.map(({ timeUs }) => timeUs)).toEqual(
        keyFrameSteps(drives[c]).map((step) => stepTimeUs(start, step)),
      );
    });
  });

  it('has the cameras with their calibration and a picture at each key frame', () => {
    clips.forEach((clip, c) => {
      expect(clip.cameras.map(({ channel }) => channel).sort()).toEqual(['CAM_BACK', 'CAM_FRONT']);
      for (const spec of cameras) {
        const camera = clip.cameras.find(({ channel }) => channel === spec.channel);
        expect(camera).toMatchObject({ widthPx: spec.widthPx, heightPx: spec.heightPx, intrinsic: spec.intrinsic });
        expect(camera?.egoFromCamera).toEqual(spec.egoFromCamera);
        expect(camera?.timesUs).toEqual(clip.frames.map(({ timeUs }) => timeUs));
        expect(camera?.present.every(Boolean)).toBe(true);
        keyFrameSteps(drives[c]).forEach((step, i) =>
          expect(camera?.globalFromEgo[7 * i]).toBeCloseTo(drives[c].ego.x[step] + sites[c].x, 6),
        );
      }
    });
  });

  it('has every box within reach, in its place and size, with track and class', () => {
    clips.forEach((clip, c) => {
      const drive = drives[c];
      const steps = keyFrameSteps(drive);
      const expected = drive.agents.flatMap((agent) => {
        const rows = steps.flatMap((step, frame) => {
          const state = agentAt(agent, step);
          if (!state || Math.hypot(state.x - drive.ego.x[step], state.y - drive.ego.y[step]) > 100) return [];
          return [{ frame, agent, state }];
        });
        return rows.length > 0 ? [rows] : [];
      });
      expect(clip.objects).toHaveLength(expected.length);
      for (const rows of expected) {
        const { agent, state } = rows[0];
        const found = clip.objects.find(
          (object) =>
            object.frames[0] === rows[0].frame &&
            Math.hypot(object.centres[0] - state.x - sites[c].x, object.centres[1] - state.y - sites[c].y) < 1e-6,
        );
        if (!found) throw new Error(`no track for ${agent.id}`);
        expect(found.frames).toEqual(rows.map(({ frame }) => frame));
        expect(found.sizeM).toEqual([agent.lengthM, agent.widthM, agent.heightM]);
        rows.forEach((row, i) => {
          expect(found.centres[3 * i]).toBeCloseTo(row.state.x + sites[c].x, 6);
          expect(found.centres[3 * i + 1]).toBeCloseTo(row.state.y + sites[c].y, 6);
          expect(found.centres[3 * i + 2]).toBeCloseTo(agent.heightM / 2, 6);
          expect(Math.cos(found.yaws[i] - row.state.headingRad)).toBeCloseTo(1, 12);
        });
      }
    });
  });

  it('tells where objects are hidden and how many points lie on them', () => {
    const { agents } = drives[0];
    const named = (id: string) => {
      const agent = agents.find((candidate) => candidate.id === id);
      const state = agent && agentAt(agent, agent.firstStep);
      return clips[0].objects.find(
        ({ centres }) =>
          Math.hypot(centres[0] - (state?.x ?? 0) - sites[0].x, centres[1] - (state?.y ?? 0) - sites[0].y) < 1e-6,
      );
    };
    expect(named('leader')?.visibility[0]).toBe('v80-100');
    expect(named('leader')?.lidarPoints[0]).toBeGreaterThan(10);
    // Behind the truck, as seen from the ego.
    expect(named('hidden')?.visibility[0]).toBe('v0-40');
    expect(named('hidden')?.lidarPoints[0]).toBeLessThan(named('truck')?.lidarPoints[0] ?? 0);
  });

  it('has the signals of the CAN bus in their units', () => {
    clips.forEach((clip, c) => {
      const start = clipStart(drives[c], c);
      const columns = {
        speed: drives[c].ego.speedMps,
        acceleration: drives[c].ego.accelerationMps2,
        steering: drives[c].ego.steeringWheelRad,
        yawRate: drives[c].ego.yawRateRadps,
      };
      for (const [name, column] of Object.entries(columns)) {
        const signal = clip.signals.find((candidate) => candidate.name === name);
        expect(signal?.source).toMatch(/^CAN (pose|steeranglefeedback)$/);
        for (let step = 0; step < column.length; step += 7) {
          const at = signal?.timesUs.indexOf(stepTimeUs(start, step)) ?? -1;
          expect(signal?.values[at]).toBeCloseTo(column[step], 5);
        }
      }
    });
  });

  it('has the lanes of the place around the ego, from end to end, and its picture', () => {
    clips.forEach((clip, c) => {
      const { x, y } = sites[c];
      const map = readClipMap(db, clip.clipId);
      if (!map) throw new Error('no map');
      const [minX, minY, maxX, maxY] = map.bounds;
      const { lanes } = drives[c].place.roads;
      const inside = lanes.filter(({ centreline }) =>
        centreline.some((_, i) => {
          if (i % 2 === 1) return false;
          const [px, py] = [centreline[i] + x, centreline[i + 1] + y];
          return px > minX && px < maxX && py > minY && py < maxY;
        }),
      );
      expect(inside.length).toBeGreaterThan(3);
      for (const { centreline } of inside) {
        const isThere = map.laneCentrelines?.some(
          (line) =>
            Math.hypot(line[0] - centreline[0] - x, line[1] - centreline[1] - y) < 1e-6 &&
            Math.hypot(
              line[line.length - 2] - centreline[centreline.length - 2] - x,
              line[line.length - 1] - centreline[centreline.length - 1] - y,
            ) < 1e-6,
        );
        expect(isThere).toBe(true);
      }
      expect(map.lanes?.length).toBeGreaterThanOrEqual(inside.length);
      expect(map.drivableArea?.length).toBeGreaterThan(0);
      expect(map.raster).toBeDefined();
      const heads = drives[c].place.scenery.lightHeads.filter(
        (head) => head.x + x > minX && head.x + x < maxX && head.y + y > minY && head.y + y < maxY,
      );
      expect(map.trafficLights ?? []).toHaveLength(heads.length);
    });
  });
});
