import type { PolygonRings } from '../../../shared/domain/map.ts';
import type { MetricCache } from '../../datasets/navsim/metric-cache.ts';
import { STEP_US, STEPS } from './constants.ts';
import { pdmProblem } from './pdm-problem.ts';
import { mapPolygonKinds, type PdmMapPolygon } from './scene.ts';

/** What the kit's metric cache holds of a scene; it goes before what is made here. */
export interface CachedScene {
  /** x y heading every 0.1 s. */
  reference: Float64Array;
  /** Time of the first pose, µs. */
  startUs: number;
  /** x0 y0 x1 y1 … */
  centreline: Float64Array;
  routeLaneIds: readonly string[];
  polygons: readonly PdmMapPolygon[];
}

/** By token of the scene's current frame. */
export type CachedScenes = ReadonlyMap<string, CachedScene>;
export const noCaches: CachedScenes = new Map();

/** Most that a pose of the reference may lie off its step, µs. */
const JITTER_US = 1000;

/** A metric cache as the scorer takes it. Throws ProblemError where its plan is too short or not of 0.1 s steps. */
export function cachedSceneOf(token: string, cache: MetricCache): CachedScene {
  const poses = cache.trajectory.length / 4;
  const timeAt = (i: number) => cache.trajectory[4 * i];
  if (poses < STEPS) throw pdmProblem(token, 'metric cache', `its plan has ${poses} poses, ${STEPS} are needed`);
  for (let i = 1; i < poses; i++)
    if (Math.abs(timeAt(i) - timeAt(0) - i * STEP_US) > JITTER_US)
      throw pdmProblem(token, 'metric cache', `pose ${i} of its plan is not ${(i / 10).toFixed(1)} s after the first`);
  return {
    reference: without(cache.trajectory, 4, 0),
    startUs: timeAt(0),
    centreline: without(cache.centreline, 3, 2),
    routeLaneIds: cache.routeLaneIds,
    polygons: cache.drivable.map(({ id, layer, polygon }) => ({
      token: id,
      kind: kindOf(token, layer),
      rings: openRings(polygon),
    })),
  };
}

/** Rows of numbers without one of their columns. */
const without = (rows: Float64Array, width: number, column: number): Float64Array =>
  rows.filter((_, i) => i % width !== column);

function kindOf(token: string, layer: string): PdmMapPolygon['kind'] {
  const kind = mapPolygonKinds.find((one) => one === layer);
  if (!kind) throw pdmProblem(token, 'metric cache', `its drivable area has polygons of the layer ${layer}`);
  return kind;
}

/** Well-known binary repeats the first point of a ring at its end. */
const openRings = (rings: PolygonRings): Float64Array[] =>
  rings.map((ring) => {
    const n = ring.length;
    const isClosed = n >= 4 && ring[0] === ring[n - 2] && ring[1] === ring[n - 1];
    return Float64Array.from(isClosed ? ring.slice(0, n - 2) : ring);
  });
