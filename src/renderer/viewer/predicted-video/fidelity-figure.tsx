import { columnsS } from './columns.ts';
import { fidelityAt, fidelityFigure, fidelitySource, type Fidelity } from './fidelity.ts';
import type { Strip, StripRow } from './strip-model.ts';
import type { StripPictures } from './strip-pictures.ts';
import { useVideoView } from './video-view.ts';

/** How near a row's picture of a column comes to the recorded one. */
export function rowFidelity(
  measure: Parameters<typeof fidelityAt>[0],
  strip: Strip,
  row: StripRow,
  column: number,
  pictures: StripPictures,
): Fidelity {
  const pair = row.tiles.at(column)?.pair;
  const measured = pair ? pictures.comparison(pair.key) : null;
  return fidelityAt(measure, row.run.scores, strip.instant.frame, columnsS[column], measured);
}

/** The figure under a picture; the present is the model's context and has none. */
export function FidelityFigure({
  strip,
  row,
  column,
  pictures,
}: {
  strip: Strip;
  row: StripRow;
  column: number;
  pictures: StripPictures;
}) {
  const measure = useVideoView((v) => v.measure);
  if (column === 0) return <span className="video-figure">context</span>;
  const { value, from } = rowFidelity(measure, strip, row, column, pictures);
  const why =
    measure === 'cosSim' && row.tiles.at(column) ? 'CosSim is scored with the run, at 1, 2, 4 and 8 s' : undefined;
  return (
    <span className="video-figure" title={from ? fidelitySource[from] : why}>
      {fidelityFigure(measure, value)}
    </span>
  );
}
