import type { LabResult, QuotedValue } from '../../../shared/domain/lab.ts';
import { plural } from '../../ui/numbers.ts';
import { figureTables } from './figure-tables.ts';

/** The figure in figures: its tables, those of papers apart and marked, and the clips that gave nothing. */
export function FigureTables({ result, quoted }: { result: LabResult; quoted: readonly QuotedValue[] }) {
  const { skipped, notes } = result.record;
  return (
    <div className="lab-tables selectable" tabIndex={0} role="group" aria-label="Tables of the figure">
      {figureTables(result.figures, quoted).map((table) => (
        <table key={table.caption} data-quoted={table.quoted}>
          <caption>{table.caption}</caption>
          <thead>
            <tr>
              {table.columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.rows.map((row, r) => (
              <tr key={r}>
                {row.map((cell, c) => (
                  <td key={c}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      ))}
      <p className="lab-source">Intervals: 95 %, 1 000 resamples of clips, seed {result.record.request.seed}.</p>
      {notes.map((note) => (
        <p key={note} className="lab-note">
          {note}
        </p>
      ))}
      {skipped.length > 0 && (
        <details>
          <summary>{plural(skipped.length, 'clip')} gave no window</summary>
          <ul>
            {skipped.map((s) => (
              <li key={s.clipId}>
                <span className="mono">{s.clipId}</span> {s.reason}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
