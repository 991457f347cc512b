export interface Column<T> {
  title: string;
  /** Numbers stand to the right. */
  align?: 'right';
  text(row: T): string;
}

/** Characters that would move the cursor or recolour the terminal: a name may hold anything. */
const controls = /[\u0000-\u001f\u007f-\u009f]/g;

/** Text that cannot steer a terminal. */
export const plain = (text: string): string => text.replace(controls, '\ufffd');

/** Rows under their titles, columns as wide as their content. */
export function textTable<T>(columns: readonly Column<T>[], rows: readonly T[]): string {
  const cells = [
    columns.map((column) => column.title),
    ...rows.map((row) => columns.map((column) => plain(column.text(row)))),
  ];
  const widths = columns.map((_, i) => Math.max(...cells.map((row) => [...row[i]].length)));
  const pad = (text: string, i: number) => {
    const space = ' '.repeat(widths[i] - [...text].length);
    return columns[i].align === 'right' ? space + text : text + space;
  };
  return cells.map((row) => row.map(pad).join('  ').trimEnd()).join('\n');
}
