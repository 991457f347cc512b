import {
  AGENT_STATE,
  agentSignals,
  type Agent,
  type AgentKind,
  type Drive,
  type Environment,
} from '../../../src/main/sample-world/drive.ts';
import { cosine, sine } from '../../../src/main/sample-world/render/trigonometry.ts';

const STEPS = 41;
const noon: Environment = {
  light: 'day',
  weather: 'clear',
  sunAzimuthRad: 2.2,
  sunElevationRad: 0.8,
  wetness: 0,
};

/** Length, width, height (m), colour. */
const sizes: Record<AgentKind, [number, number, number, [number, number, number]]> = {
  car: [4.5, 1.85, 1.48, [178, 34, 40]],
  van: [5.4, 2.0, 2.3, [216, 216, 212]],
  truck: [9, 2.5, 3.5, [40, 84, 150]],
  bus: [11.5, 2.55, 3.1, [206, 150, 40]],
  emergency: [6, 2.1, 2.6, [236, 236, 236]],
  bicycle: [1.8, 0.65, 1.75, [220, 90, 40]],
  pedestrian: [0.6, 0.6, 1.76, [60, 120, 190]],
  child: [0.5, 0.5, 1.2, [220, 70, 120]],
  animal: [1.5, 0.5, 1.3, [138, 98, 62]],
  cone: [0.4, 0.4, 0.75, [238, 96, 28]],
  barrier: [2.2, 0.5, 1.0, [206, 36, 40]],
  debris: [0.9, 0.6, 0.5, [150, 120, 80]],
};

/** An agent that moves along x from (x, y). */
export function agentAt(
  kind: AgentKind,
  x: number,
  y: number,
  more: { headingRad?: number; speedMps?: number; signals?: number; style?: number; colour?: Agent['colour'] } = {},
): Agent {
  const [lengthM, widthM, heightM, colour] = sizes[kind];
  const heading = more.headingRad ?? 0;
  const speed = more.speedMps ?? 0;
  const states = new Float64Array(STEPS * AGENT_STATE);
  for (let i = 0; i < STEPS; i++) {
    const vx = speed * cosine(heading);
    const vy = speed * sine(heading);
    states.set([x + vx * i * 0.1, y + vy * i * 0.1, heading, vx, vy], i * AGENT_STATE);
  }
  return {
    id: `${kind}-${String(x)}-${String(y)}`,
    kind,
    lengthM,
    widthM,
    heightM,
    colour: more.colour ?? colour,
    style: more.style ?? 0,
    firstStep: 0,
    lastStep: STEPS - 1,
    states,
    signals: new Uint8Array(STEPS).fill(more.signals ?? 0),
  };
}

/** One agent of each kind about a straight road along x. */
export const oneOfEachKind = (): Agent[] => [
  agentAt('car', 18, -1.8, { speedMps: 4, signals: agentSignals.brake }),
  agentAt('car', 30, 5.2, { headingRad: Math.PI, speedMps: 8, style: 1, colour: [38, 70, 130] }),
  agentAt('car', 13, -6.2, { style: 2, colour: [206, 206, 204], signals: agentSignals.doorLeft }),
  agentAt('van', 26, -6.3, {}),
  agentAt('truck', 46, 1.8, { headingRad: Math.PI, speedMps: 6 }),
  agentAt('bus', 42, -1.8, { speedMps: 4, signals: agentSignals.indicatorRight }),
  agentAt('emergency', 62, 1.8, { headingRad: Math.PI, speedMps: 10, signals: agentSignals.siren }),
  agentAt('bicycle', 12, -4.2, { speedMps: 4 }),
  agentAt('pedestrian', 14, 8.4, { headingRad: -Math.PI / 2, speedMps: 1.4 }),
  agentAt('pedestrian', 9.5, -8.7, { headingRad: Math.PI, speedMps: 1.3, style: 3, colour: [190, 170, 60] }),
  agentAt('child', 15.2, 8.2, { headingRad: -Math.PI / 2, speedMps: 1.1 }),
  agentAt('animal', 24, 9.5, { headingRad: -1.2, speedMps: 1.5 }),
  agentAt('cone', 9, 3.2),
  agentAt('cone', 12, 3.4),
  agentAt('barrier', 16, 3.8, { headingRad: Math.PI / 2 }),
  agentAt('debris', 10.5, 1.2),
];

const rect = (x0: number, y0: number, x1: number, y1: number): number[][] => [[x0, y0, x1, y0, x1, y1, x0, y1]];

/** A straight street of two lanes each way along x with everything that scenery knows, and the ego at the origin. */
export function streetDrive(environment: Partial<Environment> = {}, agents: Agent[] = oneOfEachKind()): Drive {
  const column = (at: (i: number) => number): Float64Array => Float64Array.from({ length: STEPS }, (_, i) => at(i));
  const zero = column(() => 0);
  const lanes = [-1.8, 1.8].map((y, i) => ({
    id: `lane-${String(i)}`,
    roadblockId: `block-${String(i)}`,
    index: 0,
    polygon: rect(-150, y - 1.8, 250, y + 1.8),
    centreline: Array.from({ length: 81 }, (_, k) => [-150 + k * 5, y]).flat(),
    leftBoundary: [-150, y + 1.8, 250, y + 1.8],
    rightBoundary: [-150, y - 1.8, 250, y - 1.8],
    speedLimitMps: 13.9,
  }));
  const every = (stepM: number, at: (x: number, k: number) => object): never[] =>
    Array.from({ length: Math.floor(360 / stepM) }, (_, k) => at(-130 + k * stepM, k)) as never[];
  return {
    name: '0000-street',
    seed: 7,
    scenario: 'street',
    intent: 'expert',
    fault: null,
    steps: STEPS,
    environment: { ...noon, ...environment },
    place: {
      kind: 'street',
      priorities: [],
      works: [],
      roads: {
        lanes,
        connectors: [],
        roadblocks: [],
        roadblockConnectors: [],
        intersections: [],
        carparks: [],
        stopLines: [],
        crosswalks: [],
        walkways: [],
        otherDrivable: [{ id: 'parking', polygon: rect(-150, -7.4, 250, 7.4) }],
      },
      scenery: {
        markings: [
          { kind: 'double-yellow', line: [-150, 0, 250, 0], widthM: 0.4 },
          { kind: 'dashed', line: [-150, -3.6, 250, -3.6], widthM: 0.15 },
          { kind: 'edge', line: [-150, 3.6, 250, 3.6], widthM: 0.15 },
          { kind: 'stop', line: [27, -3.6, 27, 0], widthM: 0.5 },
          { kind: 'zebra', line: [30, -7.4, 30, 7.4], widthM: 3.5 },
          { kind: 'rails', line: [75, -60, 75, 60], widthM: 1.5 },
        ],
        surfaces: [
          { kind: 'sidewalk', polygon: rect(-150, 7.4, 250, 10.6) },
          { kind: 'sidewalk', polygon: rect(-150, -10.6, 250, -7.4) },
          { kind: 'plaza', polygon: rect(30, 10.6, 60, 30) },
        ],
        curbs: [7.4, -7.4].map((y) => Array.from({ length: 81 }, (_, k) => [-150 + k * 5, y]).flat()),
        buildings: [
          ...every(26, (x, k) => ({
            x,
            y: 24,
            headingRad: 0,
            lengthM: 18,
            widthM: 14,
            heightM: 7 + ((k * 7) % 18),
            style: k,
          })),
          ...every(23, (x, k) => ({
            x,
            y: -23,
            headingRad: 0,
            lengthM: 19,
            widthM: 14,
            heightM: 6 + ((k * 5) % 22),
            style: k + 3,
          })),
        ],
        trees: [
          ...every(17, (x, k) => ({ x, y: 9.6, heightM: 6 + (k % 3), radiusM: 2.2, style: k })),
          ...every(19, (x, k) => ({ x, y: -9.8, heightM: 7, radiusM: 2.4, style: k + 2 })),
        ],
        signs: (['stop', 'yield', 'speed', 'crossing', 'works'] as const).map((kind, i) => ({
          x: 17 + i * 6,
          y: -8.2,
          headingRad: Math.PI,
          kind,
        })),
        lightHeads: [
          { x: 32, y: -2, z: 5.2, headingRad: 0, mastX: 32, mastY: -8, connectorIds: ['c0'] },
          { x: 33, y: -8, z: 3, headingRad: 0, mastX: 33, mastY: -8, connectorIds: ['c0'] },
        ],
        lamps: every(30, (x) => ({ x: x + 5, y: 8.2, heightM: 8 })),
      },
    },
    ego: {
      x: column((i) => i * 0.4),
      y: column(() => -1.8),
      headingRad: zero,
      speedMps: column(() => 4),
      accelerationMps2: zero,
      curvature: zero,
      yawRateRadps: zero,
      steeringWheelRad: zero,
      commands: Array.from({ length: STEPS }, () => 'straight' as const),
      routeIds: [],
    },
    agents,
    lights: [{ connectorId: 'c0', states: Array.from({ length: STEPS }, () => 'red' as const) }],
    labels: [],
    guidance: [],
  };
}
