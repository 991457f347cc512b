import { parquetWriteBuffer } from 'hyparquet-writer';

type ColumnType = 'INT64' | 'DOUBLE' | 'STRING' | 'BOOLEAN';
/** A column by name: its type, and its values (whole numbers for INT64). */
export type Columns = Readonly<
  Record<
    string,
    | readonly ['INT64' | 'DOUBLE', ArrayLike<number>]
    | readonly ['STRING', readonly string[]]
    | readonly ['BOOLEAN', readonly boolean[]]
  >
>;

const pandasTypes: Record<ColumnType, readonly [pandas: string, numpy: string]> = {
  INT64: ['int64', 'int64'],
  DOUBLE: ['float64', 'float64'],
  STRING: ['unicode', 'object'],
  BOOLEAN: ['bool', 'bool'],
};

/** A Parquet file; `index` names the columns that pandas is to take as the row index. */
export function parquetFile(columns: Columns, index: readonly string[] = []): Uint8Array {
  const described = Object.entries(columns).map(([name, [type]]) => {
    const [pandas_type, numpy_type] = pandasTypes[type];
    return { name, field_name: name, pandas_type, numpy_type, metadata: null };
  });
  const pandas = {
    index_columns: index,
    column_indexes: [
      { name: null, field_name: null, pandas_type: 'unicode', numpy_type: 'object', metadata: { encoding: 'UTF-8' } },
    ],
    columns: described,
    pandas_version: '2.2.0',
  };
  const buffer = parquetWriteBuffer({
    columnData: Object.entries(columns).map(([name, [type, values]]) => ({
      name,
      type,
      nullable: false,
      data:
        type === 'INT64'
          ? BigInt64Array.from(Array.from(values, BigInt))
          : Array.from<string | number | boolean>(values),
    })),
    createdBy: 'Foresight sample world',
    kvMetadata: index.length > 0 ? [{ key: 'pandas', value: JSON.stringify(pandas) }] : [],
  });
  return new Uint8Array(buffer);
}
