import { memo } from 'react';
import type { Mark } from './marks.ts';
import { axisInWords, shortSource, type Plot } from './plots.ts';
import { EVENT_ROW_PX, type Row, type RowName } from './rows.ts';

/** Names, units, ranges and sources of the rows, left of the plots. */
export const RowLabels = memo(function RowLabels({
  rows,
  plots,
  eventRows,
}: {
  rows: Record<RowName, Row>;
  plots: readonly Plot[];
  eventRows: readonly { row: Mark['row'] }[];
}) {
  return (
    <div className="timeline-labels">
      <div style={{ height: rows.ruler.height }}>
        <span>Time</span>
        <i>s</i>
      </div>
      {rows.tags.height > 0 && (
        <div style={{ height: rows.tags.height }}>
          <span>Tags</span>
        </div>
      )}
      <div style={{ height: rows.events.height }}>
        <span>Events</span>
        <i className="timeline-label-rows">
          {eventRows.map(({ row }) => (
            <span key={row} style={{ height: EVENT_ROW_PX }}>
              {row === 'recording' ? 'rec.' : row}
            </span>
          ))}
        </i>
      </div>
      {plots.map((plot) => (
        <div key={plot.name} style={{ height: rows[plot.name].height }} title={plot.source ?? undefined}>
          <span>
            {plot.title}
            <small>{plot.name === 'gap' || plot.name === 'ttc' ? 'objects' : shortSource(plot.source)}</small>
          </span>
          <i className="mono">
            {plot.unit}
            <br />
            {axisInWords(plot)}
          </i>
        </div>
      ))}
    </div>
  );
});
