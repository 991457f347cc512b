import { numpyGlobals } from '../numpy/numpy-globals.ts';
import {
  PickleFault,
  PickleGlobal,
  PickleRecord,
  type AllowedGlobals,
  type Make,
  type PickleDict,
  type PickleValue,
} from '../pickle/pickle-value.ts';

const STATES = 'nuplan.common.actor_state';
const SIMULATION = 'nuplan.planning.simulation';
const PDM = 'navsim.planning.simulation.planner.pdm_planner';

/** Classes of nuplan-devkit and navsim whose objects stand in scenes, metric caches and submissions, by module. */
const classes: Record<string, readonly string[]> = {
  [`${STATES}.agent`]: ['Agent'],
  [`${STATES}.agent_state`]: ['AgentState'],
  [`${STATES}.car_footprint`]: ['CarFootprint'],
  [`${STATES}.dynamic_car_state`]: ['DynamicCarState'],
  [`${STATES}.ego_state`]: ['EgoState'],
  [`${STATES}.oriented_box`]: ['Dimension', 'OrientedBox'],
  [`${STATES}.scene_object`]: ['SceneObject', 'SceneObjectMetadata'],
  [`${STATES}.state_representation`]: ['Point2D', 'ProgressStateSE2', 'StateSE2', 'StateVector2D', 'TimePoint'],
  [`${STATES}.static_object`]: ['StaticObject'],
  [`${STATES}.tracked_objects`]: ['TrackedObjects'],
  [`${STATES}.tracked_objects_types`]: ['TrackedObjectType'],
  [`${STATES}.vehicle_parameters`]: ['VehicleParameters'],
  [`${STATES}.waypoint`]: ['Waypoint'],
  'nuplan.common.maps.maps_datatypes': [
    'SemanticMapLayer',
    'TrafficLightStatusData',
    'TrafficLightStatusType',
    'TrafficLightStatuses',
  ],
  [`${SIMULATION}.observation.observation_type`]: ['DetectionsTracks'],
  [`${SIMULATION}.trajectory.interpolated_trajectory`]: ['InterpolatedTrajectory'],
  [`${SIMULATION}.trajectory.trajectory_sampling`]: ['TrajectorySampling'],
  'navsim.common.dataclasses': ['Trajectory'],
  'navsim.common.enums': ['SceneFrameType'],
  'navsim.planning.metric_caching.metric_cache': ['MapParameters', 'MetricCache'],
  [`${PDM}.observation.pdm_observation`]: ['PDMObservation'],
  [`${PDM}.observation.pdm_occupancy_map`]: ['PDMDrivableMap', 'PDMOccupancyMap'],
  [`${PDM}.utils.pdm_path`]: ['PDMPath'],
  // Geometry: version 2 of shapely calls from_wkb, version 1 makes an object and sets bytes on it.
  shapely: ['from_wkb'],
  'shapely.io': ['from_wkb'],
  'shapely.geometry.linestring': ['LineString'],
  'shapely.geometry.multipolygon': ['MultiPolygon'],
  'shapely.geometry.polygon': ['Polygon'],
};

const recordOf =
  (className: string): Make =>
  (args) =>
    new PickleRecord(className, [...args]);

/** A path as text. */
const path: Make = (parts) => {
  if (!parts.every((part) => typeof part === 'string'))
    throw new PickleFault('has a path of something other than texts');
  return parts.join('/').replace(/^\/\//, '/');
};

/** Protocols below 2 make objects by a function: (class, object, None). */
const reconstructor: Make = ([type], spend) => {
  if (!(type instanceof PickleGlobal) || !type.make)
    throw new PickleFault('makes an object of something other than a class');
  return type.make([], spend);
};

/** Names that may stand in files of the devkit: arrays, paths, and objects of its classes as tagged records. */
export const devkitGlobals: AllowedGlobals = new Map<string, Make | null>([
  ...numpyGlobals,
  ...Object.entries(classes).flatMap(([module, names]) =>
    names.map((name): [string, Make] => [`${module} ${name}`, recordOf(`${module} ${name}`)]),
  ),
  ['pathlib PosixPath', path],
  ['pathlib PurePosixPath', path],
  ['pathlib WindowsPath', path],
  ['copyreg _reconstructor', reconstructor],
  ['copy_reg _reconstructor', reconstructor],
  ['builtins object', null],
  ['__builtin__ object', null],
]);

/** The class's own name: `StateSE2`. */
const classOf = (record: PickleRecord): string => record.className.slice(record.className.indexOf(' ') + 1);

/** A record of one of these classes; null for anything else. */
export function recordOfClass(value: PickleValue | undefined, ...names: readonly string[]): PickleRecord | null {
  return value instanceof PickleRecord && names.includes(classOf(value)) ? value : null;
}

/** Attributes of a record: its state is a dictionary, or a dictionary and another of what lies in slots. */
export function attributesOf(record: PickleRecord): PickleDict {
  const { state } = record;
  const parts = Array.isArray(state) ? state : [state];
  const attributes: PickleDict = new Map();
  for (const part of parts) if (part instanceof Map) for (const [key, value] of part) attributes.set(key, value);
  return attributes;
}

/** Numbers that a record keeps under these names; null where one is missing. */
export function numbersOfRecord(record: PickleRecord | null, ...names: readonly string[]): number[] | null {
  if (!record) return null;
  const attributes = attributesOf(record);
  const numbers = names.map((name) => attributes.get(name));
  return numbers.every((value) => typeof value === 'number') ? numbers : null;
}
