import { afterAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { placedOnMap } from '../../src/main/metrics/pdm/reference/place-on-map.ts';
import {
  discretePath,
  type BlockNode,
  type LaneNode,
  type RoadGraph,
} from '../../src/main/metrics/pdm/reference/road-graph.ts';
import type { PdmScene } from '../../src/main/metrics/pdm/scene.ts';
import { createScorer } from '../../src/main/metrics/pdm/score-batch.ts';
import { reactiveTraffic } from '../../src/main/metrics/pdm/traffic/reactive.ts';
import { pdmObjectKinds } from '../../src/shared/domain/pdm.ts';
import { goldenFile } from './pdm-files.ts';

/**
 * Route, PDM-Closed and reactive traffic against the official kit on sample drives (tests/reference/pdm_reference.py): its
 * numbers are rounded to micrometres.
 */
const TOLERANCE_M = 2e-6;
const numbers = z.array(z.number());
const area = z.object({ id: z.string(), polygon: numbers });
const ids = z.array(z.string());
const sceneSchema = z.object({
  name: z.string(),
  ego: z.object({ timeUs: z.number(), x: z.number(), y: z.number(), heading: z.number(), vx: z.number(), vy: z.number(), ax: z.number(), ay: z.number() }),
  tracks: z.array(z.object({ token: z.string(), kind: z.enum(pdmObjectKinds), size: z.tuple([z.number(), z.number()]), state: numbers })),
  route: ids,
  red: ids,
  egoStates: numbers,
  kit: z.object({
    reference: z.array(z.tuple([z.number(), z.number(), z.number()])),
    centreline: z.array(z.tuple([z.number(), z.number()])),
    lanes: ids,
    traffic: z.array(z.record(z.string(), z.tuple([z.number(), z.number(), z.number()]))),
  }),
});
const drivesSchema = z.array(
  z.object({
    name: z.string(),
    lanes: z.array(area.extend({ blockId: z.string(), isConnector: z.boolean(), line: numbers, speedLimitMps: z.number().nullable(), next: ids })),
    blocks: z.array(area.extend({ isConnector: z.boolean(), lanes: ids, next: ids, previous: ids })),
    intersections: z.array(area),
    carparks: z.array(area),
    scenes: z.array(sceneSchema),
  }),
);
type KitDrive = z.infer<typeof drivesSchema>[number];
type KitScene = z.infer<typeof sceneSchema>;

function graphOf(drive: KitDrive): RoadGraph {
  const rings = (of: { polygon: number[] }) => [Float64Array.from(of.polygon)];
  const lanes = new Map<string, LaneNode>(
    drive.lanes.map((lane) => [lane.id, { ...lane, polygon: rings(lane), path: discretePath(lane.line) }]),
  );
  const blocks = new Map<string, BlockNode>(
    drive.blocks.map((block) => [
      block.id,
      { ...block, polygon: rings(block), lanes: block.lanes.flatMap((id) => lanes.get(id) ?? []) },
    ]),
  );
  const areas = (of: { id: string; polygon: number[] }[]) => of.map((one) => ({ id: one.id, polygon: rings(one) }));
  return { lanes, blocks, intersections: areas(drive.intersections), carparks: areas(drive.carparks) };
}

const sceneOf = (scene: KitScene): PdmScene => ({
  name: scene.name,
  sceneType: 'original',
  vehicle: { widthM: 2.297, lengthM: 5.176, wheelBaseM: 3.089, rearAxleToCentreM: 1.461 },
  ego: { ...scene.ego, steering: 0, steeringRate: 0, yawRate: 0, yawAcceleration: 0 },
  past: [],
  previousEgo: null,
  centreline: new Float64Array(0),
  routeLaneIds: [],
  polygons: [],
  tracks: scene.tracks.map((track) => {
    const frames = new Float64Array(55).fill(NaN);
    frames.set(track.state);
    return { token: track.token, kind: track.kind, lengthM: track.size[0], widthM: track.size[1], frames };
  }),
  redConnectors: Array.from({ length: 11 }, (_, k) => (k === 0 ? scene.red : [])),
  reference: null,
  human: null,
  absent: {},
  traffic: 'log-replay',
  notes: [],
});

const drives = drivesSchema.parse(goldenFile('reference'));
const scorer = createScorer();
const largest: Record<string, number> = { 'reference (m)': 0, 'reactive vehicles (m)': 0 };
const note = (key: string, value: number) => (largest[key] = Math.max(largest[key], value));

describe.each(drives)('$name', (drive) => {
  const graph = graphOf(drive);
  test.each(drive.scenes)('$name', (kitScene) => {
    const { kit } = kitScene;
    const scene = placedOnMap(sceneOf(kitScene), graph, kitScene.route, scorer);
    expect(scene.routeLaneIds).toEqual(kit.lanes);
    expect(Array.from(scene.centreline)).toEqual(kit.centreline.flat());
    const poses = scene.reference?.poses ?? new Float64Array(0);
    const off = kit.reference.map(([x, y], i) => Math.hypot(poses[3 * i] - x, poses[3 * i + 1] - y));
    expect(off).toHaveLength(51);
    note('reference (m)', Math.max(...off));
    expect(Math.max(...off)).toBeLessThan(TOLERANCE_M);

    const traffic = reactiveTraffic(scene, graph, Float64Array.from(kitScene.egoStates));
    kit.traffic.forEach((vehicles, i) => {
      const step = i + 1;
      const there = traffic.filter((o) => o.track.kind === 'vehicle' && o.firstStep <= step && step <= o.lastStep);
      expect(there.map((o) => o.track.token).sort()).toEqual(Object.keys(vehicles).sort());
      for (const o of there) {
        const [x, y] = vehicles[o.track.token];
        const offM = Math.hypot(o.states[5 * step] - x, o.states[5 * step + 1] - y);
        note('reactive vehicles (m)', offM);
        expect(offM, `${o.track.token} at step ${step}`).toBeLessThan(TOLERANCE_M);
      }
    });
  });
});
afterAll(() => console.log('largest distance from the official kit', largest));
