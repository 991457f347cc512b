import { writeFileSync } from 'node:fs';
import { makeDrive } from '../../src/main/sample-world/make-drive.ts';
import { prepareScene } from '../../src/main/metrics/pdm/prepare.ts';
import { roadGraph } from '../../src/main/metrics/pdm/reference/road-graph.ts';
import { sceneOf } from '../../src/main/metrics/pdm/scene-of-clip.ts';
import { createScorer } from '../../src/main/metrics/pdm/score-batch.ts';
import { clipOfDrive } from '../unit/pdm/clip-of-drive.ts';

/**
 * Scenes of sample drives as plain data for `pdm_reference.py`, which runs the official kit on them:
 *
 *   node tests/reference/pdm-reference-scenes.ts scenes.json
 *
 * Lanes are rounded to millimetres and everything else to micrometres, so that both sides read the same numbers.
 */
const scenarios = [
  'dense-traffic',
  'red-light-queue',
  'left-turn',
  'merge',
  'stopped-vehicle',
  'crowd',
  'roundabout',
  'narrow-street',
];
const round = (digits: number) => (values: Iterable<number>) => Array.from(values, (v) => Number(v.toFixed(digits)));
const [millimetres, micrometres] = [round(3), round(6)];
const scorer = createScorer();
const drives: object[] = [];
for (const [index, scenario] of scenarios.entries()) {
  const drive = makeDrive({ seed: 7, index, scenario });
  const clip = clipOfDrive(drive);
  const { lanes, blocks, intersections, carparks } = roadGraph(drive.place.roads);
  const areas = (of: typeof intersections) => of.map(({ id, polygon }) => ({ id, polygon: millimetres(polygon[0]) }));
  const scenes = [5, 17].map((frame) => {
    const scene = sceneOf(clip, frame, drive.place.roads, { scorer });
    if ('missing' in scene || !scene.human) throw new Error(`${scenario} ${frame}`);
    const { timeUs, x, y, heading, vx, vy, ax, ay } = scene.ego;
    const [ex, ey, eh, evx, evy, eax, eay] = micrometres([x, y, heading, vx, vy, ax, ay]);
    const states = scorer.simulateNow(prepareScene(scene), scene.human);
    return {
      name: scene.name,
      ego: { timeUs, x: ex, y: ey, heading: eh, vx: evx, vy: evy, ax: eax, ay: eay },
      tracks: scene.tracks
        .filter((t) => !Number.isNaN(t.frames[0]))
        .map((t) => ({
          token: t.token,
          kind: t.kind,
          size: micrometres([t.lengthM, t.widthM]),
          state: micrometres(t.frames.subarray(0, 5)),
        })),
      route: drive.ego.routeIds,
      red: scene.redConnectors[0],
      egoStates: micrometres(states),
    };
  });
  drives.push({
    name: drive.name,
    lanes: [...lanes.values()].map((l) => ({
      id: l.id,
      blockId: l.blockId,
      isConnector: l.isConnector,
      polygon: millimetres(l.polygon[0]),
      line: millimetres(Array.from(l.path.x).flatMap((px, i) => [px, l.path.y[i]])),
      speedLimitMps: l.speedLimitMps,
      next: l.next,
    })),
    blocks: [...blocks.values()].map((b) => ({
      id: b.id,
      isConnector: b.isConnector,
      polygon: millimetres(b.polygon[0]),
      lanes: b.lanes.map((lane) => lane.id),
      next: b.next,
      previous: b.previous,
    })),
    intersections: areas(intersections),
    carparks: areas(carparks),
    scenes,
  });
}
writeFileSync(process.argv[2], JSON.stringify(drives));
