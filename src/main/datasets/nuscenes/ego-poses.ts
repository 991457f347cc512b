import { expectedRows, GrowingColumns } from './growing-columns.ts';
import { recordBytes, tableFile } from './layout.ts';
import { isUnitQuaternion } from './quaternion.ts';
import type { Field } from './row-layout.ts';
import { eachRow, skipRow, tokenField, type TableSource } from './small-tables.ts';
import { tableBytes } from './table-stream.ts';
import { TokenIndex, type SharedTokenIndex } from './token-index.ts';

/** All rows of ego_pose.json; memory is shared between threads but for that of the index, which goes to one. */
export interface EgoPoses {
  index: SharedTokenIndex;
  /** Global from ego: translation x y (m), quaternion w x y z; 6 numbers a row. */
  poses: Float64Array;
  /** Height of each pose, m: a column of its own, since it is 0 nearly everywhere and zero pages cost no memory. */
  heights: Float64Array;
}

const TWICE = 'token comes twice or is empty; the first record was kept';

const fields: Field[] = [
  tokenField('token'),
  { name: 'translation', kind: 'numbers', length: 3 },
  { name: 'rotation', kind: 'numbers', length: 4 },
];

/** Reads ego_pose.json. */
export async function readEgoPoses(source: TableSource): Promise<EgoPoses> {
  const bytes = tableBytes(tableFile(source.root, source.version, 'ego_pose'));
  const expected = expectedRows(bytes, recordBytes.ego_pose);
  const index = TokenIndex.forRows(expected, 'own');
  const rows = new GrowingColumns({ poses: ['f64', 6], heights: ['f64', 1] } as const, expected);
  await eachRow(source, 'ego_pose', fields, (s) => {
    const from = s.numberAt[1];
    if (!isUnitQuaternion(s.numbers, from + 3))
      return skipRow(source, 'ego_pose', 'rotation is not a unit quaternion', s.token(0));
    const row = index.appendUnsettled(s, 0);
    if (row < 0) return skipRow(source, 'ego_pose', TWICE, s.token(0));
    rows.next();
    const { poses, heights } = rows.columns;
    const to = row * 6;
    poses[to] = s.numbers[from];
    poses[to + 1] = s.numbers[from + 1];
    if (s.numbers[from + 2] !== 0) heights[row] = s.numbers[from + 2];
    for (let i = 2; i < 6; i++) poses[to + i] = s.numbers[from + 1 + i];
  });
  skipTwice(source, index);
  return { index: index.shareUnsettled(), ...rows.columns };
}

/** The index of poses that were read; it is made ready here, in the thread that looks poses up, which has the time. */
export function indexOfPoses(source: TableSource, { index }: EgoPoses): TokenIndex {
  const settled = TokenIndex.of(index);
  settled.settle();
  skipTwice(source, settled);
  return settled;
}

function skipTwice(source: TableSource, { duplicates }: TokenIndex): void {
  for (const row of duplicates) skipRow(source, 'ego_pose', TWICE, `pose ${row + 1}`);
}
