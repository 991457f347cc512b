import type { PolygonRings } from '../../../shared/domain/map.ts';
import { GeometryFault, wkbGeometry } from '../geopackage/geometry-blob.ts';
import { NdArray } from '../numpy/nd-array.ts';
import { PickleBytes, PickleRecord, type PickleDict, type PickleValue } from '../pickle/pickle-value.ts';
import { readPickle } from '../pickle/read-pickle.ts';
import { attributesOf, devkitGlobals, numbersOfRecord, recordOfClass } from './devkit-records.ts';
import { navsimProblem } from './navsim-problem.ts';
import { unpackXz } from './xz.ts';

/** What of a metric cache can be read as data. Global frame; null or empty for what the file does not have. */
export interface MetricCache {
  /** null in files of v1. */
  logName: string | null;
  mapName: string | null;
  isSynthetic: boolean | null;
  /** Plan of the devkit's PDM-Closed planner: time (µs) and rear-axle pose x y heading, 4 numbers a state, 0.1 s apart. */
  trajectory: Float64Array;
  /** Driven path in the ego frame, x y heading, 3 numbers each at 0.5 s; null for synthetic scenes. */
  humanTrajectory: Float64Array | null;
  /** x y heading, 3 numbers a point. */
  centreline: Float64Array;
  routeLaneIds: string[];
  /** Polygons that count as drivable, in the scorer's order. */
  drivable: { id: string; layer: string; polygon: PolygonRings }[];
}

/** Caches of crowded scenes take some 20 MB unpacked. */
const MAX_BYTES = 512 << 20;
/** nuplan-devkit's SemanticMapLayer. */
const layers: Record<number, string> = {
  0: 'LANE',
  1: 'INTERSECTION',
  11: 'LANE_CONNECTOR',
  15: 'CARPARK_AREA',
  17: 'ROADBLOCK',
  18: 'ROADBLOCK_CONNECTOR',
};

/** Reads a `metric_cache.pkl` (xz around a pickle of devkit objects). Throws ProblemError `pickle.…` or `navsim.metric-cache`. */
export async function readMetricCache(packed: Uint8Array, file: string): Promise<MetricCache> {
  const fail = (finding: string) => navsimProblem('metric-cache', 'The file is no metric cache', file, finding);
  const bytes = await unpackXz(packed, MAX_BYTES);
  if (!bytes) throw fail('it is no xz file, is damaged, or holds more than 512 MB');
  const cache = recordOfClass(readPickle(bytes, { file, allowed: devkitGlobals }), 'MetricCache');
  if (!cache) throw fail('it holds something else');
  const attributes = attributesOf(cache);
  const trajectory = statesOf(attributes.get('trajectory'));
  const centreline = posesOf(recordOfClass(attributes.get('centerline'), 'PDMPath')?.args[0]);
  const drivable = drivableOf(attributes.get('drivable_area_map'));
  const route = attributes.get('route_lane_ids');
  if (!trajectory || !centreline || !drivable || !Array.isArray(route) || !route.every(isText))
    throw fail('it lacks the trajectory, centreline, route or drivable area, or has them in another form');
  const map = recordOfClass(attributes.get('map_parameters'), 'MapParameters');
  const logName = attributes.get('log_name');
  const scene = recordOfClass(attributes.get('scene_type'), 'SceneFrameType');
  return {
    logName: typeof logName === 'string' ? logName : null,
    mapName: map ? textOf(attributesOf(map), 'map_name') : null,
    isSynthetic: scene ? scene.args[0] === 1 : null,
    trajectory,
    humanTrajectory: humanOf(attributes.get('human_trajectory')),
    centreline,
    routeLaneIds: route,
    drivable,
  };
}

const isText = (value: PickleValue): value is string => typeof value === 'string';

const textOf = (attributes: PickleDict, key: string): string | null => {
  const value = attributes.get(key);
  return typeof value === 'string' ? value : null;
};

/** Times and rear-axle poses of an InterpolatedTrajectory of ego states. */
function statesOf(value: PickleValue | undefined): Float64Array | null {
  const states = recordOfClass(value, 'InterpolatedTrajectory')?.args[0];
  if (!Array.isArray(states)) return null;
  const rows = states.map(egoStateOf);
  return rows.every((row) => row !== null) ? Float64Array.from(rows.flat()) : null;
}

function egoStateOf(value: PickleValue): number[] | null {
  const state = recordOfClass(value, 'EgoState');
  const attributes = state && attributesOf(state);
  const time = numbersOfRecord(recordOfClass(attributes?.get('_time_point'), 'TimePoint'), 'time_us');
  const footprint = recordOfClass(attributes?.get('_car_footprint'), 'CarFootprint');
  const shape = footprint && attributesOf(footprint);
  const centre = poseOf(shape?.get('_center'));
  // (width, front length, rear length, …): the centre lies (front − rear) / 2 before the rear axle.
  const [, front, rear] = recordOfClass(shape?.get('_vehicle_parameters'), 'VehicleParameters')?.args ?? [];
  if (!time || !centre || typeof front !== 'number' || typeof rear !== 'number') return null;
  const [x, y, heading] = centre;
  const ahead = (front - rear) / 2;
  return [time[0], x - ahead * Math.cos(heading), y - ahead * Math.sin(heading), heading];
}

/** x, y and heading of a StateSE2. */
const poseOf = (value: PickleValue | undefined): number[] | null =>
  numbersOfRecord(recordOfClass(value, 'StateSE2', 'ProgressStateSE2'), 'x', 'y', 'heading');

function posesOf(value: PickleValue | undefined): Float64Array | null {
  if (!Array.isArray(value)) return null;
  const poses = value.map(poseOf);
  return poses.every((pose) => pose !== null) ? Float64Array.from(poses.flat()) : null;
}

function humanOf(value: PickleValue | undefined): Float64Array | null {
  const record = recordOfClass(value, 'Trajectory');
  const poses = record && attributesOf(record).get('poses');
  return poses instanceof NdArray ? poses.numbers() : null;
}

/** A PDMDrivableMap: (tokens, layers, polygons, …). */
function drivableOf(value: PickleValue | undefined): MetricCache['drivable'] | null {
  const [tokens, types, geometries] = recordOfClass(value, 'PDMDrivableMap')?.args ?? [];
  const shapes = geometries instanceof NdArray ? geometries.objects() : geometries;
  if (!Array.isArray(tokens) || !Array.isArray(types) || !Array.isArray(shapes) || shapes.length !== tokens.length)
    return null;
  const found: MetricCache['drivable'] = [];
  for (const [i, shape] of shapes.entries()) {
    const polygon = polygonOf(shape as PickleValue);
    const type = recordOfClass(types[i], 'SemanticMapLayer')?.args[0];
    const id: unknown = tokens[i];
    if (!polygon || typeof type !== 'number' || typeof id !== 'string') return null;
    found.push({ id, layer: layers[type] ?? String(type), polygon });
  }
  return found;
}

/** The well-known binary that shapely pickles a polygon as. */
function polygonOf(value: PickleValue): PolygonRings | null {
  if (!(value instanceof PickleRecord)) return null;
  const bytes = [value.args[0], value.state].find((part) => part instanceof PickleBytes);
  if (!(bytes instanceof PickleBytes)) return null;
  try {
    const geometry = wkbGeometry(bytes.view());
    return geometry.kind === 'polygons' ? geometry.polygons[0] : null;
  } catch (error) {
    if (error instanceof GeometryFault) return null;
    throw error;
  }
}
