import { expectedRows, GrowingColumns } from './growing-columns.ts';
import { recordBytes, tableFile } from './layout.ts';
import { isUnitQuaternion } from './quaternion.ts';
import type { Field } from './row-layout.ts';
import { eachRow, skipRow, tokenField, type TableSource } from './small-tables.ts';
import { tableBytes } from './table-stream.ts';
import { TokenIndex, type SharedTokenIndex } from './token-index.ts';

/** All rows of ego_pose.json; memory is shared between threads. */
export interface EgoPoses {
  index: SharedTokenIndex;
  /** Global from ego: translation x y z (m), quaternion w x y z; 7 numbers a row. */
  poses: Float64Array;
}

const fields: Field[] = [
  tokenField('token'),
  { name: 'translation', kind: 'numbers', length: 3 },
  { name: 'rotation', kind: 'numbers', length: 4 },
];

export async function readEgoPoses(source: TableSource): Promise<EgoPoses> {
  const bytes = tableBytes(tableFile(source.root, source.version, 'ego_pose'));
  const expected = expectedRows(bytes, recordBytes.ego_pose);
  const index = new TokenIndex(expected);
  const rows = new GrowingColumns({ poses: ['f64', 7] } as const, expected);
  await eachRow(source, 'ego_pose', fields, (s) => {
    const from = s.numberAt[1];
    if (!isUnitQuaternion(s.numbers, from + 3))
      return skipRow(source, 'ego_pose', 'rotation is not a unit quaternion', s.token(0));
    const row = index.add(s, 0);
    if (row < 0)
      return skipRow(source, 'ego_pose', 'token comes twice or is empty; the first record was kept', s.token(0));
    rows.next();
    const { poses } = rows.columns;
    for (let i = 0, to = row * 7; i < 7; i++, to++) poses[to] = s.numbers[from + i];
  });
  return { index: index.share(), poses: rows.columns.poses };
}
