import { gunzipSync, gzipSync } from 'node:zlib';
import { z } from 'zod';
import { drivingCommands, lightStates } from '../../../../shared/domain/clip.ts';
import { agentKinds, environmentLights, environmentWeathers, AGENT_STATE, STEP_S, type Drive } from '../../drive.ts';

/** Digits after the point that are kept: 0.1 mm and 1e-4 rad at most, below what any picture or score tells apart. */
const DIGITS = 1e4;
/** More than any drive holds; a file that claims more is not read. */
const MAX_FILE_BYTES = 64 * 2 ** 20;
const MAX_STEPS = 100_000;

const numbers = z.array(z.number());
const line = numbers;
const rings = z.array(numbers);
const withPolygon = z.object({ id: z.string(), polygon: rings });
const centred = {
  id: z.string(),
  polygon: rings,
  centreline: line,
  leftBoundary: line,
  rightBoundary: line,
  speedLimitMps: z.number().nullable(),
};
const roadsSchema = z.object({
  lanes: z.array(z.object({ ...centred, roadblockId: z.string(), index: z.number().int() })),
  connectors: z.array(
    z.object({
      ...centred,
      roadblockConnectorId: z.string(),
      fromLaneId: z.string(),
      toLaneId: z.string(),
      lightStopLineIds: z.array(z.string()),
    }),
  ),
  roadblocks: z.array(withPolygon),
  roadblockConnectors: z.array(
    z.object({
      id: z.string(),
      fromRoadblockId: z.string(),
      toRoadblockId: z.string(),
      intersectionId: z.string().nullable(),
      polygon: rings,
    }),
  ),
  intersections: z.array(withPolygon),
  carparks: z.array(withPolygon),
  stopLines: z.array(withPolygon),
  crosswalks: z.array(withPolygon),
  walkways: z.array(withPolygon),
  otherDrivable: z.array(withPolygon),
});

const lensSchema = z.union([
  z.object({
    model: z.literal('pinhole'),
    distortion: z.tuple([z.number(), z.number(), z.number(), z.number(), z.number()]).nullable(),
  }),
  z.object({
    model: z.literal('ftheta'),
    cxPx: z.number(),
    cyPx: z.number(),
    forward: numbers,
    backward: numbers,
    approximate: z.string().nullable(),
  }),
]);

/** One camera of a sample drive: its calibration and its video beside the drive file. */
const cameraSchema = z.object({
  channel: z.string().regex(/^[A-Za-z0-9_-]+$/),
  title: z.string(),
  widthPx: z.number().int().positive(),
  heightPx: z.number().int().positive(),
  intrinsic: numbers.length(9),
  lens: lensSchema,
  egoFromCamera: numbers.length(7),
  /** `<CHANNEL>.mp4`, frame i at i · frameStepS; null where no video was made. */
  video: z
    .string()
    .regex(/^[A-Za-z0-9_-]+\.mp4$/)
    .nullable(),
  frames: z.number().int().nonnegative(),
  frameStepS: z.number().positive(),
});
export type SampleCamera = z.infer<typeof cameraSchema>;

const span = { firstStep: z.number().int().nonnegative(), lastStep: z.number().int().nonnegative() };
const column = numbers.max(MAX_STEPS);

/** What a drive file holds: a drive without its scenery, and the cameras that filmed it. */
const driveFileSchema = z.object({
  format: z.literal(1),
  name: z.string().regex(/^[A-Za-z0-9._-]+$/),
  seed: z.number().int(),
  scenario: z.string(),
  intent: z.enum(['expert', 'counterfactual', 'failure']),
  fault: z.string().nullable(),
  steps: z.number().int().min(2).max(MAX_STEPS),
  placeKind: z.string().min(1),
  roads: roadsSchema,
  environment: z.object({
    light: z.enum(environmentLights),
    weather: z.enum(environmentWeathers),
    sunAzimuthRad: z.number(),
    sunElevationRad: z.number(),
    wetness: z.number(),
  }),
  ego: z.object({
    x: column,
    y: column,
    headingRad: column,
    speedMps: column,
    accelerationMps2: column,
    curvature: column,
    yawRateRadps: column,
    steeringWheelRad: column,
    commands: z.array(z.enum(drivingCommands)),
    routeIds: z.array(z.string()),
  }),
  agents: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(agentKinds),
      lengthM: z.number().nonnegative(),
      widthM: z.number().nonnegative(),
      heightM: z.number().nonnegative(),
      colour: z.tuple([z.number(), z.number(), z.number()]),
      style: z.number().int(),
      ...span,
      states: numbers,
      signals: numbers,
    }),
  ),
  lights: z.array(z.object({ connectorId: z.string(), states: z.array(z.enum(lightStates)) })),
  labels: z.array(z.object({ group: z.string(), name: z.string(), ...span })),
  guidance: z.array(z.object({ step: z.number().int().nonnegative(), seen: z.string(), advice: z.string() })),
  cameras: z.array(cameraSchema),
});
export type DriveFile = z.infer<typeof driveFileSchema>;

const rounded = (value: number): number => Math.round(value * DIGITS) / DIGITS;

/** A drive and its cameras as the bytes of `drive.json.gz`. */
export function encodeDriveFile(drive: Drive, cameras: SampleCamera[]): Buffer {
  const { name, seed, scenario, intent, fault, steps, environment, ego, lights, labels, guidance } = drive;
  const content = {
    format: 1,
    ...{ name, seed, scenario, intent, fault, steps, environment, lights, labels, guidance, cameras },
    placeKind: drive.place.kind,
    roads: drive.place.roads,
    ego: { ...ego },
    agents: drive.agents,
  };
  const text = JSON.stringify(content, (_key, value: unknown) => {
    if (typeof value === 'number') return rounded(value);
    return ArrayBuffer.isView(value) ? Array.from(value as Float64Array | Uint8Array, rounded) : value;
  });
  return gzipSync(text, { level: 9 });
}

/** Reads `drive.json.gz`. Throws an Error that tells what is wrong with it in words. */
export function decodeDriveFile(bytes: Uint8Array): DriveFile {
  const text = gunzipSync(bytes, { maxOutputLength: MAX_FILE_BYTES }).toString('utf8');
  const file = driveFileSchema.parse(JSON.parse(text));
  const { ego, steps, agents, lights } = file;
  for (const [name, values] of Object.entries(ego))
    if (name !== 'routeIds' && values.length !== steps)
      throw new Error(`ego.${name} has ${values.length} of ${steps} states`);
  for (const agent of agents) {
    const states = agent.lastStep - agent.firstStep + 1;
    if (states < 1 || agent.lastStep >= steps || agent.states.length !== states * AGENT_STATE)
      throw new Error(`agent ${agent.id} has ${agent.states.length / AGENT_STATE} of ${states} states`);
  }
  for (const light of lights)
    if (light.states.length !== steps) throw new Error(`the light of ${light.connectorId} has too few states`);
  return file;
}

/** Seconds from the start of a drive to one of its states. */
export const timeOfStepS = (step: number): number => step * STEP_S;
