import { describe, expect, test } from 'vitest';
import { checkScene } from '../../../src/main/metrics/pdm/check-scene.ts';
import { prepareScene } from '../../../src/main/metrics/pdm/prepare.ts';
import { idmStep } from '../../../src/main/metrics/pdm/reference/idm.ts';
import { roadGraph } from '../../../src/main/metrics/pdm/reference/road-graph.ts';
import {
  correctedRoute,
  routeCentreline,
  startingLane,
  type Pose,
} from '../../../src/main/metrics/pdm/reference/route.ts';
import type { CachedScene } from '../../../src/main/metrics/pdm/cached-scene.ts';
import { sceneOf } from '../../../src/main/metrics/pdm/scene-of-clip.ts';
import type { PdmScene } from '../../../src/main/metrics/pdm/scene.ts';
import { createScorer } from '../../../src/main/metrics/pdm/score-batch.ts';
import { scorePlan } from '../../../src/main/metrics/pdm/score-plan.ts';
import { makeDrive } from '../../../src/main/sample-world/make-drive.ts';
import type { ClipDetail } from '../../../src/shared/domain/clip.ts';
import { clipOfDrive } from './clip-of-drive.ts';
import { straightRoads } from './straight-roads.ts';

describe('route', () => {
  const graph = roadGraph(straightRoads());
  const at = (x: number, y: number, heading = 0): Pose => ({ x, y, heading });
  const blocks = (ids: string[], ego: Pose) => correctedRoute(graph, ids, ego)?.blocks.map((block) => block.id);

  test.each([
    ['as logged', ['W', 'WE', 'E'], at(-50, 2), ['W', 'WE', 'E']],
    ['with blocks named twice', ['W', 'W', 'WE', 'E', 'WE'], at(-50, 2), ['W', 'WE', 'E']],
    ['joined back to where the ego is', ['E', 'EF', 'F'], at(-50, 2), ['W', 'WE', 'E', 'EF', 'F']],
    ['joined forward where it began behind the ego', ['WN', 'E', 'EF', 'F'], at(-50, 2), ['W', 'WN', 'E', 'EF', 'F']],
    ['with its gaps filled', ['W', 'E', 'F'], at(-50, 2), ['W', 'WE', 'E', 'EF', 'F']],
    ['left as it is where no way leads on', ['N', 'E'], at(10, 60, Math.PI / 2), ['N', 'E']],
    ['cut before it crosses itself', ['W', 'WE', 'E', 'WN', 'N'], at(-50, 2), ['W', 'WE', 'E']],
  ])('%s', (_, ids, ego, expected) => expect(blocks(ids, ego)).toEqual(expected));

  test('of blocks that are not on the map there is none', () =>
    expect(correctedRoute(graph, ['?'], at(0, 0))).toBeNull());

  test('begins on the lane under the ego and takes the shortest lanes to its end', () => {
    const route = correctedRoute(graph, ['W', 'E', 'F'], at(-50, -2));
    if (!route) throw new Error('no route');
    const lane = (x: number, y: number) => startingLane(route, at(x, y), Float64Array.of(x, y), { x, y })?.id;
    expect([lane(-50, 2), lane(-50, -2), lane(10, 3), lane(-50, 30)]).toEqual(['w0', 'w1', 'we0', 'w0']);
    const from = (id: string) => {
      const start = route.lanes.get(id);
      if (!start) throw new Error(id);
      const path = routeCentreline(graph, route, start);
      return [path.x[0], path.x[path.x.length - 1], path.y[path.y.length - 1]];
    };
    expect(from('w0')).toEqual([-100, 240, 2]);
    // Nothing leads from the right lane to F: the deepest way there is.
    expect(from('w1')).toEqual([-100, 120, -2]);
  });
});

test('one step of IDM, worked by hand', () => {
  const parameters = {
    targetMps: 10,
    minGapM: 1,
    headwayS: 1.5,
    maxAccelerationMps2: 1.5,
    maxBrakingMps2: 3,
    exponent: 10,
  };
  // s* = 1 + 5·1.5 + 5·(5−2)/(2·√4.5) = 12.0355; gap 30−5−2 = 23; a = 1.5·(1 − 0.5^10 − (s*/23)²)
  const next = idmStep({ alongM: 5, speedMps: 5 }, { alongM: 30, speedMps: 2, rearM: 2 }, parameters, 0.1);
  const wanted = 1 + 7.5 + 15 / (2 * Math.sqrt(4.5));
  expect(next.alongM).toBeCloseTo(5.5, 12);
  expect(next.speedMps).toBeCloseTo(5 + 0.15 * (1 - 0.5 ** 10 - (wanted / 23) ** 2), 12);
  // Behind: the gap is at least the smallest gap, braking at most the largest braking.
  expect(
    idmStep({ alongM: 5, speedMps: 5 }, { alongM: 0, speedMps: 0, rearM: 0 }, parameters, 0.1).speedMps,
  ).toBeCloseTo(4.7, 12);
});

const scorer = createScorer();
function scored(
  clip: ClipDetail,
  frame: number,
  drive: ReturnType<typeof makeDrive>,
  traffic: PdmScene['traffic'] = 'log-replay',
) {
  const scene = sceneOf(clip, frame, drive.place.roads, { scorer, traffic });
  if ('missing' in scene) throw new Error(scene.missing);
  if (!scene.human || !scene.reference) throw new Error('no human plan or reference');
  checkScene(scene);
  const prepared = prepareScene(scene, roadGraph(drive.place.roads));
  return {
    scene,
    reference: scene.reference,
    result: scorePlan(scorer, prepared, 'v2', { name: 'human', plan: scene.human, previous: scene.human }),
  };
}

describe('scenes of sample drives', () => {
  test.each(['free-drive', 'stopped-vehicle', 'red-light-queue', 'left-turn', 'merge'])('%s', (scenario) => {
    const drive = makeDrive({ seed: 1, index: 3, scenario });
    const clip = clipOfDrive(drive);
    for (const frame of [5, 20]) {
      const { scene, reference, result } = scored(clip, frame, drive);
      expect(scene.absent).toEqual({});
      expect(result.context).toMatchObject({ reference: 'pdm-closed', traffic: 'log-replay', filter: 'human' });
      expect(result.total).toBeGreaterThan(0.5);
      expect(reference.poses).toHaveLength(153);
      // PDM-Closed starts on the centreline beside the ego, at the ego's speed.
      expect(Math.hypot(reference.poses[0] - scene.ego.x, reference.poses[1] - scene.ego.y)).toBeLessThan(3);
      const first = Math.hypot(reference.poses[3] - reference.poses[0], reference.poses[4] - reference.poses[1]);
      expect(first).toBeCloseTo(scene.ego.vx * 0.1, 1);
    }
  });

  const drive = makeDrive({ seed: 1, index: 3, scenario: 'free-drive' });
  const clip = clipOfDrive(drive);
  const sceneAt = (
    changed: Partial<ClipDetail>,
    frame = 6,
    roads: typeof drive.place.roads | null = drive.place.roads,
  ) => sceneOf({ ...clip, ...changed }, frame, roads, { scorer });

  test('the last 4 s of a recording cannot be scored', () => {
    expect(sceneAt({}, clip.frames.length - 4)).toEqual({
      missing: 'the recording has no frame 2.0 s on; 4.0 s are scored',
    });
    expect(sceneAt({}, 999)).toHaveProperty('missing');
  });
  test.each([
    ['without a map', {}, null, ['drivable area', 'lanes', 'intersections', 'route', 'centreline', 'reference']],
    ['without a route', { driving: null }, drive.place.roads, ['route', 'centreline', 'reference']],
    [
      'of nuScenes, without lights',
      { datasetKind: 'nuscenes' as const, lights: [] },
      drive.place.roads,
      ['traffic lights'],
    ],
  ])('%s the parts are absent and PDMS and EPDMS have no total', (_, changed, roads, parts) => {
    const scene = sceneAt(changed, 6, roads);
    if ('missing' in scene || !scene.human) throw new Error('no scene');
    checkScene(scene);
    expect(Object.keys(scene.absent).sort()).toEqual([...parts].sort());
    const result = scorePlan(scorer, prepareScene(scene), 'v2', { name: 'human', plan: scene.human, previous: null });
    expect(result.total).toBeNull();
    expect(result.terms.find((t) => t.term === 'hc')?.value).toBe(1);
  });
  test('at the start of a recording there is no history', () => {
    const scene = sceneAt({}, 1);
    expect('missing' in scene ? {} : scene.absent).toHaveProperty('history');
  });
  test('an instant of a 300 s log with 500 tracks is cut out and scored', () => {
    const frames = Array.from({ length: 600 }, (_, i) => ({
      token: `f${i}`,
      timeUs: clip.startUs + i * 500_000,
      egoIndex: i,
    }));
    const around = 300;
    const shifted = (i: number) => Math.min(Math.max(i - around + 6, 0), clip.frames.length - 1);
    const poses = frames.flatMap((_, i) => clip.ego.globalFromEgo.slice(7 * shifted(i), 7 * shifted(i) + 7));
    const long: Partial<ClipDetail> = {
      frames,
      ego: { ...clip.ego, timesUs: frames.map((f) => f.timeUs), globalFromEgo: poses },
      driving: clip.driving && {
        ...clip.driving,
        routeOf: frames.map(() => 0),
        motion: frames.flatMap((_, i) => clip.driving?.motion?.slice(4 * shifted(i), 4 * shifted(i) + 4) ?? []),
      },
      lights: [],
      objects: Array.from({ length: 500 }, (_, k) => ({
        ...clip.objects[0],
        trackId: `t${k}`,
        frames: frames.map((_, i) => i),
        centres: frames.flatMap(() => [1e5 + k, 0, 0]),
        yaws: frames.map(() => 0),
        velocities: frames.flatMap(() => [0, 0]),
      })),
    };
    const short = sceneAt({ objects: [], lights: [] });
    const scene = sceneAt(long, around);
    if ('missing' in scene || 'missing' in short || !scene.human || !short.human) throw new Error('no scene');
    expect(scene.tracks).toHaveLength(500);
    const total = (of: PdmScene, plan: NonNullable<PdmScene['human']>) =>
      scorePlan(scorer, prepareScene(of), 'v2', { name: 'human', plan, previous: null }).total;
    expect(total(scene, scene.human)).toBeCloseTo(total(short, short.human) ?? NaN, 9);
  });
  test('a synthetic scene has no human: nothing is filtered', () => {
    const scene = sceneAt({ description: 'synthetic, after 0123456789abcdef' });
    if ('missing' in scene) throw new Error(scene.missing);
    expect(scene).toMatchObject({ sceneType: 'synthetic', human: null });
    const plan = { poses: new Float64Array(24), intervalS: 0.5 };
    const { context } = scorePlan(scorer, prepareScene(scene), 'v2', { name: 'p', plan, previous: null });
    expect(context.filter).toBe('none');
  });
  test('what the metric cache of the kit holds goes before what is made here', () => {
    const made = sceneAt({});
    if ('missing' in made || !made.reference) throw new Error('no scene');
    const cache = {
      reference: made.reference.poses,
      startUs: made.ego.timeUs,
      centreline: made.centreline,
      routeLaneIds: ['a'],
      polygons: made.polygons.slice(0, 1),
    };
    const scene = sceneOf(clip, 6, drive.place.roads, { scorer, cache });
    expect(scene).toMatchObject({ reference: { kind: 'metric-cache' }, routeLaneIds: ['a'] });
    const of = (part: Partial<CachedScene>) => () =>
      sceneOf(clip, 6, drive.place.roads, { scorer, cache: { ...cache, ...part } });
    expect(of({ reference: cache.reference.map((value) => value + 5) })).toThrow(/another scene/);
    expect(of({ startUs: cache.startUs + 1e6 })).toThrow(/another time/);
  });
});

describe('reactive traffic', () => {
  /** A car 38 m behind the ego at 10 m/s on the same lane, and a pedestrian; the ego stands at x = 0 for all 4 s. */
  function standing(traffic: PdmScene['traffic']) {
    const roads = straightRoads();
    const drive = makeDrive({ seed: 1, index: 3, scenario: 'free-drive' });
    const base = sceneOf(clipOfDrive(drive), 6, null, { scorer });
    if ('missing' in base) throw new Error(base.missing);
    const ego = { ...base.ego, x: -40, y: 2, heading: 0, vx: 0, vy: 0, ax: 0, ay: 0 };
    const frames = (x: number, v: number) =>
      Float64Array.from({ length: 55 }, (_, i) => [x + v * 0.5 * Math.floor(i / 5), 2, 0, v, 0][i % 5]);
    const scene: PdmScene = {
      ...base,
      ego,
      human: null,
      traffic,
      tracks: [
        { token: 'behind', kind: 'vehicle', lengthM: 4.5, widthM: 1.9, frames: frames(-78, 10) },
        {
          token: 'parked',
          kind: 'vehicle',
          lengthM: 4.5,
          widthM: 1.9,
          frames: frames(-65, 0).map((v, i) => (i % 5 === 1 ? 9 : v)),
        },
        { token: 'walker', kind: 'pedestrian', lengthM: 0.6, widthM: 0.6, frames: frames(30, 1) },
      ],
    };
    const prepared = prepareScene(scene, roadGraph(roads));
    const still = { poses: new Float64Array(24), intervalS: 0.5 };
    return { prepared, still };
  }
  test('a car brakes behind an ego that stands, where the log drives through it', () => {
    const replay = standing('log-replay');
    const [own] = scorer.score(replay.prepared, 'v2', [replay.still]);
    expect(own.overlaps.map((o) => [o.obstacle.track.token, o.type])).toEqual([['behind', 'STOPPED_EGO_COLLISION']]);
    const { prepared, still } = standing('reactive-idm');
    const traffic = prepared.reactive?.(scorer.simulateNow(prepared, still)) ?? [];
    const [reacted] = scorer.score({ ...prepared, traffic: () => traffic }, 'v2', [still]);
    expect(reacted.overlaps).toEqual([]);
    const track = (token: string) => traffic.find((o) => o.track.token === token);
    const x = (token: string, step: number) => track(token)?.states[step * 5];
    expect(x('behind', 0)).toBe(-78);
    expect(x('behind', 40)).toBeGreaterThan(-65);
    expect(x('behind', 40)).toBeLessThan(-40 - 1.127 - 2.25);
    // What stands beside the road stays, what walks replays the log.
    expect([x('parked', 40), x('walker', 40)]).toEqual([-65, 34]);
  });
  test('needs the lane graph', () => {
    const { prepared } = standing('log-replay');
    expect(() => prepareScene({ ...prepared.scene, traffic: 'reactive-idm' })).toThrow(/needs a map with lanes/);
  });
  test('the score says which traffic it was made in', () => {
    const drive = makeDrive({ seed: 1, index: 3, scenario: 'merge' });
    expect(scored(clipOfDrive(drive), 6, drive, 'reactive-idm').result.context.traffic).toBe('reactive-idm');
  });
});
