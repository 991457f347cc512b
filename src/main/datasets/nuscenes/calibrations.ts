import { recordBytes, tableFile } from './layout.ts';
import { expectedRows } from './growing-columns.ts';
import type { Field } from './row-layout.ts';
import { eachRow, skipRow, tokenField, type Sensor, type TableSource } from './small-tables.ts';
import { tableBytes } from './table-stream.ts';
import { TokenIndex } from './token-index.ts';
import { isUnitQuaternion } from './quaternion.ts';

interface Calibration extends Sensor {
  /** Ego from sensor: translation x y z (m), quaternion w x y z. */
  egoFromSensor: number[];
  /** 3x3 row-major, px; empty where not a camera. */
  intrinsic: number[];
}

export interface Calibrations {
  index: TokenIndex;
  rows: Calibration[];
}

const fields: Field[] = [
  tokenField('token'),
  tokenField('sensor_token'),
  { name: 'translation', kind: 'numbers', length: 3 },
  { name: 'rotation', kind: 'numbers', length: 4 },
];
const intrinsicField: Field = { name: 'camera_intrinsic', kind: 'list' };

/** Reads calibrated_sensor.json; sensors by their token. */
export async function readCalibrations(source: TableSource, sensors: Map<string, Sensor>): Promise<Calibrations> {
  const expected = expectedRows(
    tableBytes(tableFile(source.root, source.version, 'calibrated_sensor')),
    recordBytes.calibrated_sensor,
  );
  const index = TokenIndex.forRows(expected, 'own');
  const rows: Calibration[] = [];
  await eachRow(source, 'calibrated_sensor', [...fields, intrinsicField], (s) => {
    const refuse = (reason: string) => skipRow(source, 'calibrated_sensor', reason, s.token(0));
    const sensor = sensors.get(s.token(1));
    if (!sensor) return refuse('sensor_token names no sensor');
    const pose = Array.from(s.numbers.subarray(s.numberAt[2], s.numberAt[2] + 7));
    if (!isUnitQuaternion(pose, 3)) return refuse('rotation is not a unit quaternion');
    const intrinsic = (JSON.parse(s.text(4)) as unknown[]).flat();
    if (!isIntrinsic(intrinsic, sensor.modality)) return refuse('camera_intrinsic is not a 3x3 matrix of numbers');
    if (index.add(s, 0) < 0) return refuse('token comes twice; the first record was kept');
    rows.push({ ...sensor, egoFromSensor: pose, intrinsic });
  });
  return { index, rows };
}

const isIntrinsic = (values: unknown[], modality: Sensor['modality']): values is number[] =>
  (modality === 'camera' ? values.length === 9 : true) &&
  values.every((value) => typeof value === 'number' && Number.isFinite(value));
