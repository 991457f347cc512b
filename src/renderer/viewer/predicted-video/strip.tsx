import { Fragment, type CSSProperties, type MouseEvent, type ReactNode } from 'react';
import { useElementSize } from '../../ui/use-element-size.ts';
import { ColumnHeads } from './column-heads.tsx';
import { gapsInWords } from './columns.ts';
import { DifferenceLegend } from './difference-legend.tsx';
import { measureNames, measureWords } from './fidelity.ts';
import { FidelityFigure } from './fidelity-figure.tsx';
import { MeasureSelect } from './measure-select.tsx';
import type { Strip, StripRow } from './strip-model.ts';
import type { StripPictures } from './strip-pictures.ts';
import { FIGURES_PX, LABEL_PX, stripSize } from './strip-size.ts';
import { DifferencePicture, PredictedPicture, TruthPicture, type TileKind } from './tiles.tsx';
import { hasDifferences, useVideoView } from './video-view.ts';
import { whyNoVideo } from './video-words.ts';

export interface StripProps {
  clipId: string;
  strip: Strip;
  /** Index of the column that the playhead is nearest to. */
  column: number;
  /** The playhead is in the span of the columns. */
  isInSpan: boolean;
  pictures: StripPictures;
  onChoose: (column: number) => void;
  /** What else is to be said, e.g. of runs without pictures. */
  note: string | null;
}

/** Truth, prediction and difference under each other, a column each second. */
export function VideoStrip({ clipId, strip, column, isInSpan, pictures, onChoose, note }: StripProps) {
  const { ref, width, height } = useElementSize();
  const truthShown = useVideoView((v) => v.truthShown);
  const made = strip.rows.filter((row) => row.video !== null);
  const missing = strip.rows.filter((row) => row.video === null);
  const notesPx = (missing.length + (note === null ? 0 : 1)) * FIGURES_PX;
  const differences = useVideoView((v) => hasDifferences(v, made.length));
  const room = { width, height: height - notesPx };
  const { tilePx, labelPx, columns } = stripSize(room, made.length, column, differences);
  const narrow = labelPx < LABEL_PX;
  const now = isInSpan ? column : null;
  const style = {
    '--video-tile': `${String(tilePx)}px`,
    '--video-aspect': `${String(strip.widthPx)} / ${String(strip.heightPx)}`,
    gridTemplateColumns: `${String(labelPx)}px repeat(${String(columns.length)}, ${String(tilePx)}px)`,
  } as CSSProperties;
  const onClick = (event: MouseEvent) => {
    const cell = event.target instanceof Element ? event.target.closest<HTMLElement>('.video-cell') : null;
    if (cell) onChoose(Number(cell.dataset.column));
  };
  const row = (kind: TileKind, label: ReactNode, cell: (column: number) => ReactNode) => (
    <>
      <div className="video-label" data-row={kind}>
        {label}
      </div>
      {columns.map((c) => (
        <div key={c} className="video-cell" data-row={kind} data-column={c} data-now={c === now}>
          {cell(c)}
        </div>
      ))}
    </>
  );
  const shared = { strip, pictures };
  return (
    <div ref={ref} className="video-strip">
      {width > 0 && (
        <div className="video-grid" style={style} data-narrow={narrow} onClick={onClick}>
          <span className="video-corner">
            {made.length > 1 && <DifferencesSwitch shown={differences} narrow={narrow} />}
          </span>
          <ColumnHeads columns={columns} current={now} onChoose={onChoose} />
          {row('truth', 'Truth', (c) => (
            <TruthPicture {...shared} column={c} named={c === now} />
          ))}
          {made.map((of, i) => (
            <Fragment key={of.run.letter}>
              {row('predicted', <PredictedLabel row={of} narrow={narrow} truthShown={truthShown} />, (c) =>
                truthShown ? (
                  <TruthPicture {...shared} column={c} named={false} />
                ) : (
                  <PredictedPicture {...shared} row={of} column={c} named={c === now} />
                ),
              )}
              {differences &&
                row(
                  'difference',
                  <>
                    <span>{`${narrow ? 'Diff.' : 'Difference'}${made.length > 1 ? ` ${of.run.letter}` : ''}`}</span>
                    {i === 0 && <DifferenceLegend />}
                  </>,
                  (c) => <DifferencePicture {...shared} row={of} column={c} named={c === now} />,
                )}
              <FigureRow {...shared} row={of} columns={columns} now={now} alone={made.length === 1} first={i === 0} />
            </Fragment>
          ))}
          {missing.map(({ run }) => (
            <p key={run.letter} className="video-note">
              <b>{narrow ? run.letter : `Predicted ${run.letter}`}</b>
              {` No video here: ${whyNoVideo(run, clipId, strip.instant.frame)}.`}
            </p>
          ))}
          {note !== null && <p className="video-note">{note}</p>}
        </div>
      )}
    </div>
  );
}

/** Rows of differences, or more runs in sight. */
const DifferencesSwitch = ({ shown, narrow }: { shown: boolean; narrow: boolean }) => (
  <button
    type="button"
    className="video-differences"
    aria-pressed={shown}
    title={shown ? 'Leave out the rows of differences' : 'Show a row of differences for each run'}
    onClick={() => useVideoView.setState({ differences: !shown })}
  >
    {narrow ? 'Diff.' : 'Differences'}
  </button>
);

function PredictedLabel({ row, narrow, truthShown }: { row: StripRow; narrow: boolean; truthShown: boolean }) {
  const { letter } = row.run;
  const gaps = row.video && gapsInWords(row.video);
  return (
    <>
      <span title={row.run.run?.modelTitle}>{truthShown ? 'Truth' : narrow ? letter : `Predicted ${letter}`}</span>
      {gaps !== null && <small>{gaps}</small>}
    </>
  );
}

function FigureRow({
  strip,
  row,
  columns,
  now,
  alone,
  first,
  pictures,
}: {
  strip: Strip;
  row: StripRow;
  columns: readonly number[];
  now: number | null;
  /** The only run: its letter need not be told. */
  alone: boolean;
  first: boolean;
  pictures: StripPictures;
}) {
  const measure = useVideoView((v) => v.measure);
  return (
    <>
      <div className="video-label video-figures-label">
        {first ? <MeasureSelect /> : <span title={measureWords[measure]}>{measureNames[measure]}</span>}
        {!alone && <span>{row.run.letter}</span>}
      </div>
      {columns.map((c) => (
        <div key={c} className="video-cell video-figure-cell" data-column={c} data-now={c === now}>
          <FidelityFigure {...{ strip, row, pictures }} column={c} />
        </div>
      ))}
    </>
  );
}
