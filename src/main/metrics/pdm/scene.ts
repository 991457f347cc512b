import type { PdmObjectKind, PdmPart, PdmReferenceKind, PdmTrafficPolicy } from '../../../shared/domain/pdm.ts';

/** All that the PDM score needs of one decision. Global frame, metres, radians; ego poses are the rear axle. */
export interface PdmScene {
  name: string;
  /** The human filter applies to original scenes only. */
  sceneType: 'original' | 'synthetic';
  vehicle: PdmVehicle;
  ego: PdmEgoState;
  /** Oldest first, the last one is `ego`; empty where there is no history. */
  past: readonly PdmEgoState[];
  /** State of the frame about 0.5 s before, where extended comfort is to be scored. */
  previousEgo: PdmEgoState | null;
  /** x0 y0 x1 y1 … of the route's centreline. */
  centreline: Float64Array;
  routeLaneIds: readonly string[];
  polygons: readonly PdmMapPolygon[];
  tracks: readonly PdmTrack[];
  /** Lane connectors on red by 2 Hz frame, FRAMES entries. */
  redConnectors: readonly (readonly string[])[];
  /** Lanes whose red lights count, where they are not those of `routeLaneIds`: the kit takes the route as it was logged. */
  redLaneIds?: readonly string[];
  /** Plan whose progress normalises that of the others. */
  reference: PdmReference | null;
  /** What the human drove, as a plan of `ego`. */
  human: PdmPlan | null;
  /** Parts that this recording cannot give, each with the reason in words; what needs them is not available. */
  absent: Readonly<Partial<Record<PdmPart, string>>>;
  traffic: PdmTrafficPolicy;
  /** Oddities of the input that were scored as they are, in words. */
  notes: readonly string[];
}

export interface PdmVehicle {
  widthM: number;
  lengthM: number;
  wheelBaseM: number;
  rearAxleToCentreM: number;
}

export interface PdmEgoState {
  timeUs: number;
  x: number;
  y: number;
  heading: number;
  /** Body frame. */
  vx: number;
  vy: number;
  ax: number;
  ay: number;
  steering: number;
  steeringRate: number;
  yawRate: number;
  yawAcceleration: number;
}

export const mapPolygonKinds = [
  'ROADBLOCK',
  'LANE',
  'LANE_CONNECTOR',
  'INTERSECTION',
  'CARPARK_AREA',
  'DRIVABLE_AREA',
] as const;
export interface PdmMapPolygon {
  token: string;
  kind: (typeof mapPolygonKinds)[number];
  /** Exterior first, then holes; each x0 y0 x1 y1 … without the closing point. */
  rings: readonly Float64Array[];
}

/** Numbers of a track at a frame or step: x y heading vx vy (box centre; velocity in the global frame). */
export const TRACK_STATE = 5;
export interface PdmTrack {
  token: string;
  kind: PdmObjectKind;
  lengthM: number;
  widthM: number;
  /** FRAMES × TRACK_STATE; NaN where it is not annotated. */
  frames: Float64Array;
}

export interface PdmReference {
  kind: PdmReferenceKind;
  /** x y heading a pose, every 0.1 s from `ego` on. */
  poses: Float64Array;
}

/** Poses x y heading in the ego frame of the decision; the first one is one interval ahead. */
export interface PdmPlan {
  poses: Float64Array;
  intervalS: number;
}

/** Vehicles, pedestrians and bicycles move and count in full; everything else is an obstacle. */
export const isAgentKind = (kind: PdmObjectKind): boolean =>
  kind === 'vehicle' || kind === 'pedestrian' || kind === 'bicycle';
