import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import type { CameraSpec } from '../../../src/main/sample-world/drive.ts';
import {
  navsimCameras,
  nuscenesCameras,
  physicalaiCameras,
  sampleCameras,
} from '../../../src/main/sample-world/render/cameras.ts';
import { createRenderer } from '../../../src/main/sample-world/render/renderer.ts';
import { projectPoint } from '../../../src/shared/maths/lens.ts';
import { cameraFromGlobal } from '../../../src/shared/maths/projection.ts';
import { transformPoint, type Affine } from '../../../src/shared/maths/se3.ts';
import { agentAt, oneOfEachKind, streetDrive } from './render-drive.ts';
import { pictureHashes } from './render-hashes.ts';

const size = { widthPx: 640, heightPx: 360 };
const still = (): ReturnType<typeof streetDrive> => streetDrive({}, []);

/** The world (ego at x = 0, y = −1.8, heading along x at time 0) to a camera's frame. */
const fromWorld = (camera: CameraSpec): Affine => cameraFromGlobal(camera.egoFromCamera, [0, -1.8, 0, 1, 0, 0, 0], 0);
const project = (camera: CameraSpec, x: number, y: number, z: number): [number, number] | null =>
  projectPoint(camera.lens, camera.intrinsic, ...transformPoint(fromWorld(camera), x, y, z));
const inside = (camera: CameraSpec, p: [number, number] | null, margin = 3): p is [number, number] =>
  p !== null && p[0] > margin && p[1] > margin && p[0] < camera.widthPx - margin && p[1] < camera.heightPx - margin;

const rigs: Record<string, CameraSpec[]> = {
  nuscenes: nuscenesCameras(size),
  navsim: navsimCameras(size),
  physicalai: physicalaiCameras(size),
  sample: sampleCameras(size),
};
const distorted: CameraSpec = {
  ...sampleCameras(size)[0],
  lens: { model: 'pinhole', distortion: [-0.28, 0.08, 0.0008, -0.0005, -0.01] },
};

describe('the same drive, camera and time', () => {
  const once = pictureHashes({ backwards: false });

  it('give the same bytes again and in another order', () => {
    expect(pictureHashes({ backwards: true })).toEqual(once);
  });

  it('give the same bytes on another thread', async () => {
    const worker = new Worker(new URL('./render-worker.ts', import.meta.url), { workerData: { backwards: true } });
    const elsewhere = await new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject));
    expect(elsewhere).toEqual(once);
  });

  it('give the bytes that were recorded, on any machine', () => {
    // After a change that is meant to be seen, look at the pictures and record the new sum.
    const all = createHash('sha256')
      .update(JSON.stringify(Object.entries(once).sort()))
      .digest('hex');
    expect(all).toBe('e25ab434d6bfd4dbc8f78a5c4e647ee2b3c3dccf4c5ec2eb35f6d21cb91c3d22');
  });

  it('use no arithmetic that differs between machines', () => {
    const folder = join(import.meta.dirname, '../../../src/main/sample-world/render');
    const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
    expect(sources.length).toBeGreaterThan(20);
    for (const name of sources) {
      // Comments may name what the code must not use.
      const code = readFileSync(join(folder, name), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
      expect(code, name).not.toMatch(/Math\.(a?(sin|cos|tan)h?|atan2|exp|expm1|pow|hypot|log\w*|cbrt|random)\b|\*\*/);
    }
  });

  it('give different pictures in other weather, by another camera and at another time', () => {
    const pictures = Object.entries(once).filter(([name]) => !name.endsWith('depth'));
    expect(new Set(pictures.map(([, hash]) => hash)).size).toBe(pictures.length);
  });

  it('write into the buffer they are handed', () => {
    const renderer = createRenderer(still());
    const camera = sampleCameras({ widthPx: 64, heightPx: 64 })[1];
    const out = new Uint8Array(64 * 64 * 3);
    expect(renderer.picture(camera, 1, out)).toBe(out);
    expect(createHash('sha256').update(out).digest('hex')).toBe(
      createHash('sha256').update(renderer.picture(camera, 1)).digest('hex'),
    );
  });
});

describe.each(Object.entries(rigs))('%s cameras', (_, cameras) => {
  it('see the ground at the distance of analytic rays', () => {
    const bare = still();
    bare.place.scenery = {
      ...bare.place.scenery,
      buildings: [],
      trees: [],
      signs: [],
      lamps: [],
      lightHeads: [],
      curbs: [],
    };
    const renderer = createRenderer(bare);
    for (const camera of cameras) {
      const depth = renderer.depth(camera, 0);
      const points = renderer.pointsAt(camera, 0);
      const eye = [camera.egoFromCamera[0], camera.egoFromCamera[1] - 1.8, camera.egoFromCamera[2]];
      let [checked, worstPx, worstDepth, worstZ] = [0, 0, 0, 0];
      for (let i = 0; i < depth.length; i += 97) {
        if (depth[i] > 150) continue;
        const [x, y, z] = points.subarray(i * 3, i * 3 + 3);
        const pixel = project(camera, x, y, 0) ?? [Infinity, Infinity];
        const across = Math.abs(pixel[0] - (i % camera.widthPx) - 0.5);
        const down = Math.abs(pixel[1] - Math.floor(i / camera.widthPx) - 0.5);
        const straight = Math.hypot(x - eye[0], y - eye[1], z - eye[2]);
        worstPx = Math.max(worstPx, across, down);
        worstDepth = Math.max(worstDepth, Math.abs(depth[i] - straight) / straight);
        worstZ = Math.max(worstZ, Math.abs(z));
        checked++;
      }
      expect(checked).toBeGreaterThan(300);
      expect(worstPx).toBeLessThan(0.01);
      expect(worstDepth).toBeLessThan(1e-4);
      expect(worstZ).toBeLessThan(1e-4);
    }
  });

  it('show lamp posts and painted bars where the lens puts them', () => {
    const { poles, bars } = markerErrors(cameras);
    expect(poles.length).toBeGreaterThan(8);
    expect(Math.max(...poles)).toBeLessThan(0.5);
    expect(bars.length).toBeGreaterThan(3);
    expect(Math.max(...bars)).toBeLessThan(0.6);
  });
});

it('a pinhole camera with distortion agrees with its lens', () => {
  const { poles, bars } = markerErrors([distorted]);
  expect(poles.length).toBeGreaterThan(3);
  expect(Math.max(...poles, ...bars)).toBeLessThan(0.5);
});

/**
 * Distances in px between where things are drawn and where the lens puts them: the middles of lamp posts along rows of
 * the depth picture, and the middles of white bars on the ground along columns of the colour picture.
 */
function markerErrors(cameras: readonly CameraSpec[]): { poles: number[]; bars: number[] } {
  const drive = still();
  const { scenery } = drive.place;
  const posts = [
    [9, 3],
    [14, -7],
    [22, 6],
    [-8, 2],
    [-12, -6],
    [-20, 4],
    [3, 8],
    [3, -9],
    [-1, 7],
    [-2, -11],
  ];
  const lines = [8, 11, 15, -8, -11];
  drive.place.roads.otherDrivable = [{ id: 'yard', polygon: [[-60, -60, 60, -60, 60, 60, -60, 60]] }];
  drive.place.scenery = {
    ...scenery,
    buildings: [],
    trees: [],
    signs: [],
    lightHeads: [],
    curbs: [],
    surfaces: [],
    markings: [
      ...lines.map((x) => ({ kind: 'stop' as const, line: [x, -4, x, 0.4], widthM: 0.4 })),
      ...[6, 10, -9.6, -13.6].map((y) => ({ kind: 'stop' as const, line: [-4, y, 6, y], widthM: 0.4 })),
    ],
    lamps: posts.map(([x, y]) => ({ x, y, heightM: 6 })),
  };
  const renderer = createRenderer(drive);
  const poles: number[] = [];
  const bars: number[] = [];
  for (const camera of cameras) {
    const depth = renderer.depth(camera, 0);
    const picture = renderer.picture(camera, 0);
    const eye = [camera.egoFromCamera[0], camera.egoFromCamera[1] - 1.8];
    for (const [x, y] of posts)
      for (const z of [0.8, 1.5, 2.4, 3.3]) {
        const at = project(camera, x, y, z);
        if (!inside(camera, at, 12)) continue;
        const row = Math.floor(at[1]);
        // The post leans in a wide picture: take it where this row cuts it.
        const higher = project(camera, x, y, z + 0.01);
        if (!higher) continue;
        const u = at[0] + ((row + 0.5 - at[1]) * (higher[0] - at[0])) / (higher[1] - at[1]);
        const distance = Math.hypot(x - eye[0], y - eye[1], z - camera.egoFromCamera[2]);
        let [sum, count] = [0, 0];
        for (let c = Math.floor(u) - 10; c <= u + 10; c++) {
          if (c < 0 || c >= camera.widthPx || Math.abs(depth[row * camera.widthPx + c] - distance) > 0.5) continue;
          sum += c + 0.5;
          count++;
        }
        if (count >= 3) poles.push(Math.abs(sum / count - u));
      }
    const middles = [...lines.map((x) => [x, -1.5]), ...[6, 10, -9.6, -13.6].map((y) => [1, y])];
    for (const [x, y] of middles) {
      const at = project(camera, x, y, 0);
      if (!inside(camera, at, 14)) continue;
      const column = Math.floor(at[0]);
      const along = x === 1 ? project(camera, x + 0.05, y, 0) : project(camera, x, y + 0.05, 0);
      const near = x === 1 ? project(camera, x, y - 0.2, 0) : project(camera, x - 0.2, y, 0);
      const far = x === 1 ? project(camera, x, y + 0.2, 0) : project(camera, x + 0.2, y, 0);
      if (!along || !near || !far || Math.abs(along[0] - at[0]) < 2 * Math.abs(along[1] - at[1])) continue;
      const slope = (along[1] - at[1]) / (along[0] - at[0]);
      const expected = (near[1] + far[1]) / 2 + (column + 0.5 - (near[0] + far[0]) / 2) * slope;
      const half = Math.abs(near[1] - far[1]) / 2;
      if (half < 1 || half > 12) continue;
      let [sum, weight] = [0, 0];
      const reach = Math.ceil(half + 4);
      const level = (r: number): number => picture[(r * camera.widthPx + column) * 3];
      const floor = (level(Math.floor(expected) - reach) + level(Math.floor(expected) + reach)) / 2;
      for (let r = Math.floor(expected) - reach; r <= expected + reach; r++) {
        const w = Math.max(0, level(r) - floor - 30);
        sum += w * (r + 0.5);
        weight += w;
      }
      if (weight > 60) bars.push(Math.abs(sum / weight - expected));
    }
  }
  return { poles, bars };
}

describe('agents', () => {
  const empty = createRenderer(still());

  it.each(oneOfEachKind().map((agent) => [agent.kind, agent] as const))('%s is seen where its box projects', (kind) => {
    const agent = agentAt(kind, 14, -1.2, { headingRad: 0.6 });
    const camera = sampleCameras(size)[0];
    const with_ = createRenderer(streetDrive({}, [agent])).depth(camera, 0);
    const without = empty.depth(camera, 0);
    const corners = [-1, 1].flatMap((a) =>
      [-1, 1].flatMap((b) =>
        [0, agent.heightM].map((z) => {
          // Mirrors, arms and roof lights reach a little beyond.
          const [l, w] = [(a * agent.lengthM) / 2, b * (agent.widthM / 2 + 0.15)];
          return project(camera, 14 + 0.8253 * l - 0.5646 * w, -1.2 + 0.5646 * l + 0.8253 * w, z * 1.05)!;
        }),
      ),
    );
    const [left, right] = [Math.min(...corners.map((c) => c[0])), Math.max(...corners.map((c) => c[0]))];
    const [top, bottom] = [Math.min(...corners.map((c) => c[1])), Math.max(...corners.map((c) => c[1]))];
    let [seen, outside] = [0, 0];
    for (let i = 0; i < with_.length; i++) {
      if (with_[i] === without[i]) continue;
      seen++;
      const [u, v] = [(i % camera.widthPx) + 0.5, Math.floor(i / camera.widthPx) + 0.5];
      if (u < left - 2 || u > right + 2 || v < top - 2 || v > bottom + 2) outside++;
    }
    expect(outside / seen).toBeLessThan(0.02);
    expect(seen).toBeGreaterThan(0.15 * (right - left) * (bottom - top));
  });

  it('move between their states and are gone after their last', () => {
    const car = agentAt('car', 12, -1.8, { speedMps: 10 });
    car.lastStep = 20;
    const renderer = createRenderer(streetDrive({}, [car]));
    const camera = { ...sampleCameras(size)[0] };
    const nearest = (timeS: number): number => {
      const depth = renderer.depth(camera, timeS);
      return depth[260 * 640 + 320] < 30 ? depth[200 * 640 + 320] : Infinity;
    };
    // The ego does 4 m/s, the car 10: 6 m/s apart.
    expect(nearest(0.05) - nearest(0)).toBeCloseTo(0.3, 1);
    expect(nearest(0.1) - nearest(0.05)).toBeCloseTo(0.3, 1);
    expect(renderer.depth(camera, 2.2)).toEqual(createRenderer(streetDrive({}, [])).depth(camera, 2.2));
  });
});
