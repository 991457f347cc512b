import { describe, expect, it } from 'vitest';
import type { LightState } from '../../../src/shared/domain/clip.ts';
import type { LightPhases, Place } from '../../../src/main/sample-world/drive.ts';
import { randomOf } from '../../../src/main/sample-world/random.ts';
import { laneGraph } from './lane-graph.ts';
import { lightPhases } from '../../../src/main/sample-world/roads/light-phases.ts';
import { makePlace, placeKinds } from '../../../src/main/sample-world/roads/make-place.ts';

const STEPS = 1500;

/** Lengths of the unbroken runs of a state, s; runs cut by the ends are left out. */
function runsOf(states: readonly LightState[], state: LightState): number[] {
  const runs: number[] = [];
  let begun = -1;
  states.forEach((now, i) => {
    if (now === state && states[i - 1] !== state) begun = i;
    if (now !== state && states[i - 1] === state && begun > 0) runs.push((i - begun) / 10);
  });
  return runs;
}

function clashes(place: Place, lights: readonly LightPhases[]): string[] {
  const graph = laneGraph(place);
  const statesOf = new Map(lights.map(({ connectorId, states }) => [connectorId, states]));
  const faults: string[] = [];
  for (const { connectorId, states } of lights) {
    for (const { kind, connectorId: otherId } of graph.conflicts(connectorId)) {
      const other = statesOf.get(otherId);
      if (kind === 'diverging' || other === undefined) continue;
      const step = states.findIndex((state, i) => state !== 'red' && other[i] !== 'red');
      if (step >= 0) faults.push(`${connectorId} and ${otherId} may both drive at step ${step}`);
    }
  }
  return faults;
}

const signalled = placeKinds.flatMap((kind) =>
  Array.from({ length: 20 }, (_, seed) => ({ kind, seed, place: makePlace(kind, randomOf(seed, kind)) })).filter(
    ({ place }) => place.priorities.some(({ control }) => control === 'light'),
  ),
);

describe('lights', () => {
  it('are found at signalised intersections, T-junctions, crosswalks and level crossings', () => {
    const kinds = new Set(signalled.map(({ kind }) => kind));
    expect([...kinds].sort()).toEqual(['crossing', 'intersection-lights', 'railway-crossing', 't-junction']);
  });

  it.each(signalled)('$kind $seed: no two conflicting ways are open; amber 3 s; each gets green', ({ place, seed }) => {
    const lights = lightPhases(place, STEPS, randomOf(seed, 'lights'));
    const lit = place.priorities.filter(({ control }) => control === 'light').map(({ connectorId }) => connectorId);
    expect(lights.map(({ connectorId }) => connectorId).sort()).toEqual(lit.sort());
    expect(clashes(place, lights)).toEqual([]);
    for (const { states } of lights) {
      expect(states).toHaveLength(STEPS);
      for (const amber of runsOf(states, 'yellow')) expect(amber).toBeCloseTo(3, 0);
      for (const green of runsOf(states, 'green')) expect(green).toBeGreaterThan(6.8);
      expect(states).toContain('green');
      states.forEach((state, i) => {
        if (i > 0 && state !== states[i - 1])
          expect(`${states[i - 1]} ${state}`).toMatch(/^(red green|green yellow|yellow red)$/);
      });
    }
    // Between one stage's amber and the next green everything is red for 1 to 2 s or longer.
    const allRed = Array.from({ length: STEPS }, (_, i): LightState =>
      lights.every(({ states }) => states[i] === 'red') ? 'red' : 'green',
    );
    const gaps = runsOf(allRed, 'red');
    expect(gaps.length).toBeGreaterThan(2);
    for (const gap of gaps) expect(gap).toBeGreaterThanOrEqual(0.9);
  });

  it('are the same for the same seed', () => {
    const place = makePlace('intersection-lights', randomOf(4));
    expect(lightPhases(place, 201, randomOf(5))).toEqual(lightPhases(place, 201, randomOf(5)));
    expect(lightPhases(place, 201, randomOf(5))).not.toEqual(lightPhases(place, 201, randomOf(6)));
  });
});
