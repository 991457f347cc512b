import { describe, expect, it } from 'vitest';
import { commandAt } from '../../../src/main/sample-world/ego/command.ts';
import { makeDrive } from '../../../src/main/sample-world/make-drive.ts';
import { freePath } from '../../../src/main/sample-world/traffic/make-path.ts';

/** A way straight ahead for `before` m and then on an arc of the curvature. */
function bend(before: number, curvature: number): ReturnType<typeof freePath> {
  const line: number[] = [];
  let [x, y, heading] = [0, 0, 0];
  for (let s = 0; s < 120; s += 0.25) {
    line.push(x, y);
    if (s > before) heading += curvature * 0.25;
    x += Math.cos(heading) * 0.25;
    y += Math.sin(heading) * 0.25;
  }
  return freePath(line, 10);
}

describe('the route command', () => {
  it.each([
    ['straight', 0, 'straight'],
    ['a left bend', 0.05, 'left'],
    ['a right bend', -0.05, 'right'],
    ['a slight bend of 1.9 m at 20 m', 0.0095, 'straight'],
    ['a slight bend of 2.4 m at 20 m', 0.012, 'left'],
  ] as const)('on %s', (_name, curvature, command) => {
    expect(commandAt(bend(0, curvature), 0, 0, 0, 0)).toBe(command);
  });

  it('looks 20 m ahead and no farther', () => {
    expect(commandAt(bend(21, 0.1), 0, 0, 0, 0)).toBe('straight');
    expect(commandAt(bend(8, 0.1), 0, 0, 0, 0)).toBe('left');
  });

  it('follows the turns of the route in a drive', () => {
    for (const [scenario, command] of [
      ['left-turn', 'left'],
      ['right-turn', 'right'],
    ] as const) {
      const drive = makeDrive({ seed: 5, index: 1, scenario });
      const label = drive.labels.find((one) => one.name === `turning ${command}`)!;
      const told = drive.ego.commands.slice(label.firstStep, label.firstStep + 10);
      expect(told.filter((one) => one === command).length, scenario).toBeGreaterThan(6);
    }
  });
});

describe('the route', () => {
  it('names the roadblocks and connectors under the ego in driving order', () => {
    for (const scenario of ['left-turn', 'roundabout', 'overtaking', 'exit']) {
      const { ego, place } = makeDrive({ seed: 6, index: 2, scenario });
      const { roadblocks, roadblockConnectors } = place.roads;
      const links = new Map(roadblockConnectors.map((one) => [one.id, one]));
      const blocks = new Set(roadblocks.map((one) => one.id));
      for (let i = 0; i < ego.routeIds.length; i++) {
        const [before, id, after] = [ego.routeIds[i - 1], ego.routeIds[i], ego.routeIds[i + 1]];
        const link = links.get(id);
        expect(blocks.has(id) || link !== undefined).toBe(true);
        if (link && before !== undefined) expect(link.fromRoadblockId).toBe(before);
        if (link && after !== undefined) expect(link.toRoadblockId).toBe(after);
      }
      expect(ego.routeIds.length).toBeGreaterThan(2);
    }
  });
});
