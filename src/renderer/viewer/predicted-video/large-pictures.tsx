import { Eye } from 'lucide-react';
import type { CSSProperties, ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { keysOf, useCommandRegistry } from '../../ui/commands.ts';
import { Kbd } from '../../ui/kbd.tsx';
import { useElementSize } from '../../ui/use-element-size.ts';
import { ABSENT, fixed } from '../../ui/numbers.ts';
import { ColumnHeads } from './column-heads.tsx';
import { columnsS } from './columns.ts';
import { DifferenceLegend } from './difference-legend.tsx';
import { measureNames } from './fidelity.ts';
import { FidelityFigure } from './fidelity-figure.tsx';
import { largeWidth } from './large-size.ts';
import { MeasureSelect } from './measure-select.tsx';
import type { StripProps } from './strip.tsx';
import type { StripRow } from './strip-model.ts';
import { DifferencePicture, PredictedPicture, TruthPicture } from './tiles.tsx';
import { useVideoView, type VideoView } from './video-view.ts';

interface Large {
  key: string;
  picture: ReactNode;
  caption: ReactNode;
}

const allColumns = columnsS.map((_, i) => i);

/** The pictures of the second at the playhead, as large as they fit: side by side, in each other's place, or their difference. */
export function LargePictures(props: StripProps & { view: Exclude<VideoView, 'strip'> }) {
  const { view, strip, column, isInSpan, pictures, onChoose, note } = props;
  const { ref, width, height } = useElementSize();
  const rows = strip.rows.filter((row) => row.video !== null);
  const [first] = rows;
  const larges = useLarges(props, rows);
  const aspect = strip.widthPx / strip.heightPx;
  const px = largeWidth({ width, height }, larges.length, aspect);
  return (
    <div className="video-large">
      <div className="video-large-heads">
        <MeasureSelect />
        <ColumnHeads
          columns={allColumns}
          current={isInSpan ? column : null}
          onChoose={onChoose}
          under={(c) => <FidelityFigure strip={strip} row={first} column={c} pictures={pictures} />}
        />
        {view === 'flicker' && <TruthSwitch />}
        {view === 'difference' && <DifferenceLegend words />}
      </div>
      <div ref={ref} className="video-large-area">
        {width > 0 && (
          <div
            className="video-large-pictures"
            style={{ '--video-tile': `${String(px)}px`, '--video-aspect': String(aspect) } as CSSProperties}
          >
            {larges.map(({ key, picture, caption }) => (
              <figure key={key}>
                <div className="video-large-picture">{picture}</div>
                <figcaption>{caption}</figcaption>
              </figure>
            ))}
          </div>
        )}
        {note !== null && <p className="video-note">{note}</p>}
      </div>
    </div>
  );
}

function useLarges({ view, strip, column, pictures }: Parameters<typeof LargePictures>[0], rows: StripRow[]): Large[] {
  const truthShown = useVideoView((v) => v.truthShown);
  const shared = { strip, column, pictures, named: true };
  const truth: Large = { key: 'truth', picture: <TruthPicture {...shared} />, caption: <b>Truth</b> };
  const predicted = (row: StripRow): Large => ({
    key: row.run.letter,
    picture: <PredictedPicture {...shared} row={row} />,
    caption: <PredictedCaption {...{ strip, row, column, pictures }} />,
  });
  if (view === 'side-by-side') return [truth, ...rows.map(predicted)];
  if (view === 'flicker') return rows.map((row) => (truthShown ? { ...truth, key: row.run.letter } : predicted(row)));
  return rows.map((row) => ({
    key: row.run.letter,
    picture: <DifferencePicture {...shared} row={row} />,
    caption: <DifferenceCaption {...{ strip, row, column, pictures }} />,
  }));
}

type CaptionProps = Parameters<typeof FidelityFigure>[0];

function PredictedCaption(props: CaptionProps) {
  const measure = useVideoView((v) => v.measure);
  return (
    <>
      <b>{`Predicted ${props.row.run.letter}`}</b>
      {props.column > 0 && <span>{measureNames[measure]}</span>}
      <FidelityFigure {...props} />
    </>
  );
}

function DifferenceCaption({ row, column, pictures }: CaptionProps) {
  const pair = row.tiles.at(column)?.pair;
  const mean = pair ? (pictures.comparison(pair.key)?.meanLevels ?? null) : null;
  return (
    <>
      <b>{`Difference ${row.run.letter}`}</b>
      <span className="video-figure">
        {column === 0 ? 'context' : `mean ${mean === null ? ABSENT : fixed(mean, 1)}`}
      </span>
    </>
  );
}

/** Truth and prediction change places when asked to, never by themselves. */
function TruthSwitch() {
  const truthShown = useVideoView((v) => v.truthShown);
  const key = useCommandRegistry((s) => {
    const held = s.commands.get('video.truth');
    return held && keysOf(s, held).at(0);
  });
  return (
    <Button
      tone="quiet"
      icon={Eye}
      aria-pressed={truthShown}
      onClick={() => useVideoView.setState({ truthShown: !truthShown })}
    >
      {truthShown ? 'Show the prediction' : 'Show the truth'} {key !== undefined && <Kbd keys={key} />}
    </Button>
  );
}
