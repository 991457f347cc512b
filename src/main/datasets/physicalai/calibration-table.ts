import type { ParquetTable } from '../parquet/parquet-table.ts';
import { clipIdsOf } from './clip-table.ts';
import type { CalibrationRows } from './clip-source.ts';

/** Finds the rows of a clip in a calibration table; a table without clip ids belongs to the one clip that it lies beside. */
export function calibrationByClip(table: ParquetTable): (clipId: string) => CalibrationRows | null {
  const ids = clipIdsOf(table);
  if (!ids) {
    const rows = Array.from({ length: table.rowCount }, (_, row) => row);
    return () => ({ table, rows });
  }
  const byClip = new Map<string, number[]>();
  ids.forEach((id, row) => {
    if (id === null) return;
    const rows = byClip.get(id);
    if (rows) rows.push(row);
    else byClip.set(id, [row]);
  });
  return (clipId) => {
    const rows = byClip.get(clipId);
    return rows ? { table, rows } : null;
  };
}

const nameColumns = ['camera_name', 'sensor_name', '__index_level_1__', 'name'] as const;

/** The row of a sensor among a clip's rows; −1 where it has none. */
export function rowOfSensor({ table, rows }: CalibrationRows, sensor: string): number {
  const column = nameColumns.find((name) => table.columnNames.includes(name));
  const names = column === undefined ? null : table.texts(column);
  return rows.find((row) => names?.[row] === sensor) ?? -1;
}
