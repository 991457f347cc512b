import type { KeyboardEvent, ReactNode } from 'react';
import { columnName, columnsS } from './columns.ts';

/** The seconds of the strip as one choice: arrows and clicks move the clock to them. */
export function ColumnHeads({
  columns,
  current,
  onChoose,
  under,
}: {
  /** Shown columns, indices into `columnsS`. */
  columns: readonly number[];
  /** The column nearest to the playhead; `null` while that is elsewhere. */
  current: number | null;
  onChoose: (column: number) => void;
  /** A figure below each name. */
  under?: (column: number) => ReactNode;
}) {
  const stop = current ?? 0;
  const onKey = (event: KeyboardEvent) => {
    const to =
      event.key === 'ArrowRight'
        ? stop + 1
        : event.key === 'ArrowLeft'
          ? stop - 1
          : event.key === 'Home'
            ? 0
            : event.key === 'End'
              ? columnsS.length - 1
              : null;
    if (to === null || event.shiftKey || event.ctrlKey || event.altKey) return;
    event.preventDefault();
    const column = Math.min(columnsS.length - 1, Math.max(0, to));
    onChoose(column);
    const group = event.currentTarget;
    // A narrow strip shows the column only after it was chosen.
    requestAnimationFrame(() => group.querySelector<HTMLElement>(`[data-column="${String(column)}"]`)?.focus());
  };
  return (
    <div
      className="video-heads"
      role="radiogroup"
      aria-label="Second after the decision instant"
      onKeyDown={onKey}
      data-under={under !== undefined}
    >
      {columns.map((column) => (
        <button
          key={column}
          type="button"
          role="radio"
          data-column={column}
          aria-checked={column === current}
          tabIndex={column === stop || (!columns.includes(stop) && column === columns[0]) ? 0 : -1}
          onClick={() => onChoose(column)}
        >
          <span>{columnName(columnsS[column])}</span>
          {under && <small>{under(column)}</small>}
        </button>
      ))}
    </div>
  );
}
