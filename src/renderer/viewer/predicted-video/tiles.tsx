import type { RunLetter } from '../../../shared/domain/series.ts';
import { columnName, columnsS } from './columns.ts';
import { LoadedPicture, NoPicture, Picture } from './picture.tsx';
import type { Strip, StripRow, TruthTile } from './strip-model.ts';
import type { StripPictures } from './strip-pictures.ts';

/** What a row of the strip shows. */
export type TileKind = 'truth' | 'predicted' | 'difference';

const noTruth: Record<Exclude<TruthTile['recorded'], 'picture'>, string> = {
  'log-ends': 'log ends',
  'not-recorded': 'not recorded',
  'not-on-disk': 'not on disk',
};

export const tileName = (kind: TileKind, letter: RunLetter | null, column: number): string => {
  const at = columnName(columnsS[column]);
  return kind === 'truth'
    ? `Truth, ${at}`
    : `${kind === 'predicted' ? 'Predicted' : 'Difference'} ${letter ?? ''}, ${at}`;
};

/** A picture of the strip. */
interface TileProps {
  strip: Strip;
  column: number;
  pictures: StripPictures;
  /** It is told to those who do not see it; the others of its row stand for it. */
  named: boolean;
}

interface RowTileProps extends TileProps {
  row: StripRow;
}

/** The recorded picture of a column. */
export function TruthPicture({ strip, column, pictures, named }: TileProps) {
  const { frame, recorded } = strip.truth[column];
  const { widthPx, heightPx, cut } = strip;
  if (!frame)
    return recorded === 'picture' ? null : (
      <NoPicture word={noTruth[recorded]} detail={recorded === 'log-ends' ? 'The recording ends before' : undefined} />
    );
  const name = named ? tileName('truth', null, column) : undefined;
  return <LoadedPicture {...pictures.shown(frame.key, cut, widthPx)} {...{ widthPx, heightPx, name }} />;
}

/** Where a run has nothing to show; the reason stands in it where it is large. */
const Nothing = ({ why }: { why: string }) => (
  <span className="video-none" title={why}>
    <small>{why}</small>
  </span>
);

/** The predicted picture of a column; the present is what the model was shown. */
export function PredictedPicture({ strip, row, column, pictures, named }: RowTileProps) {
  if (column === 0) return <TruthPicture {...{ strip, column, pictures, named }} />;
  const tile = row.tiles.at(column);
  if (!tile || !row.video) return <Nothing why="No picture of this second" />;
  const { widthPx, heightPx } = row.video;
  const name = named ? tileName('predicted', row.run.letter, column) : undefined;
  return <LoadedPicture state={pictures.picture(tile.frame.key)} {...{ widthPx, heightPx, name }} />;
}

/** What differs between recorded and predicted picture of a column; nothing does in the present. */
export function DifferencePicture({ strip, row, column, pictures, named }: RowTileProps) {
  if (column === 0) return <span className="video-black" title="The model was shown this picture" />;
  const tile = row.tiles.at(column);
  if (!tile?.pair) {
    const why =
      tile && strip.truth[column].recorded === 'log-ends' ? 'The recording ends before' : 'Nothing to compare';
    return <Nothing why={why} />;
  }
  const compared = pictures.comparison(tile.pair.key);
  if (!compared) {
    const states = [pictures.picture(tile.pair.truthKey), pictures.picture(tile.pair.predictedKey)];
    return states.some((s) => s !== null && 'failure' in s) ? (
      <Nothing why="A picture is missing" />
    ) : (
      <span className="video-waiting" aria-busy="true" />
    );
  }
  const { widthPx, heightPx } = tile.pair;
  const name = named ? tileName('difference', row.run.letter, column) : undefined;
  return <Picture bitmap={compared.difference} {...{ widthPx, heightPx, name }} />;
}
