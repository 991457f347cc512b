import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readNpy, type Npy } from '../../npy.ts';
import { agentKinds } from '../../../src/main/sample-world/drive.ts';
import { sampleCameras } from '../../../src/main/sample-world/render/cameras.ts';
import { squareCrop } from '../../../src/main/sample-world/write/training/camera-crop.ts';
import { trainingLayout } from '../../../src/main/sample-world/write/training/write-training.ts';
import { projectPoint } from '../../../src/shared/maths/lens.ts';
import { handMadeDrive } from '../../sample-drive.ts';
import { temporaryFolder, writeDrives } from './written-world.ts';

const drives = [handMadeDrive(0, 'straight', 41), handMadeDrive(1, 'curve', 41), handMadeDrive(2, 't-junction', 41)];

describe('training shards', () => {
  it('hold frames, states, boxes and words of every clip, in arrays that NumPy maps', async () => {
    const root = temporaryFolder();
    const cameras = trainingLayout.cameras({ widthPx: 16, heightPx: 16 }).slice(0, 1);
    await writeDrives(trainingLayout, root, drives, cameras, { layout: 'training', fps: 2 });
    const about = JSON.parse(readFileSync(join(root, 'training.json'), 'utf8')) as Record<string, unknown>;
    expect(about).toMatchObject({
      clips: 3,
      fps: 2,
      frames: 9,
      steps: 41,
      shards: [{ folder: 'shard-00000', clips: 3 }],
    });
    const array = (name: string): Npy => readNpy(readFileSync(join(root, 'shard-00000', name)));
    const frames = array('frames-CAM_FRONT.npy');
    expect(frames).toMatchObject({ descr: '|u1', shape: [3, 9, 16, 16, 3] });
    // The painter's colour tells the time: frame i is at i / 2 s.
    const size = 16 * 16 * 3;
    expect(Array.from({ length: 9 }, (_, i) => frames.values[i * size])).toEqual([
      0, 20, 40, 60, 80, 100, 120, 140, 160,
    ]);
    const states = array('states.npy');
    expect(states.shape).toEqual([3, 41, 8]);
    expect(Array.from(states.values.subarray(0, 3))).toEqual([0, 0, 0]);
    const speeds = Array.from({ length: 41 }, (_, i) => states.values[i * 8 + 3]);
    expect(speeds).toEqual(Array.from(drives[0].ego.speedMps, Math.fround));
    const starts = Array.from(array('box-starts.npy').values);
    const boxes = array('boxes.npy');
    expect(starts).toHaveLength(4);
    expect(boxes.shape).toEqual([starts[3], 11]);
    const lead = Array.from({ length: starts[1] }, (_, row) =>
      Array.from(boxes.values.subarray(row * 11, row * 11 + 11)),
    )
      .filter((row) => row[10] === agentKinds.indexOf('car'))
      .find((row) => Math.abs(row[1] - 15) < 1e-3);
    // The hand-made drive's leader is 15 m ahead and 0.2 m to the left of the rear axle all the time.
    expect(lead?.slice(2, 3)[0]).toBeCloseTo(0.2, 4);
    const words = readFileSync(join(root, 'shard-00000', 'clips.jsonl'), 'utf8')
      .trim()
      .split('\n');
    expect(words.map((line) => (JSON.parse(line) as { name: string }).name)).toEqual(drives.map(({ name }) => name));
  });

  it('are counterfactual at least by half', () => {
    const intents = Array.from({ length: 1000 }, (_, i) => trainingLayout.intentOf!(i));
    expect(intents.filter((intent) => intent === 'counterfactual').length).toBeGreaterThanOrEqual(500);
    expect(intents.filter((intent) => intent === 'failure').length).toBe(100);
  });

  it('see what is left of a picture after a centre crop and a resize', () => {
    const [wide] = sampleCameras({ widthPx: 640, heightPx: 360 });
    const square = squareCrop(wide, 128);
    for (const [x, y, z] of [
      [0, 0, 10],
      [1, 0.5, 8],
      [-2, 1, 12],
    ]) {
      const [u, v] = projectPoint(wide.lens, wide.intrinsic, x, y, z)!;
      const [cu, cv] = projectPoint(square.lens, square.intrinsic, x, y, z)!;
      expect([cu, cv]).toEqual([expect.closeTo(((u - 140) * 128) / 360, 9), expect.closeTo((v * 128) / 360, 9)]);
    }
  });
});
