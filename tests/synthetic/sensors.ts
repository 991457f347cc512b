import { quaternionOf } from './drive.ts';

export interface SyntheticSensor {
  channel: string;
  modality: 'camera' | 'lidar' | 'radar';
  extension: string;
  rateHz: number;
  /** Time of the key frame's file from the sample, s. */
  keyOffsetS: number;
  translation: [number, number, number];
  rotation: [number, number, number, number];
  intrinsic: number[][];
}

/** Camera frame (x right, y down, z forward) to ego frame for a heading, as a quaternion: yaw, then the axes' change. */
function cameraRotation(yawDeg: number): [number, number, number, number] {
  const [w, , , z] = quaternionOf((yawDeg * Math.PI) / 180);
  // (w, 0, 0, z) times (0.5, −0.5, 0.5, −0.5)
  return [0.5 * (w + z), -0.5 * (w + z), 0.5 * (w - z), -0.5 * (w - z)];
}

const camera = (channel: string, yawDeg: number, x: number, y: number, keyOffsetS: number): SyntheticSensor => ({
  channel,
  modality: 'camera',
  extension: 'jpg',
  rateHz: 12,
  keyOffsetS,
  translation: [x, y, 1.5],
  rotation: cameraRotation(yawDeg),
  intrinsic: [
    [1266.417203046554, 0, 816.2670197447984],
    [0, 1266.417203046554, 491.50706579294757],
    [0, 0, 1],
  ],
});

const radar = (channel: string, yawDeg: number, x: number, y: number): SyntheticSensor => ({
  channel,
  modality: 'radar',
  extension: 'pcd',
  rateHz: 13,
  keyOffsetS: 0.012,
  translation: [x, y, 0.5],
  rotation: quaternionOf((yawDeg * Math.PI) / 180),
  intrinsic: [],
});

/** The twelve sensors of the nuScenes car. */
export const syntheticSensors: readonly SyntheticSensor[] = [
  camera('CAM_FRONT', 0, 1.7, 0, -0.035),
  camera('CAM_FRONT_RIGHT', -55, 1.55, -0.49, -0.027),
  camera('CAM_BACK_RIGHT', -110, 1.05, -0.48, -0.02),
  camera('CAM_BACK', 180, 0.03, 0, -0.01),
  camera('CAM_BACK_LEFT', 110, 1.04, 0.48, -0.001),
  camera('CAM_FRONT_LEFT', 55, 1.57, 0.49, -0.043),
  {
    channel: 'LIDAR_TOP',
    modality: 'lidar',
    extension: 'pcd.bin',
    rateHz: 20,
    keyOffsetS: 0,
    translation: [0.94, 0, 1.84],
    rotation: quaternionOf(-Math.PI / 2),
    intrinsic: [],
  },
  radar('RADAR_FRONT', 0, 3.41, 0),
  radar('RADAR_FRONT_LEFT', 90, 2.42, 0.8),
  radar('RADAR_FRONT_RIGHT', -90, 2.42, -0.8),
  radar('RADAR_BACK_LEFT', 175, -0.56, 0.62),
  radar('RADAR_BACK_RIGHT', -175, -0.56, -0.62),
];
