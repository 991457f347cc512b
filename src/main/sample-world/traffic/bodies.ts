import { EGO_VEHICLE, type AgentKind } from '../drive.ts';
import type { Random } from '../random.ts';

/** The shape of a road user. Vehicles steer about their rear axle, `rearM` ahead of their rear end. */
export interface Body {
  lengthM: number;
  widthM: number;
  heightM: number;
  rearM: number;
  colour: [number, number, number];
  style: number;
}

/** Length, width, height (each low, high; m) and share of the length behind the rear axle. */
const sizes: Record<AgentKind, [[number, number], [number, number], [number, number], number]> = {
  car: [[3.9, 4.9], [1.74, 1.95], [1.42, 1.7], 0.21],
  van: [[5.0, 6.2], [1.95, 2.1], [2.1, 2.6], 0.22],
  truck: [[7.5, 10.5], [2.35, 2.5], [3.0, 3.7], 0.24],
  bus: [[10.5, 12], [2.45, 2.55], [3.0, 3.3], 0.28],
  emergency: [[5.4, 6.6], [2.0, 2.2], [2.4, 2.8], 0.22],
  bicycle: [[1.65, 1.85], [0.6, 0.7], [1.65, 1.8], 0.25],
  pedestrian: [[0.5, 0.7], [0.55, 0.7], [1.58, 1.9], 0.5],
  child: [[0.4, 0.5], [0.4, 0.5], [1.0, 1.35], 0.5],
  animal: [[0.9, 1.6], [0.35, 0.5], [0.6, 1.3], 0.5],
  cone: [[0.38, 0.42], [0.38, 0.42], [0.7, 0.95], 0.5],
  barrier: [[1.7, 2.2], [0.4, 0.5], [0.95, 1.1], 0.5],
  debris: [[0.5, 1.4], [0.5, 1.1], [0.25, 0.5], 0.5],
};

const paints: readonly [number, number, number][] = [
  [236, 236, 234],
  [200, 203, 206],
  [150, 154, 158],
  [92, 96, 102],
  [34, 36, 40],
  [22, 24, 28],
  [176, 32, 34],
  [128, 24, 30],
  [34, 66, 140],
  [58, 104, 168],
  [36, 84, 62],
  [186, 162, 116],
  [214, 120, 34],
  [228, 190, 48],
];
const clothes: readonly [number, number, number][] = [
  [40, 44, 58],
  [168, 44, 48],
  [52, 92, 160],
  [206, 178, 70],
  [64, 112, 72],
  [224, 222, 214],
  [118, 70, 128],
  [92, 72, 54],
  [210, 110, 60],
];
const fixedColours: Partial<Record<AgentKind, readonly [number, number, number][]>> = {
  truck: [
    [230, 230, 228],
    [60, 90, 150],
    [170, 40, 36],
    [206, 160, 60],
  ],
  bus: [
    [202, 60, 44],
    [42, 110, 150],
    [226, 196, 70],
    [70, 140, 90],
  ],
  emergency: [
    [240, 240, 240],
    [206, 40, 32],
  ],
  bicycle: clothes,
  pedestrian: clothes,
  child: [
    [228, 92, 60],
    [240, 200, 70],
    [80, 150, 220],
    [220, 110, 160],
  ],
  animal: [
    [122, 88, 54],
    [84, 66, 50],
    [52, 46, 42],
    [196, 170, 132],
  ],
  cone: [[236, 98, 28]],
  barrier: [
    [226, 60, 48],
    [236, 120, 40],
  ],
  debris: [
    [120, 96, 66],
    [70, 70, 72],
    [160, 150, 134],
  ],
};

/** A body of its kind, drawn from the sizes and colours seen on roads. */
export function bodyOf(kind: AgentKind, random: Random): Body {
  const [length, width, height, behind] = sizes[kind];
  const lengthM = random.between(...length);
  return {
    lengthM,
    widthM: random.between(...width),
    heightM: random.between(...height),
    rearM: lengthM * behind,
    colour: [...random.pick(fixedColours[kind] ?? paints)],
    style: random.integer(0, 7),
  };
}

export const egoBody: Body = {
  lengthM: EGO_VEHICLE.frontM + EGO_VEHICLE.rearM,
  widthM: EGO_VEHICLE.widthM,
  heightM: EGO_VEHICLE.heightM,
  rearM: EGO_VEHICLE.rearM,
  colour: [0, 0, 0],
  style: 0,
};
