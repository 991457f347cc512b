import type { CameraLens, DrivingCommand, LightState } from '../../shared/domain/clip.ts';
import type { PolygonRings, PolylineFlat } from '../../shared/domain/map.ts';
import type { RoadMap } from '../../shared/domain/road-map.ts';

/** Seconds between the states of a drive. */
export const STEP_S = 0.1;

/**
 * Everything that is true of one drive of the sample world: pictures, data sets, labels and training data are made from
 * it and from nothing else. World frame: metres, x east, y north, z up, flat ground at z = 0. State i is at i · STEP_S.
 */
export interface Drive {
  /** Unique inside one world seed: `0042-roundabout`. */
  name: string;
  seed: number;
  scenario: string;
  /** `counterfactual`: open-loop steering and speed; `failure`: a driver with a fault that `fault` names. */
  intent: 'expert' | 'counterfactual' | 'failure';
  fault: string | null;
  /** Number of states. */
  steps: number;
  place: Place;
  environment: Environment;
  ego: EgoDrive;
  agents: Agent[];
  lights: LightPhases[];
  labels: DriveLabel[];
  guidance: { step: number; seen: string; advice: string }[];
}

export interface Place {
  kind: string;
  roads: RoadMap;
  scenery: Scenery;
  /** Who lets whom pass: one entry for each connector that crosses others, people or rails. Joints of a road have none. */
  priorities: Priority[];
  /** Closed ground of a building site. Cones and barriers stand on `edge`, which runs along the traffic beside it. */
  works: { edge: PolylineFlat; area: PolygonRings }[];
}

export interface Priority {
  connectorId: string;
  /** What the driver sees: a light, a stop sign, a yield sign, or nothing. */
  control: 'light' | 'stop' | 'yield' | 'none';
  /** Connectors whose traffic goes first; where there are lights, among those that are green together. */
  yieldsToIds: string[];
  /** People on these go first. */
  crosswalkIds: string[];
}

export const markingKinds = ['dashed', 'solid', 'double-yellow', 'edge', 'stop', 'zebra', 'rails'] as const;
/** What stands and lies around the roads, for the pictures; no agent moves through the standing things. */
export interface Scenery {
  /**
   * Paint: a line with its width, m. `stop` is one filled bar along its line, which lies across the lanes. The line of
   * `zebra` is the way people walk, painted with bars across it as long as its width; `rails` is the middle of a track.
   */
  markings: { kind: (typeof markingKinds)[number]; line: PolylineFlat; widthM: number }[];
  surfaces: { kind: 'sidewalk' | 'grass' | 'gravel' | 'plaza'; polygon: PolygonRings }[];
  curbs: PolylineFlat[];
  buildings: {
    x: number;
    y: number;
    headingRad: number;
    lengthM: number;
    widthM: number;
    heightM: number;
    style: number;
  }[];
  trees: { x: number; y: number; heightM: number; radiusM: number; style: number }[];
  /** Poles with a sign that faces `headingRad`. */
  signs: { x: number; y: number; headingRad: number; kind: 'stop' | 'yield' | 'speed' | 'crossing' | 'works' }[];
  /** Heads of traffic lights, seen by traffic that drives along `headingRad`; a mast stands at `mastX`, `mastY`. */
  lightHeads: {
    x: number;
    y: number;
    z: number;
    headingRad: number;
    mastX: number;
    mastY: number;
    connectorIds: string[];
  }[];
  lamps: { x: number; y: number; heightM: number }[];
}

export const environmentLights = ['day', 'dusk', 'night', 'backlight'] as const;
export const environmentWeathers = ['clear', 'overcast', 'rain', 'fog', 'snow'] as const;
export interface Environment {
  light: (typeof environmentLights)[number];
  weather: (typeof environmentWeathers)[number];
  /** Direction to the sun, from east, counter-clockwise. */
  sunAzimuthRad: number;
  sunElevationRad: number;
  /** 0 dry to 1 standing water. */
  wetness: number;
}

/** Size of the ego vehicle, measured from its rear axle, m. */
export const EGO_VEHICLE = { frontM: 4.049, rearM: 1.127, widthM: 2.297, heightM: 1.777, wheelBaseM: 3.089 } as const;
/** Steering-wheel angle by road-wheel angle, so that nuScenes' CAN convention can be served. */
export const STEERING_RATIO = 14.5;

/** The ego's states at its rear axle; columns of length `steps`. */
export interface EgoDrive {
  x: Float64Array;
  y: Float64Array;
  headingRad: Float64Array;
  speedMps: Float64Array;
  accelerationMps2: Float64Array;
  /** 1/m, left positive. */
  curvature: Float64Array;
  yawRateRadps: Float64Array;
  /** Left positive. */
  steeringWheelRad: Float64Array;
  commands: DrivingCommand[];
  /** Roadblock and roadblock-connector ids in driving order. */
  routeIds: string[];
}

export const agentKinds = [
  'car',
  'van',
  'truck',
  'bus',
  'emergency',
  'bicycle',
  'pedestrian',
  'child',
  'animal',
  'cone',
  'barrier',
  'debris',
] as const;
export type AgentKind = (typeof agentKinds)[number];

/** Bits of `Agent.signals`. */
export const agentSignals = {
  brake: 1,
  indicatorLeft: 2,
  indicatorRight: 4,
  siren: 8,
  doorLeft: 16,
  doorRight: 32,
} as const;

/** Numbers of one state of an agent: x y (box centre, m), heading (rad), vx vy (m/s), all world frame. */
export const AGENT_STATE = 5;

export interface Agent {
  id: string;
  kind: AgentKind;
  lengthM: number;
  widthM: number;
  heightM: number;
  /** sRGB 0 to 255. */
  colour: [number, number, number];
  /** Chooses among the shapes of its kind. */
  style: number;
  /** Steps at which it is there, both included. */
  firstStep: number;
  lastStep: number;
  /** AGENT_STATE numbers a step from `firstStep` on. */
  states: Float64Array;
  /** Bits of `agentSignals`, one entry a step from `firstStep` on. */
  signals: Uint8Array;
}

export interface LightPhases {
  connectorId: string;
  /** One state a step. */
  states: LightState[];
}

/** A truth in the words of the curation taxonomy (labels/taxonomy.ts), over a span of steps, both included. */
export interface DriveLabel {
  group: 'weather' | 'light' | 'road' | 'density' | 'ego' | 'vulnerable' | 'vehicle' | 'intersection' | 'long-tail';
  name: string;
  firstStep: number;
  lastStep: number;
}

/** A camera on the ego vehicle. */
export interface CameraSpec {
  channel: string;
  title: string;
  widthPx: number;
  heightPx: number;
  /** 3x3 row-major, px. */
  intrinsic: number[];
  lens: CameraLens;
  /** Translation x y z (m), quaternion w x y z: camera frame (x right, y down, z forward) to ego frame. */
  egoFromCamera: number[];
}
