import { egoPoseAt } from './drive.ts';
import { tokenOf } from './random.ts';
import type { SyntheticScene } from './scene.ts';
import { syntheticSensors, type SyntheticSensor } from './sensors.ts';
import { decimals, list, quoted, TableFile } from './table-file.ts';
import { SAMPLE_STEP_S, tableIds } from './table-ids.ts';

interface SensorFile {
  timeUs: number;
  isKey: boolean;
  /** Key frame that the file belongs to: its own or the following. */
  sample: number;
}

/** Writes calibrated_sensor, sample_data and ego_pose, scene by scene. */
export class SensorTables {
  /** Paths of the cameras' key frames. */
  readonly keyPictures: string[] = [];
  readonly #options: { seed: number; sweeps: boolean; widthPx: number; heightPx: number };
  readonly #calibrations: TableFile;
  readonly #data: TableFile;
  readonly #poses: TableFile;

  constructor(folder: string, options: { seed: number; sweeps: boolean; widthPx: number; heightPx: number }) {
    this.#options = options;
    this.#calibrations = new TableFile(folder, 'calibrated_sensor');
    this.#data = new TableFile(folder, 'sample_data');
    this.#poses = new TableFile(folder, 'ego_pose');
  }

  scene(scene: SyntheticScene, index: number, logName: string): void {
    syntheticSensors.forEach((sensor, s) => {
      const calibration = tokenOf(this.#options.seed, tableIds.calibrated_sensor, index * syntheticSensors.length + s);
      this.#calibrations.row({
        token: quoted(calibration),
        sensor_token: quoted(tokenOf(this.#options.seed, tableIds.sensor, s)),
        translation: decimals(sensor.translation),
        rotation: decimals(sensor.rotation),
        camera_intrinsic: list(this.#scaled(sensor.intrinsic).map(decimals)),
      });
      this.#files(scene, sensor, calibration, logName);
    });
  }

  /** A camera's matrix for pictures of this size; the sensors' own is for 1600 px of width. */
  #scaled(intrinsic: readonly number[][]): number[][] {
    const scale = this.#options.widthPx / 1600;
    return intrinsic.map((row, i) => (i < 2 ? row.map((v) => v * scale) : row));
  }

  #files(scene: SyntheticScene, sensor: SyntheticSensor, calibration: string, logName: string): void {
    const { seed, sweeps, widthPx, heightPx } = this.#options;
    const files = filesOf(scene, sensor, sweeps);
    const from = this.#data.rows;
    const tokenAt = (i: number) => (i < 0 || i >= files.length ? '' : tokenOf(seed, tableIds.sample_data, from + i));
    const isCamera = sensor.modality === 'camera';
    files.forEach((file, i) => {
      const path = `${file.isKey ? 'samples' : 'sweeps'}/${sensor.channel}/${logName}__${sensor.channel}__${file.timeUs}.${sensor.extension}`;
      if (isCamera && file.isKey) this.keyPictures.push(path);
      const token = quoted(tokenAt(i));
      this.#data.row({
        token,
        sample_token: quoted(scene.sampleTokens[file.sample]),
        ego_pose_token: token,
        calibrated_sensor_token: quoted(calibration),
        timestamp: String(file.timeUs),
        fileformat: isCamera ? '"jpg"' : '"pcd"',
        is_key_frame: String(file.isKey),
        height: isCamera ? String(heightPx) : '0',
        width: isCamera ? String(widthPx) : '0',
        filename: quoted(path),
        prev: quoted(tokenAt(i - 1)),
        next: quoted(tokenAt(i + 1)),
      });
      const pose = egoPoseAt(scene.drive, (file.timeUs - scene.startUs) / 1e6, seed);
      this.#poses.row({
        token,
        timestamp: String(file.timeUs),
        rotation: decimals(pose.rotation),
        translation: decimals(pose.translation),
      });
    });
  }

  /** Ends the files; rows by table. */
  close(): Record<string, number> {
    for (const table of [this.#calibrations, this.#data, this.#poses]) table.close();
    return { calibrated_sensor: this.#calibrations.rows, sample_data: this.#data.rows, ego_pose: this.#poses.rows };
  }
}

/** Files of a sensor in a scene: one at each key frame and, with sweeps, what its rate puts between them. */
function filesOf(scene: SyntheticScene, sensor: SyntheticSensor, sweeps: boolean): SensorFile[] {
  const files: SensorFile[] = [];
  scene.sampleTokens.forEach((_, sample) => {
    const keyUs = scene.startUs + Math.round((sample * SAMPLE_STEP_S + sensor.keyOffsetS) * 1e6);
    // A rate that does not divide the step puts one file more into every other step.
    const between = sweeps && sample > 0 ? Math.floor(sensor.rateHz * SAMPLE_STEP_S + (sample % 2) / 2) - 1 : 0;
    for (let k = between; k > 0; k--) {
      files.push({ timeUs: keyUs - Math.round((k * SAMPLE_STEP_S * 1e6) / (between + 1)), isKey: false, sample });
    }
    files.push({ timeUs: keyUs, isKey: true, sample });
  });
  return files;
}
