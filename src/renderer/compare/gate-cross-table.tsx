import type { KeyboardEvent } from 'react';
import { gateCells, type GateCell, type GateRow, type GateTable } from '../../shared/domain/comparison.ts';
import { pdmTermWords } from '../../shared/domain/pdm.ts';
import { count, plural, pValue } from '../ui/numbers.ts';
import type { ChosenCell } from './compare-state.ts';
import { moveFocus } from './grid-keys.ts';

const heads: Record<GateCell, string> = {
  neither: 'both pass',
  onlyA: 'only A fails',
  onlyB: 'only B fails',
  both: 'both fail',
};

/** `NC, only A fails`. */
export const cellWords = ({ term, cell }: ChosenCell): string => `${pdmTermWords[term].short}, ${heads[cell]}`;

/** Counts of clips by which run fails a term. Enter opens a cell's clips in Review, Space narrows the list to them. */
export function GateCrossTable({
  table,
  narrowed,
  onOpen,
  onNarrow,
}: {
  table: GateTable;
  narrowed: ChosenCell | null;
  onOpen: (cell: ChosenCell) => void;
  onNarrow: (cell: ChosenCell) => void;
}) {
  const most = Math.max(1, ...table.rows.flatMap(({ cells }) => [cells.onlyA.clips, cells.onlyB.clips]));
  return (
    <table
      className="compare-gates"
      aria-label="Which term fails in which run"
      onKeyDown={(event) => moveFocus(event, table.rows.length, gateCells.length)}
    >
      <thead>
        <tr>
          <th scope="col">Term</th>
          {gateCells.map((cell) => (
            <th key={cell} scope="col" data-series={cell === 'onlyA' ? 'A' : cell === 'onlyB' ? 'B' : undefined}>
              {heads[cell]}
            </th>
          ))}
          <th scope="col">p</th>
          <th scope="col">Clips</th>
        </tr>
      </thead>
      <tbody>
        {table.rows.map((row, at) => (
          <tr key={row.term} data-role={row.role} data-first={row.role !== table.rows.at(at - 1)?.role || undefined}>
            <th scope="row" title={`${pdmTermWords[row.term].title}, ${row.role === 'gate' ? 'a gate' : 'weighted'}`}>
              {pdmTermWords[row.term].short}
              <small>{pdmTermWords[row.term].title}</small>
            </th>
            {gateCells.map((cell, column) => (
              <td key={cell}>
                <CellButton
                  row={row}
                  cell={cell}
                  place={`${String(at)},${String(column)}`}
                  isStop={at === 0 && column === 1}
                  isNarrowed={narrowed?.term === row.term && narrowed.cell === cell}
                  shade={row.cells[cell].clips / most}
                  onOpen={onOpen}
                  onNarrow={onNarrow}
                />
              </td>
            ))}
            <td>{pValue(row.p)}</td>
            <td>{count(row.clips)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function CellButton({
  row,
  cell,
  place,
  isStop,
  isNarrowed,
  shade,
  onOpen,
  onNarrow,
}: {
  row: GateRow;
  cell: GateCell;
  place: string;
  isStop: boolean;
  isNarrowed: boolean;
  shade: number;
  onOpen: (cell: ChosenCell) => void;
  onNarrow: (cell: ChosenCell) => void;
}) {
  const { clips, partial } = row.cells[cell];
  const chosen: ChosenCell = { term: row.term, cell };
  const isEmpty = clips === 0;
  const words = `${cellWords(chosen)}: ${plural(clips, 'clip')}${partial > 0 ? `, ${count(partial)} of them in part only` : ''}`;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== ' ' || isEmpty) return;
    event.preventDefault();
    onNarrow(chosen);
  };
  return (
    <button
      type="button"
      className="compare-cell"
      data-cell={place}
      data-kind={cell}
      aria-label={words}
      aria-pressed={isNarrowed}
      aria-disabled={isEmpty || undefined}
      title={words}
      tabIndex={isStop ? 0 : -1}
      style={{ '--shade': `${String(Math.round(Math.sqrt(shade) * 55))}%` } as React.CSSProperties}
      onKeyDown={onKeyDown}
      onClick={(event) => {
        if (isEmpty) return;
        if (event.shiftKey) onNarrow(chosen);
        else onOpen(chosen);
      }}
    >
      {partial > 0 && <small>{`${count(partial)} in part`}</small>}
      <span>{count(clips)}</span>
    </button>
  );
}
