export interface Cell {
  row: number;
  column: number;
}

/** Where an arrow, Home or End leads in a table of cells; null for other keys. It stops at the edges. */
export function movedCell({ row, column }: Cell, key: string, rows: number, columns: number): Cell | null {
  const within = (r: number, c: number): Cell => ({
    row: Math.min(rows - 1, Math.max(0, r)),
    column: Math.min(columns - 1, Math.max(0, c)),
  });
  switch (key) {
    case 'ArrowUp':
      return within(row - 1, column);
    case 'ArrowDown':
      return within(row + 1, column);
    case 'ArrowLeft':
      return within(row, column - 1);
    case 'ArrowRight':
      return within(row, column + 1);
    case 'Home':
      return within(0, column);
    case 'End':
      return within(rows - 1, column);
    default:
      return null;
  }
}

/** Moves the keyboard inside a table whose stops carry `data-cell="row,column"`; true where it moved. */
export function moveFocus(event: React.KeyboardEvent<HTMLElement>, rows: number, columns: number): boolean {
  const at = event.target instanceof HTMLElement ? event.target.dataset['cell']?.split(',').map(Number) : undefined;
  const next = at && movedCell({ row: at[0], column: at[1] }, event.key, rows, columns);
  if (!next) return false;
  event.preventDefault();
  event.currentTarget.querySelector<HTMLElement>(`[data-cell="${String(next.row)},${String(next.column)}"]`)?.focus();
  return true;
}
