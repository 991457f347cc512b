import { yawOfQuaternion } from '../../../shared/maths/se3.ts';
import { expectedRows, GrowingColumns, type ColumnsOf } from './growing-columns.ts';
import { recordBytes, tableFile } from './layout.ts';
import { isUnitQuaternion } from './quaternion.ts';
import type { Field } from './row-layout.ts';
import { tokenKinds } from './row-registers.ts';
import type { RowScanner } from './row-scanner.ts';
import { eachRow, numberField, skipRow, tokenField, type TableSource } from './small-tables.ts';
import { tableBytes } from './table-stream.ts';
import { TokenIndex, type SharedTokenIndex } from './token-index.ts';

const shape = {
  /** −1 for a row that was left out after all. */
  sample: ['i32', 1],
  instance: ['i32', 1],
  /** Global frame, m. */
  centre: ['f64', 3],
  /** Global frame, rad. */
  yaw: ['f64', 1],
  /** Row of `attributeSets`. */
  attributeSet: ['u16', 1],
  /** Row of the visibility levels plus 1; 0 = unknown. */
  visibility: ['u8', 1],
  lidarPoints: ['i32', 1],
} as const;

/** All rows of sample_annotation.json; memory is shared between threads. */
export interface Annotations {
  count: number;
  columns: ColumnsOf<typeof shape>;
  /** Length, width, height (m) of each instance, from its first row. */
  sizes: Float64Array;
  /** Lists of attribute names. */
  attributeSets: string[][];
  visibilityLevels: string[];
}

/** What the annotations refer to. */
export interface AnnotationLinks {
  samples: SharedTokenIndex;
  instances: SharedTokenIndex;
  attributes: Map<string, string>;
  visibilityLevels: Map<string, string>;
}

const TWICE = 'token comes twice or is empty; the first record was kept';

const fields: Field[] = [
  tokenField('token'),
  tokenField('sample_token'),
  tokenField('instance_token'),
  tokenField('visibility_token'),
  { name: 'attribute_tokens', kind: 'list' },
  { name: 'translation', kind: 'numbers', length: 3 },
  { name: 'size', kind: 'numbers', length: 3 },
  { name: 'rotation', kind: 'numbers', length: 4 },
  numberField('num_lidar_pts'),
];
const F = {
  token: 0,
  sample: 1,
  instance: 2,
  visibility: 3,
  attributes: 4,
  translation: 5,
  size: 6,
  rotation: 7,
  lidarPoints: 8,
} as const;

/** Reads sample_annotation.json, row by row. */
export async function readAnnotations(source: TableSource, links: AnnotationLinks): Promise<Annotations> {
  const bytes = tableBytes(tableFile(source.root, source.version, 'sample_annotation'));
  const expected = expectedRows(bytes, recordBytes.sample_annotation);
  const samples = TokenIndex.of(links.samples);
  const instances = TokenIndex.of(links.instances);
  const seen = TokenIndex.forRows(expected, 'own');
  const rows = new GrowingColumns(shape, expected);
  const sizes = new Float64Array(new SharedArrayBuffer(Math.max(1, links.instances.count) * 24));
  const attributes = new AttributeSets(links.attributes);
  const levels = [...links.visibilityLevels.values()];
  const visibility = new VisibilityRows([...links.visibilityLevels.keys()]);
  const refuse = (s: RowScanner, reason: string) => skipRow(source, 'sample_annotation', reason, s.token(F.token));
  await eachRow(source, 'sample_annotation', fields, (s) => {
    const sample = samples.find(s, F.sample);
    if (sample < 0) return refuse(s, 'sample_token names no sample');
    const instance = instances.find(s, F.instance);
    if (instance < 0) return refuse(s, 'instance_token names no instance');
    const rotation = s.numberAt[F.rotation];
    if (!isUnitQuaternion(s.numbers, rotation)) return refuse(s, 'rotation is not a unit quaternion');
    const size = s.numberAt[F.size];
    if (!(s.numbers[size] > 0 && s.numbers[size + 1] > 0 && s.numbers[size + 2] > 0))
      return refuse(s, 'size is not above zero');
    if (seen.append(s, F.token) < 0) return refuse(s, TWICE);
    const row = rows.next();
    const c = rows.columns;
    c.sample[row] = sample;
    c.instance[row] = instance;
    const translation = s.numberAt[F.translation];
    for (let i = 0; i < 3; i++) c.centre[row * 3 + i] = s.numbers[translation + i];
    c.yaw[row] = yawOfQuaternion(
      s.numbers[rotation],
      s.numbers[rotation + 1],
      s.numbers[rotation + 2],
      s.numbers[rotation + 3],
    );
    c.attributeSet[row] = attributes.rowOf(s, F.attributes);
    c.visibility[row] = visibility.rowOf(s, F.visibility);
    c.lidarPoints[row] = s.numbers[s.numberAt[F.lidarPoints]];
    if (sizes[instance * 3] === 0) {
      sizes[instance * 3] = s.numbers[size + 1];
      sizes[instance * 3 + 1] = s.numbers[size];
      sizes[instance * 3 + 2] = s.numbers[size + 2];
    }
  });
  seen.settle();
  for (const row of seen.duplicates) {
    skipRow(source, 'sample_annotation', TWICE, `box ${row + 1}`);
    rows.columns.sample[row] = -1;
  }
  seen.release();
  return { count: rows.count, columns: rows.columns, sizes, attributeSets: attributes.sets, visibilityLevels: levels };
}

/** Row of a visibility level plus 1 by its token; 0 = unknown. The tokens are `1` to `4`: of one byte nearly always. */
class VisibilityRows {
  readonly #rows: Map<string, number>;
  readonly #byByte = new Uint8Array(256);

  constructor(tokens: readonly string[]) {
    this.#rows = new Map(tokens.map((token, i) => [token, i + 1]));
    for (const [token, row] of this.#rows) if (/^[ -~]$/.test(token)) this.#byByte[token.charCodeAt(0)] = row;
  }

  rowOf(s: RowScanner, field: number): number {
    if (s.tokenKind[field] === tokenKinds.none) return 0;
    const start = s.starts[field];
    if (s.ends[field] - start === 1) return this.#byByte[s.source[start]];
    return this.#rows.get(s.token(field)) ?? 0;
  }
}

/** Lists of attributes: a handful of different ones in a million rows. An unknown attribute token is left out. */
class AttributeSets {
  readonly sets: string[][] = [];
  readonly #names: Map<string, string>;
  /** Rows by the list's text, and those seen last by its length and first bytes. */
  readonly #rows = new Map<string, number>();
  readonly #recent = new Map<number, { bytes: Uint8Array; row: number }>();

  constructor(names: Map<string, string>) {
    this.#names = names;
  }

  rowOf({ source, starts, ends }: RowScanner, field: number): number {
    const start = starts[field];
    const length = ends[field] - start;
    const key = length * 65536 + (length > 8 ? source[start + 4] * 256 + source[start + 5] : 0);
    const recent = this.#recent.get(key);
    if (recent && areEqual(recent.bytes, source, start)) return recent.row;
    const bytes = new Uint8Array(source.subarray(start, start + length));
    const row = this.#rowOfText(Buffer.from(bytes).toString('utf8'));
    this.#recent.set(key, { bytes, row });
    return row;
  }

  #rowOfText(text: string): number {
    const known = this.#rows.get(text);
    if (known !== undefined) return known;
    const tokens = JSON.parse(text) as unknown[];
    const row = this.sets.length;
    this.sets.push(tokens.flatMap((token) => (typeof token === 'string' ? (this.#names.get(token) ?? []) : [])));
    this.#rows.set(text, row);
    return row;
  }
}

function areEqual(bytes: Uint8Array, source: Uint8Array, start: number): boolean {
  for (let i = 0; i < bytes.length; i++) if (bytes[i] !== source[start + i]) return false;
  return true;
}
