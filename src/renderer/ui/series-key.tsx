import { markerPath, seriesMarks, type Series } from '../../shared/domain/series.ts';
import './series-key.css';

/** CSS colour of a series in the theme that is shown. */
export const seriesColour = (series: Series): string => `var(--series-${seriesMarks[series].colour})`;

const KEY_PX = 20;
const MARKER_PX = 3.1;

/** A dash shortened so that a key shows it left and right of its marker. */
const keyDash = (dash: readonly number[] | null): string | undefined => dash?.map((px) => px * 0.6).join(' ');

/** Line and marker of a series, with its letter or a word beside it. */
export function SeriesKey({ series, children }: { series: Series; children?: React.ReactNode }) {
  const { dash, marker } = seriesMarks[series];
  return (
    <span className="series-key">
      <svg
        width={KEY_PX}
        height={12}
        viewBox={`0 0 ${String(KEY_PX)} 12`}
        aria-hidden
        style={{ color: seriesColour(series) }}
      >
        <path d="M0 6h20" stroke="currentColor" strokeWidth={dash === null ? 2 : 1.6} strokeDasharray={keyDash(dash)} />
        <path
          d={markerPath(marker, MARKER_PX, KEY_PX / 2, 6)}
          fill="var(--key-ground, var(--bg2))"
          stroke="currentColor"
          strokeWidth={1.5}
        />
      </svg>
      <span>{children ?? series}</span>
    </span>
  );
}
