import { STEP_S, type CameraSpec, type Drive } from '../../drive.ts';
import { clipStart, stepTimeUs } from '../clip-clock.ts';
import { egoAt, keyFrameSteps, quaternionOfHeading } from '../drive-states.ts';
import type { ClipJob } from '../layout.ts';
import { LIDAR_MOUNT } from '../lidar.ts';
import { hexToken } from '../tokens.ts';

export type Row = Readonly<Record<string, unknown>>;
export const LIDAR = 'LIDAR_TOP';

/** Sensor frame to ego frame: x right, y forward, z up, as the data set's roof lidar is mounted. */
export const LIDAR_POSE = [LIDAR_MOUNT.x, LIDAR_MOUNT.y, LIDAR_MOUNT.z, Math.SQRT1_2, 0, 0, -Math.SQRT1_2] as const;

/** Names that follow from the seed, the clip and a few words. */
export const tokenMaker =
  ({ request, index }: Pick<ClipJob, 'request' | 'index'>) =>
  (words: string): string =>
    hexToken(`nuscenes/${request.seed}/${index}/${words}`, 32);

/** Records that all clips share are named alike in every data set. */
export const sharedToken = (words: string): string => hexToken(`nuscenes/${words}`, 32);

/** Scenes are numbered beyond the real ones: tools keep lists of real scenes that lack CAN data or routes. */
export const sceneName = (index: number): string => `scene-${2001 + index}`;

/** Names of towns that the devkit's map API accepts come first. */
const locationNames = ['boston-seaport', 'singapore-onenorth', 'singapore-hollandvillage', 'singapore-queenstown'];
export const locationOf = (town: number): string => locationNames[town] ?? `sample-town-${town + 1}`;

const logFile = (drive: Drive, index: number): string => {
  const [day, time] = clipStart(drive, index).toISOString().split('T');
  return `sample${String(index).padStart(4, '0')}-${day}-${time.slice(0, 8).replaceAll(':', '-')}+0000`;
};

/** One file of a sensor of this clip. */
export interface SensorFile {
  channel: string;
  step: number;
  isKey: boolean;
  /** Relative to the data set root. */
  relativePath: string;
}

/** Steps at which a sensor has files, and which of them are key frames. */
export function sensorFiles(job: Pick<ClipJob, 'drive' | 'index'>, channel: string, everyStep: boolean): SensorFile[] {
  const keys = new Set(keyFrameSteps(job.drive));
  const last = Math.max(...keys);
  const start = clipStart(job.drive, job.index);
  const log = logFile(job.drive, job.index);
  const ending = channel === LIDAR ? 'pcd.bin' : 'jpg';
  return Array.from({ length: last + 1 }, (_, step) => step)
    .filter((step) => everyStep || keys.has(step))
    .map((step) => ({
      channel,
      step,
      isKey: keys.has(step),
      relativePath: `${keys.has(step) ? 'samples' : 'sweeps'}/${channel}/${log}__${channel}__${stepTimeUs(start, step)}.${ending}`,
    }));
}

/** The rows of scene, log, sample, sensor data, poses and calibration of one clip. All sensors fire together, at whole steps. */
export function sceneTables(job: ClipJob): Record<string, Row[]> {
  const { drive, index, site } = job;
  const token = tokenMaker(job);
  const start = clipStart(drive, index);
  const steps = keyFrameSteps(drive);
  const sampleToken = (i: number): string => (i >= 0 && i < steps.length ? token(`sample/${i}`) : '');
  const sensors = [
    ...job.cameras.map((camera) => ({
      channel: camera.channel,
      camera,
      files: sensorFiles(job, camera.channel, job.request.sweeps),
    })),
    { channel: LIDAR, camera: null, files: sensorFiles(job, LIDAR, true) },
  ];
  const sampleData: Row[] = [];
  const egoPoses: Row[] = [];
  for (const { channel, camera, files } of sensors) {
    const dataToken = (i: number): string => (i >= 0 && i < files.length ? token(`${channel}/${i}`) : '');
    files.forEach(({ step, isKey, relativePath }, i) => {
      const timestamp = stepTimeUs(start, step);
      const ego = egoAt(drive, step * STEP_S);
      const poseToken = token(`${channel}/pose/${i}`);
      egoPoses.push({
        token: poseToken,
        timestamp,
        rotation: quaternionOfHeading(ego.headingRad),
        translation: [ego.x + site.x, ego.y + site.y, 0],
      });
      sampleData.push({
        token: dataToken(i),
        // A file between key frames belongs to the key frame that follows it.
        sample_token: sampleToken(steps.findIndex((key) => key >= step)),
        ego_pose_token: poseToken,
        calibrated_sensor_token: token(`${channel}/calibration`),
        timestamp,
        fileformat: camera ? 'jpg' : 'pcd',
        is_key_frame: isKey,
        height: camera?.heightPx ?? 0,
        width: camera?.widthPx ?? 0,
        filename: relativePath,
        prev: dataToken(i - 1),
        next: dataToken(i + 1),
      });
    });
  }
  const sceneToken = token('scene');
  return {
    scene: [
      {
        token: sceneToken,
        log_token: token('log'),
        nbr_samples: steps.length,
        first_sample_token: sampleToken(0),
        last_sample_token: sampleToken(steps.length - 1),
        name: sceneName(index),
        description: describe(drive),
      },
    ],
    log: [
      {
        token: token('log'),
        logfile: logFile(drive, index),
        vehicle: 'sample',
        date_captured: start.toISOString().slice(0, 10),
        location: locationOf(site.town),
      },
    ],
    sample: steps.map((step, i) => ({
      token: sampleToken(i),
      timestamp: stepTimeUs(start, step),
      prev: sampleToken(i - 1),
      next: sampleToken(i + 1),
      scene_token: sceneToken,
    })),
    sample_data: sampleData,
    ego_pose: egoPoses,
    calibrated_sensor: sensors.map(({ channel, camera }) => ({
      token: token(`${channel}/calibration`),
      sensor_token: sharedToken(`sensor/${channel}`),
      ...calibration(camera),
    })),
  };
}

function calibration(camera: CameraSpec | null): Row {
  const pose = camera?.egoFromCamera ?? LIDAR_POSE;
  const k = camera?.intrinsic ?? [];
  return {
    translation: pose.slice(0, 3),
    rotation: pose.slice(3, 7),
    camera_intrinsic: camera ? [k.slice(0, 3), k.slice(3, 6), k.slice(6, 9)] : [],
  };
}

/** What the drive shows, in the short phrases that the data set describes its scenes with. */
function describe({ scenario, place, environment, intent, fault }: Drive): string {
  const words = (text: string) => text.replaceAll('-', ' ');
  return [
    words(scenario),
    words(place.kind),
    environment.light,
    environment.weather,
    ...(intent === 'expert' ? [] : [intent]),
    ...(fault === null ? [] : [words(fault)]),
  ].join(', ');
}
