import type { CameraLens } from '../../../shared/domain/clip.ts';
import type { CameraSpec } from '../drive.ts';
import { cosine, sine } from './trigonometry.ts';

interface Mount {
  channel: string;
  title: string;
  /** Position in the ego frame (rear axle, on the ground), m. */
  at: [number, number, number];
  /** Look to the left of ahead, and down, degrees. */
  yawDeg: number;
  pitchDeg: number;
}

export interface PictureSize {
  widthPx: number;
  heightPx: number;
}

const DEGREE = Math.PI / 180;
const RECTIFIED: CameraLens = { model: 'pinhole', distortion: null };

/** Translation and quaternion w x y z of a mount: camera frame (x right, y down, z forward) to ego frame. */
function egoFromCamera({ at, yawDeg, pitchDeg }: Mount): number[] {
  // Turn about z by yaw, tip down by pitch about y, then camera axes to ahead-left-up: the quaternion (½, −½, ½, −½).
  const cy = cosine((yawDeg * DEGREE) / 2);
  const sy = sine((yawDeg * DEGREE) / 2);
  const cp = cosine((pitchDeg * DEGREE) / 2);
  const sp = sine((pitchDeg * DEGREE) / 2);
  const turned = product([cy, 0, 0, sy], [cp, 0, sp, 0]);
  return [...at, ...product(turned, [0.5, -0.5, 0.5, -0.5])];
}

function product(a: readonly number[], b: readonly number[]): number[] {
  return [
    a[0] * b[0] - a[1] * b[1] - a[2] * b[2] - a[3] * b[3],
    a[0] * b[1] + a[1] * b[0] + a[2] * b[3] - a[3] * b[2],
    a[0] * b[2] - a[1] * b[3] + a[2] * b[0] + a[3] * b[1],
    a[0] * b[3] + a[1] * b[2] - a[2] * b[1] + a[3] * b[0],
  ];
}

/** A rectified camera; focal length and centre given for `full` and scaled to `size`, cutting what another shape leaves over. */
function pinhole(
  mount: Mount,
  full: PictureSize,
  focalPx: number,
  centre: [number, number],
  size: PictureSize,
): CameraSpec {
  const scale = Math.max(size.widthPx / full.widthPx, size.heightPx / full.heightPx);
  const focal = focalPx * scale;
  return {
    channel: mount.channel,
    title: mount.title,
    ...size,
    intrinsic: [
      focal,
      0,
      size.widthPx / 2 + (centre[0] - full.widthPx / 2) * scale,
      0,
      focal,
      size.heightPx / 2 + (centre[1] - full.heightPx / 2) * scale,
      0,
      0,
      1,
    ],
    lens: RECTIFIED,
    egoFromCamera: egoFromCamera(mount),
  };
}

const nuscenesMounts: (Mount & { focalPx: number; centre: [number, number] })[] = [
  {
    channel: 'CAM_FRONT',
    title: 'front',
    at: [1.7, 0.016, 1.51],
    yawDeg: 0.3,
    pitchDeg: 0.4,
    focalPx: 1266.4,
    centre: [816.3, 491.5],
  },
  {
    channel: 'CAM_FRONT_LEFT',
    title: 'front left',
    at: [1.52, 0.495, 1.51],
    yawDeg: 55.4,
    pitchDeg: 0.6,
    focalPx: 1272.6,
    centre: [826.6, 479.8],
  },
  {
    channel: 'CAM_FRONT_RIGHT',
    title: 'front right',
    at: [1.55, -0.493, 1.5],
    yawDeg: -56.2,
    pitchDeg: 0.5,
    focalPx: 1260.8,
    centre: [807.9, 495.3],
  },
  {
    channel: 'CAM_BACK',
    title: 'back',
    at: [0.028, 0.003, 1.57],
    yawDeg: 179.6,
    pitchDeg: 0.7,
    focalPx: 809.2,
    centre: [829.2, 481.8],
  },
  {
    channel: 'CAM_BACK_LEFT',
    title: 'back left',
    at: [1.036, 0.485, 1.59],
    yawDeg: 108.4,
    pitchDeg: 0.4,
    focalPx: 1256.7,
    centre: [792.1, 492.8],
  },
  {
    channel: 'CAM_BACK_RIGHT',
    title: 'back right',
    at: [1.015, -0.481, 1.56],
    yawDeg: -110.6,
    pitchDeg: 0.5,
    focalPx: 1259.5,
    centre: [807.3, 501.2],
  },
];

/** Six cameras placed as on nuScenes' cars: 70° wide, the one at the back 90°. */
export const nuscenesCameras = (size: PictureSize = { widthPx: 1600, heightPx: 900 }): CameraSpec[] =>
  nuscenesMounts.map((mount) => pinhole(mount, { widthPx: 1600, heightPx: 900 }, mount.focalPx, mount.centre, size));

const navsimMounts: Mount[] = [
  { channel: 'CAM_F0', title: 'front', at: [1.65, 0, 1.52], yawDeg: 0, pitchDeg: 1.2 },
  { channel: 'CAM_L0', title: 'front left', at: [1.6, 0.32, 1.51], yawDeg: 54.6, pitchDeg: 0.8 },
  { channel: 'CAM_L1', title: 'left', at: [1.04, 0.5, 1.5], yawDeg: 110.4, pitchDeg: 1 },
  { channel: 'CAM_L2', title: 'back left', at: [0.35, 0.42, 1.52], yawDeg: 150.2, pitchDeg: 1.3 },
  { channel: 'CAM_R0', title: 'front right', at: [1.6, -0.32, 1.51], yawDeg: -55.3, pitchDeg: 0.8 },
  { channel: 'CAM_R1', title: 'right', at: [1.04, -0.5, 1.5], yawDeg: -110.8, pitchDeg: 1 },
  { channel: 'CAM_R2', title: 'back right', at: [0.35, -0.42, 1.52], yawDeg: -150.6, pitchDeg: 1.3 },
  { channel: 'CAM_B0', title: 'back', at: [-0.4, 0, 1.54], yawDeg: 180, pitchDeg: 1.6 },
];

/** Eight cameras placed as on nuPlan's cars; the pictures are rectified. */
export const navsimCameras = (size: PictureSize = { widthPx: 1920, heightPx: 1080 }): CameraSpec[] =>
  navsimMounts.map((mount) => pinhole(mount, { widthPx: 1920, heightPx: 1080 }, 1545, [960, 560], size));

const physicalaiMounts: (Mount & { fovDeg: number })[] = [
  {
    channel: 'camera_cross_left_120fov',
    title: 'cross left',
    at: [2.47, 0.95, 0.96],
    yawDeg: 68,
    pitchDeg: 1,
    fovDeg: 120,
  },
  {
    channel: 'camera_front_wide_120fov',
    title: 'front wide',
    at: [1.77, 0.02, 1.44],
    yawDeg: 0,
    pitchDeg: 0.8,
    fovDeg: 120,
  },
  {
    channel: 'camera_cross_right_120fov',
    title: 'cross right',
    at: [2.47, -0.95, 0.96],
    yawDeg: -68,
    pitchDeg: 1,
    fovDeg: 120,
  },
  {
    channel: 'camera_rear_left_70fov',
    title: 'rear left',
    at: [2.31, 0.93, 0.99],
    yawDeg: 148,
    pitchDeg: 1.2,
    fovDeg: 70,
  },
  {
    channel: 'camera_rear_tele_30fov',
    title: 'rear tele',
    at: [-0.6, 0.02, 1.5],
    yawDeg: 180,
    pitchDeg: 0.8,
    fovDeg: 30,
  },
  {
    channel: 'camera_rear_right_70fov',
    title: 'rear right',
    at: [2.31, -0.93, 0.99],
    yawDeg: -148,
    pitchDeg: 1.2,
    fovDeg: 70,
  },
  {
    channel: 'camera_front_tele_30fov',
    title: 'front tele',
    at: [1.77, -0.04, 1.44],
    yawDeg: 0,
    pitchDeg: 0.3,
    fovDeg: 30,
  },
];

/** Seven wide and narrow cameras named and placed as PhysicalAI's; all f-theta. */
export const physicalaiCameras = (size: PictureSize = { widthPx: 1920, heightPx: 1080 }): CameraSpec[] =>
  physicalaiMounts.map((mount) => {
    // r = f (θ + s θ³) with r = half the width at half the view.
    const half = (mount.fovDeg / 2) * DEGREE;
    const bend = -0.035;
    const focal = size.widthPx / 2 / (half + bend * half * half * half);
    const forward = [0, focal, 0, focal * bend, 0];
    return {
      channel: mount.channel,
      title: mount.title,
      ...size,
      intrinsic: [focal, 0, size.widthPx / 2, 0, focal, size.heightPx / 2, 0, 0, 1],
      lens: {
        model: 'ftheta',
        cxPx: size.widthPx / 2,
        cyPx: size.heightPx / 2 + size.heightPx * 0.01,
        forward,
        backward: inverseOf(focal, bend, half * 1.35),
        approximate: null,
      },
      egoFromCamera: egoFromCamera(mount),
    };
  });

/**
 * The fourth-order polynomial of r that comes nearest to the inverse of r = f (θ + b θ³) on 0 to `end` (rad): least squares
 * over odd and even powers without a constant, in units of f.
 */
function inverseOf(focal: number, bend: number, end: number): number[] {
  const POWERS = 4;
  const matrix = Array.from({ length: POWERS }, () => new Array<number>(POWERS + 1).fill(0));
  for (let i = 1; i <= 400; i++) {
    const theta = (end * i) / 400;
    const r = theta + bend * theta * theta * theta;
    const row: number[] = [];
    for (let p = 0, value = r; p < POWERS; p++, value *= r) row.push(value);
    for (let a = 0; a < POWERS; a++) {
      for (let b = 0; b < POWERS; b++) matrix[a][b] += row[a] * row[b];
      matrix[a][POWERS] += row[a] * theta;
    }
  }
  for (let a = 0; a < POWERS; a++)
    for (let b = a + 1; b < POWERS; b++) {
      const k = matrix[b][a] / matrix[a][a];
      for (let c = a; c <= POWERS; c++) matrix[b][c] -= k * matrix[a][c];
    }
  const solved = new Array<number>(POWERS).fill(0);
  for (let a = POWERS - 1; a >= 0; a--) {
    let sum = matrix[a][POWERS];
    for (let c = a + 1; c < POWERS; c++) sum -= matrix[a][c] * solved[c];
    solved[a] = sum / matrix[a][a];
  }
  const out = [0];
  for (let a = 0, scale = focal; a < POWERS; a++, scale *= focal) out.push(solved[a] / scale);
  return out;
}

const sampleMounts: Mount[] = [
  { channel: 'CAM_FRONT', title: 'front', at: [1.7, 0, 1.5], yawDeg: 0, pitchDeg: 2.5 },
  { channel: 'CAM_FRONT_LEFT', title: 'front left', at: [1.5, 0.5, 1.5], yawDeg: 56, pitchDeg: 2.5 },
  { channel: 'CAM_FRONT_RIGHT', title: 'front right', at: [1.5, -0.5, 1.5], yawDeg: -56, pitchDeg: 2.5 },
  { channel: 'CAM_BACK', title: 'back', at: [-0.6, 0, 1.55], yawDeg: 180, pitchDeg: 2.5 },
];

/** Four rectified cameras all around, 70° wide, or as high as wide where the picture is upright or square. */
export const sampleCameras = (size: PictureSize = { widthPx: 640, heightPx: 360 }): CameraSpec[] =>
  sampleMounts.map((mount) => {
    const side = Math.max(size.widthPx, size.heightPx);
    return pinhole(mount, { widthPx: side, heightPx: side }, (0.5 * side) / 0.7, [side / 2, side / 2], size);
  });
