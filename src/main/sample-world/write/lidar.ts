import type { Drive } from '../drive.ts';
import { agentAt, egoAt } from './drive-states.ts';
import { STEP_S } from '../drive.ts';

const RANGE_M = 100;
const BEAMS = 20;
const LOWEST_RAD = (-24 * Math.PI) / 180;
const HIGHEST_RAD = (6 * Math.PI) / 180;
const AZIMUTHS = 240;
/** Height of the sensor above the rear axle's ground point, and how far before it, m. */
export const LIDAR_MOUNT = { x: 0.94, y: 0, z: 1.84 } as const;

/** A box that light does not pass: centre (world), half sizes, bottom and top, m. */
interface Block {
  x: number;
  y: number;
  cos: number;
  sin: number;
  halfLength: number;
  halfWidth: number;
  top: number;
  /** Index of the agent, −1 for buildings. */
  agent: number;
  intensity: number;
}

/** One turn of the sensor. */
export interface Scan {
  /** x y z (m, ego frame at that step), intensity 0 to 255, ring; 5 numbers a point. */
  points: Float32Array;
  /** Points on each agent, by its index. */
  hits: Int32Array;
}

/** What stands around the ego at a step, nearest part within reach of the sensor. */
function blocksAround(drive: Drive, step: number, eyeX: number, eyeY: number): Block[] {
  const blocks: Block[] = [];
  const add = (
    box: { x: number; y: number; headingRad: number },
    lengthM: number,
    widthM: number,
    top: number,
    agent: number,
    intensity: number,
  ) => {
    if (Math.hypot(box.x - eyeX, box.y - eyeY) - Math.hypot(lengthM, widthM) / 2 > RANGE_M) return;
    const [cos, sin] = [Math.cos(box.headingRad), Math.sin(box.headingRad)];
    blocks.push({
      x: box.x,
      y: box.y,
      cos,
      sin,
      halfLength: lengthM / 2,
      halfWidth: widthM / 2,
      top,
      agent,
      intensity,
    });
  };
  drive.agents.forEach((agent, index) => {
    const state = agentAt(agent, step);
    if (state) add(state, agent.lengthM, agent.widthM, agent.heightM, index, 40 + (index % 60));
  });
  for (const b of drive.place.scenery.buildings) add(b, b.lengthM, b.widthM, b.heightM, -1, 25);
  for (const t of drive.place.scenery.trees) add({ ...t, headingRad: 0 }, 0.4, 0.4, t.heightM * 0.4, -1, 15);
  return blocks;
}

/** Distance along a unit ray to a block that stands on the ground; Infinity where it misses. Slab method in the box frame. */
function distanceTo(block: Block, ex: number, ey: number, ez: number, dx: number, dy: number, dz: number): number {
  const ox = ex - block.x;
  const oy = ey - block.y;
  let near = 0;
  let far = Infinity;
  const slab = (origin: number, direction: number, low: number, high: number): boolean => {
    if (Math.abs(direction) < 1e-12) return origin >= low && origin <= high;
    const a = (low - origin) / direction;
    const b = (high - origin) / direction;
    near = Math.max(near, Math.min(a, b));
    far = Math.min(far, Math.max(a, b));
    return near <= far;
  };
  const { cos, sin, halfLength, halfWidth, top } = block;
  const isHit =
    slab(ox * cos + oy * sin, dx * cos + dy * sin, -halfLength, halfLength) &&
    slab(oy * cos - ox * sin, dy * cos - dx * sin, -halfWidth, halfWidth) &&
    slab(ez, dz, 0, top);
  return isHit ? near : Infinity;
}

/** The point cloud of a step: rays of a turning sensor against the ground, agents, buildings and tree trunks. */
export function scanAt(drive: Drive, step: number): Scan {
  const ego = egoAt(drive, step * STEP_S);
  const [cos, sin] = [Math.cos(ego.headingRad), Math.sin(ego.headingRad)];
  const ex = ego.x + cos * LIDAR_MOUNT.x - sin * LIDAR_MOUNT.y;
  const ey = ego.y + sin * LIDAR_MOUNT.x + cos * LIDAR_MOUNT.y;
  const ez = LIDAR_MOUNT.z;
  const blocks = blocksAround(drive, step, ex, ey);
  const hits = new Int32Array(drive.agents.length);
  const points: number[] = [];
  for (let a = 0; a < AZIMUTHS; a++) {
    const azimuth = ego.headingRad + (2 * Math.PI * a) / AZIMUTHS;
    const [ax, ay] = [Math.cos(azimuth), Math.sin(azimuth)];
    // Only blocks that the vertical plane of this azimuth cuts can be hit by its beams.
    const inPlane = blocks.filter(
      (b) =>
        Math.abs((b.x - ex) * ay - (b.y - ey) * ax) <= Math.hypot(b.halfLength, b.halfWidth) &&
        (b.x - ex) * ax + (b.y - ey) * ay > -Math.hypot(b.halfLength, b.halfWidth),
    );
    for (let ring = 0; ring < BEAMS; ring++) {
      const tilt = LOWEST_RAD + ((HIGHEST_RAD - LOWEST_RAD) * ring) / (BEAMS - 1);
      const level = Math.cos(tilt);
      const dz = Math.sin(tilt);
      let best = dz < 0 ? -ez / dz : Infinity;
      let hit: Block | null = null;
      for (const block of inPlane) {
        const distance = distanceTo(block, ex, ey, ez, ax * level, ay * level, dz);
        if (distance < best) [best, hit] = [distance, block];
      }
      if (best > RANGE_M) continue;
      if (hit && hit.agent >= 0) hits[hit.agent]++;
      const [wx, wy] = [ex + ax * level * best - ego.x, ey + ay * level * best - ego.y];
      points.push(wx * cos + wy * sin, wy * cos - wx * sin, ez + dz * best, hit?.intensity ?? 10, ring);
    }
  }
  return { points: Float32Array.from(points), hits };
}

/**
 * Share of an agent that is not hidden behind others and buildings as seen from the ego's sensor: of 15 points at the
 * corners and the middle of its box, at three heights. `seenBy(step)` is made once a step.
 */
export function visibilityAt(drive: Drive, step: number): (agentIndex: number) => number {
  const ego = egoAt(drive, step * STEP_S);
  const ex = ego.x + Math.cos(ego.headingRad) * LIDAR_MOUNT.x;
  const ey = ego.y + Math.sin(ego.headingRad) * LIDAR_MOUNT.x;
  const blocks = blocksAround(drive, step, ex, ey);
  return (agentIndex) => {
    const agent = drive.agents[agentIndex];
    const state = agentAt(agent, step);
    if (!state) return 0;
    const [cos, sin] = [Math.cos(state.headingRad), Math.sin(state.headingRad)];
    let seen = 0;
    let tried = 0;
    for (const [u, v] of [
      [0, 0],
      [0.9, 0.9],
      [0.9, -0.9],
      [-0.9, 0.9],
      [-0.9, -0.9],
    ] as const) {
      for (const height of [0.15, 0.5, 0.9]) {
        const along = (u * agent.lengthM) / 2;
        const across = (v * agent.widthM) / 2;
        const px = state.x + cos * along - sin * across - ex;
        const py = state.y + sin * along + cos * across - ey;
        const pz = agent.heightM * height - LIDAR_MOUNT.z;
        const reach = Math.hypot(px, py, pz);
        const ray = [px / reach, py / reach, pz / reach] as const;
        tried++;
        const isFree = blocks.every(
          (block) => block.agent === agentIndex || distanceTo(block, ex, ey, LIDAR_MOUNT.z, ...ray) > reach,
        );
        if (isFree) seen++;
      }
    }
    return seen / tried;
  };
}
