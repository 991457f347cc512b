import type { Calibrations } from './calibrations.ts';
import { FilePatterns } from './file-patterns.ts';
import { expectedRows, GrowingColumns, type ColumnsOf } from './growing-columns.ts';
import { recordBytes, tableFile } from './layout.ts';
import { tokenKinds, type RowScanner } from './row-scanner.ts';
import type { Samples } from './samples.ts';
import { eachRow, numberField, skipRow, textField, tokenField, type TableSource } from './small-tables.ts';
import { tableBytes } from './table-stream.ts';
import { TokenIndex, type SharedTokenIndex } from './token-index.ts';

const shape = {
  timesUs: ['f64', 1],
  sample: ['i32', 1],
  calibration: ['i32', 1],
  pattern: ['i32', 1],
  width: ['u16', 1],
  height: ['u16', 1],
  isKey: ['u8', 1],
  /** The 4 words of the ego pose's token. */
  egoPose: ['u32', 4],
} as const;

/** All rows of sample_data.json: key frames and sweeps of every sensor. */
export interface SampleData {
  count: number;
  columns: ColumnsOf<typeof shape>;
  patterns: FilePatterns;
  /** Ego pose tokens that are not of 32 hexadecimal digits, by row. */
  otherPoses: Map<number, string>;
}

const fields = [
  tokenField('token'),
  tokenField('sample_token'),
  tokenField('ego_pose_token'),
  tokenField('calibrated_sensor_token'),
  numberField('timestamp'),
  { name: 'is_key_frame', kind: 'boolean' },
  numberField('width'),
  numberField('height'),
  textField('filename'),
] as const;
const F = {
  token: 0,
  sample: 1,
  egoPose: 2,
  calibration: 3,
  time: 4,
  isKey: 5,
  width: 6,
  height: 7,
  filename: 8,
} as const;

export async function readSampleData(
  source: TableSource,
  samples: Samples,
  calibrations: Calibrations,
): Promise<SampleData> {
  const bytes = tableBytes(tableFile(source.root, source.version, 'sample_data'));
  const expected = expectedRows(bytes, recordBytes.sample_data);
  const seen = new TokenIndex(expected);
  const rows = new GrowingColumns(shape, expected);
  const patterns = new FilePatterns();
  const otherPoses = new Map<number, string>();
  /** Pattern that the last file of a calibration followed: sweeps, then key frames. */
  const lastPattern = new Int32Array(calibrations.rows.length * 2).fill(-1);

  const patternOf = (s: RowScanner, calibration: number): number => {
    const at = calibration * 2 + s.numbers[F.isKey];
    const timeUs = s.numbers[F.time];
    const last = lastPattern[at];
    if (last >= 0 && patterns.fits(last, s.source, s.starts[F.filename], s.ends[F.filename], timeUs)) return last;
    return (lastPattern[at] = patterns.rowOf(s.text(F.filename), timeUs));
  };

  await eachRow(source, 'sample_data', fields, (s) => {
    const sample = samples.index.find(s, F.sample);
    if (sample < 0) return skipRow(source, 'sample_data', 'sample_token names no sample', s.token(F.token));
    const calibration = calibrations.index.find(s, F.calibration);
    if (calibration < 0)
      return skipRow(source, 'sample_data', 'calibrated_sensor_token names no usable calibration', s.token(F.token));
    if (!Number.isSafeInteger(s.numbers[F.time]))
      return skipRow(source, 'sample_data', 'timestamp is not a whole number of µs', s.token(F.token));
    const pattern = patternOf(s, calibration);
    const refusal = patterns.patterns[pattern].refusal;
    if (refusal !== null) return skipRow(source, 'sample_data', refusal, s.token(F.token));
    if (seen.add(s, F.token) < 0)
      return skipRow(
        source,
        'sample_data',
        'token comes twice or is empty; the first record was kept',
        s.token(F.token),
      );
    const row = rows.next();
    const c = rows.columns;
    c.timesUs[row] = s.numbers[F.time];
    c.sample[row] = sample;
    c.calibration[row] = calibration;
    c.pattern[row] = pattern;
    c.width[row] = s.numbers[F.width];
    c.height[row] = s.numbers[F.height];
    c.isKey[row] = s.numbers[F.isKey];
    if (s.tokenKind[F.egoPose] === tokenKinds.other) otherPoses.set(row, s.token(F.egoPose));
    const from = F.egoPose * 4;
    const to = row * 4;
    c.egoPose[to] = s.words[from];
    c.egoPose[to + 1] = s.words[from + 1];
    c.egoPose[to + 2] = s.words[from + 2];
    c.egoPose[to + 3] = s.words[from + 3];
  });
  return { count: rows.count, columns: rows.columns, patterns, otherPoses };
}

/** Row of the ego pose of each row of sample_data; −1 where there is none. Tables list both alike, so the next row is tried first. */
export function joinEgoPoses(data: SampleData, poses: SharedTokenIndex): Int32Array {
  const index = new TokenIndex(poses);
  const found = new Int32Array(data.count);
  const { egoPose } = data.columns;
  let guess = 0;
  for (let row = 0; row < data.count; row++) {
    const o = row * 4;
    const [w0, w1, w2, w3] = [egoPose[o], egoPose[o + 1], egoPose[o + 2], egoPose[o + 3]];
    const other = data.otherPoses.size > 0 ? data.otherPoses.get(row) : undefined;
    if (other !== undefined) found[row] = index.findOther(other);
    else found[row] = index.isAt(guess, w0, w1, w2, w3) ? guess : index.findWords(w0, w1, w2, w3);
    guess = found[row] + 1;
  }
  return found;
}
