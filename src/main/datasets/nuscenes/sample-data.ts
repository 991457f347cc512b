import type { Calibrations } from './calibrations.ts';
import { FilePatterns } from '../files/file-patterns.ts';
import { expectedRows, GrowingColumns, type ColumnsOf } from './growing-columns.ts';
import { recordBytes, tableFile } from './layout.ts';
import { tokenKinds } from './row-registers.ts';
import type { RowScanner } from './row-scanner.ts';
import type { Samples } from './samples.ts';
import { eachRow, numberField, skipRow, textField, tokenField, type TableSource } from './small-tables.ts';
import { tableBytes } from './table-stream.ts';
import { printHigh, printLow, TokenIndex } from './token-index.ts';

const shape = {
  timesUs: ['f64', 1],
  /** −1 for a row that was left out after all. */
  sample: ['i32', 1],
  calibration: ['i32', 1],
  isKey: ['u8', 1],
} as const;

/** All rows of sample_data.json: key frames and sweeps of every sensor. */
export interface SampleData {
  count: number;
  columns: ColumnsOf<typeof shape>;
  patterns: FilePatterns;
  /** Row of the file name pattern of a row. */
  patternOf(row: number): number;
  /** Width and height of the pictures of each calibration, px; 0 where not a camera. */
  pictureSize: Uint16Array;
}

/** The rows as read, and the way from them to their ego poses, which takes the tokens' memory with it when it is let go. */
interface SampleDataReading {
  data: SampleData;
  /**
   * Leaves out the rows whose token came before. Gives the row of the ego pose of each row, −1 where there is none; null
   * where there is no table of poses. To be called once: the memory of both indexes is given back.
   */
  joinEgoPoses: (poses: TokenIndex | null) => Int32Array | null;
}

const TWICE = 'token comes twice or is empty; the first record was kept';

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
): Promise<SampleDataReading> {
  const bytes = tableBytes(tableFile(source.root, source.version, 'sample_data'));
  const expected = expectedRows(bytes, recordBytes.sample_data);
  const seen = TokenIndex.forRows(expected, 'own');
  const rows = new GrowingColumns(shape, expected);
  const names = new FileNames(calibrations.rows.map(({ channel }) => channel));
  const links = new PoseLinks();
  const pictureSize = new Uint16Array(calibrations.rows.length * 2);

  const refuse = (s: RowScanner, reason: string) => skipRow(source, 'sample_data', reason, s.token(F.token));
  await eachRow(source, 'sample_data', fields, (s) => {
    const sample = samples.index.find(s, F.sample);
    if (sample < 0) return refuse(s, 'sample_token names no sample');
    const calibration = calibrations.index.find(s, F.calibration);
    if (calibration < 0) return refuse(s, 'calibrated_sensor_token names no usable calibration');
    if (!Number.isSafeInteger(s.numbers[F.time])) return refuse(s, 'timestamp is not a whole number of µs');
    const row = rows.count;
    const refusal = names.set(s, row, calibration);
    if (refusal !== null) return refuse(s, refusal);
    if (seen.appendUnsettled(s, F.token) < 0) return refuse(s, TWICE);
    rows.next();
    const c = rows.columns;
    c.timesUs[row] = s.numbers[F.time];
    c.sample[row] = sample;
    c.calibration[row] = calibration;
    c.isKey[row] = s.numbers[F.isKey];
    if (pictureSize[calibration * 2] === 0) {
      pictureSize[calibration * 2] = s.numbers[F.width];
      pictureSize[calibration * 2 + 1] = s.numbers[F.height];
    }
    links.set(s, row);
  });
  const { columns, count } = rows;
  return {
    data: sampleDataOf(count, columns, names, pictureSize),
    joinEgoPoses: (poses) => {
      const joined = poses && links.join(count, seen, poses);
      if (!joined?.isOneToOne) {
        seen.settle();
        for (const row of seen.duplicates) {
          skipRow(source, 'sample_data', TWICE, `the file of ${columns.timesUs[row]} µs`);
          columns.sample[row] = -1;
        }
      }
      seen.release();
      poses?.release();
      return joined?.rows ?? null;
    },
  };
}

/** In a scope of its own: what its function refers to lives as long as the clips are made, and no more than that. */
const sampleDataOf = (
  count: number,
  columns: SampleData['columns'],
  names: FileNames,
  pictureSize: Uint16Array,
): SampleData => ({
  count,
  columns,
  patterns: names.patterns,
  patternOf: (row) => names.patternOf(row, columns.calibration[row], columns.isKey[row]),
  pictureSize,
});

/** Which file name pattern each row follows: kept once a calibration and frame kind, and for the rows that differ. */
class FileNames {
  readonly patterns = new FilePatterns();
  readonly #usual: Int32Array;
  readonly #unusual = new Map<number, number>();
  /** The pattern that was last of use by channel and frame kind: the scenes of a log share it. */
  readonly #latest: Int32Array;
  readonly #channelOf: Uint16Array;

  constructor(channels: readonly string[]) {
    this.#usual = new Int32Array(channels.length * 2).fill(-1);
    const numbers = new Map([...new Set(channels)].map((channel, i) => [channel, i]));
    this.#channelOf = Uint16Array.from(channels, (channel) => numbers.get(channel) ?? 0);
    this.#latest = new Int32Array(numbers.size * 2).fill(-1);
  }

  /** Notes the pattern of a row; the reason, in words, where its file must not be opened. */
  set(s: RowScanner, row: number, calibration: number): string | null {
    const at = calibration * 2 + s.numbers[F.isKey];
    const timeUs = s.numbers[F.time];
    const usual = this.#usual[at];
    if (usual >= 0 && this.patterns.fits(usual, s.source, s.starts[F.filename], s.ends[F.filename], timeUs))
      return null;
    const latestAt = this.#channelOf[calibration] * 2 + s.numbers[F.isKey];
    const latest = this.#latest[latestAt];
    const pattern =
      latest >= 0 && this.patterns.fits(latest, s.source, s.starts[F.filename], s.ends[F.filename], timeUs)
        ? latest
        : this.patterns.rowOf(s.text(F.filename), timeUs);
    const { refusal } = this.patterns.patterns[pattern];
    if (refusal !== null) return refusal;
    this.#latest[latestAt] = pattern;
    if (usual < 0) this.#usual[at] = pattern;
    // A row that is refused later leaves its number to the next, which then overwrites this.
    this.#unusual.delete(row);
    if (usual >= 0 && usual !== pattern) this.#unusual.set(row, pattern);
    return null;
  }

  patternOf(row: number, calibration: number, isKey: number): number {
    return this.#unusual.get(row) ?? this.#usual[calibration * 2 + isKey];
  }
}

/**
 * The ego pose token of each row. nuScenes gives a row and its pose the same token, so only those that differ are kept.
 */
class PoseLinks {
  readonly #prints = new Map<number, readonly [number, number]>();
  readonly #others = new Map<number, string>();

  set(s: RowScanner, row: number): void {
    const kind = s.tokenKind[F.egoPose];
    const w = s.words;
    const a = F.egoPose * 4;
    const b = F.token * 4;
    if (kind !== tokenKinds.hex) this.#others.set(row, s.token(F.egoPose));
    else if (
      s.tokenKind[F.token] !== kind ||
      w[a] !== w[b] ||
      w[a + 1] !== w[b + 1] ||
      w[a + 2] !== w[b + 2] ||
      w[a + 3] !== w[b + 3]
    ) {
      this.#prints.set(row, [
        printLow(w[a], w[a + 1], w[a + 2], w[a + 3]) >>> 0,
        printHigh(w[a], w[a + 1], w[a + 2], w[a + 3]) >>> 0,
      ]);
    }
  }

  /**
   * The pose of each row. `isOneToOne` where each row has a pose of its own, found by its own token: then no token comes
   * twice, since none of the poses does.
   */
  join(count: number, tokens: TokenIndex, poses: TokenIndex): { rows: Int32Array; isOneToOne: boolean } {
    const found = new Int32Array(count);
    const isTaken = new Uint8Array(poses.count);
    // The tables list rows and poses alike, so the pose after the last one is tried first.
    let guess = 0;
    let own = 0;
    const isPlain = this.#others.size === 0 && this.#prints.size === 0;
    for (let row = 0; row < count; row++) {
      const other = isPlain ? undefined : this.#others.get(row);
      if (other !== undefined) found[row] = poses.findOther(other);
      else {
        const link = isPlain ? undefined : this.#prints.get(row);
        const low = link ? link[0] : tokens.lowAt(row);
        const high = link ? link[1] : tokens.highAt(row);
        found[row] = poses.isAt(guess, low, high) ? guess : poses.findPrint(low, high);
      }
      guess = found[row] + 1;
      if (found[row] < 0 || isTaken[found[row]] === 1) continue;
      isTaken[found[row]] = 1;
      own++;
    }
    return { rows: found, isOneToOne: isPlain && own === count };
  }
}
