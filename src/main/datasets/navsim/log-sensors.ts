import type { CameraLens } from '../../../shared/domain/clip.ts';
import { affineOfPose, composeAffine, type Affine } from '../../../shared/maths/se3.ts';
import { sensorFlags, type IndexedSensor } from '../../workspace/index/indexed-clip.ts';
import { cameraChannels, type CameraCalibration, type LogFrame } from './log-frame.ts';
import { poseOfAffine } from './rigid-pose.ts';
import type { SensorFiles } from './sensor-files.ts';

const titles: Record<string, string> = {
  CAM_F0: 'front',
  CAM_L0: 'front left',
  CAM_L1: 'left',
  CAM_L2: 'back left',
  CAM_R0: 'front right',
  CAM_R1: 'right',
  CAM_R2: 'back right',
  CAM_B0: 'back',
};

interface Shot {
  frame: LogFrame;
  path: string;
  calibration: CameraCalibration;
}

/** Cameras and merged lidar of consecutive frames, and what is amiss with them in words. Pictures have their frame's time. */
export function sensorsOfFrames(
  frames: readonly LogFrame[],
  files: SensorFiles,
): { sensors: IndexedSensor[]; absences: string[] } {
  const absences: string[] = [];
  const sensors: IndexedSensor[] = [];
  for (const channel of channelsOf(frames)) {
    const shots = frames.flatMap((frame): Shot[] => {
      const camera = frame.cameras.find((candidate) => candidate.channel === channel);
      return camera ? [{ frame, path: camera.path, calibration: camera.calibration }] : [];
    });
    sensors.push(cameraOf(channel, shots, files));
    if (shots.some(({ calibration }) => !isSame(calibration, shots[0].calibration)))
      absences.push(
        `The calibration of ${channel} changes within this stretch of the log; that of its first frame is used.`,
      );
  }
  const scanned = frames.filter((frame) => frame.lidarPath !== null);
  if (scanned.length > 0) sensors.push(lidarOf(scanned, files));
  const cameras = sensors.filter((sensor) => sensor.modality === 'camera');
  if (cameras.length === 0) absences.push('No cameras: the frames name no pictures.');
  else if (cameras.every(({ flags }) => flags.every((flag) => !(flag & sensorFlags.present))))
    absences.push('No pictures: the sensor files of this stretch are not on disk.');
  return { sensors, absences };
}

/** The cameras of the frames, known ones first in their order. */
function channelsOf(frames: readonly LogFrame[]): string[] {
  const found = new Set(frames.flatMap((frame) => frame.cameras.map((camera) => camera.channel)));
  return [...cameraChannels.filter((channel) => found.delete(channel)), ...found];
}

function cameraOf(channel: string, shots: readonly Shot[], files: SensorFiles): IndexedSensor {
  const found = shots.map(({ path }) => files.find(path));
  const [{ frame, calibration }] = shots;
  const { widthPx, heightPx } = files.pictureSize(found.find(({ present }) => present)?.relativePath);
  const lidarFromCamera = affineOf(calibration);
  return {
    channel,
    title: titles[channel] ?? channel,
    modality: 'camera',
    widthPx,
    heightPx,
    intrinsic: Array.from(calibration.intrinsic),
    lens: lensOf(calibration),
    egoFromSensor: poseOfAffine(composeAffine(affineOfPose(frame.egoFromLidar), lidarFromCamera)),
    ...filesOf(
      shots.map((shot) => shot.frame),
      found,
    ),
    globalFromEgo: Float64Array.from(shots.flatMap((shot) => shot.frame.globalFromEgo)),
  };
}

/** All zeros: the pictures are rectified. */
function lensOf({ distortion }: CameraCalibration): CameraLens {
  const [k1, k2, p1, p2, k3] = Array.from(distortion);
  const isNone = [k1, k2, p1, p2, k3].every((coefficient) => coefficient === 0);
  return { model: 'pinhole', distortion: isNone ? null : [k1, k2, p1, p2, k3] };
}

function lidarOf(frames: readonly LogFrame[], files: SensorFiles): IndexedSensor {
  return {
    channel: 'MergedPointCloud',
    title: 'merged lidar',
    modality: 'lidar',
    widthPx: 0,
    heightPx: 0,
    intrinsic: [],
    egoFromSensor: frames[0].egoFromLidar,
    ...filesOf(
      frames,
      frames.map((frame) => files.find(frame.lidarPath ?? '')),
    ),
    globalFromEgo: new Float64Array(0),
  };
}

const filesOf = (frames: readonly LogFrame[], found: readonly { relativePath: string; present: boolean }[]) => ({
  timesUs: Float64Array.from(frames, (frame) => frame.timeUs),
  flags: Uint8Array.from(found, ({ present }) => sensorFlags.key | (present ? sensorFlags.present : 0)),
  pathPatterns: found.map(({ relativePath }) => relativePath),
  patternOf: Uint16Array.from(found, (_, i) => i),
});

const affineOf = ({ rotation: r, translation: t }: CameraCalibration): Affine =>
  Float64Array.of(r[0], r[1], r[2], t[0], r[3], r[4], r[5], t[1], r[6], r[7], r[8], t[2]);

/** Frames of one log mostly share the arrays themselves. */
const isSame = (a: CameraCalibration, b: CameraCalibration): boolean =>
  parts.every((part) => a[part] === b[part] || areClose(a[part], b[part]));

const parts = ['rotation', 'translation', 'intrinsic', 'distortion'] as const;

function areClose(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  for (let i = 0; i < a.length; i++) if (Math.abs(a[i] - b[i]) > 1e-9) return false;
  return true;
}
