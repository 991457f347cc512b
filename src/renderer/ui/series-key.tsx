import './series-key.css';

export type Series = 'A' | 'B' | 'C' | 'D' | 'human';

/** How each series is drawn: never by colour alone. `dash` in px of the line, null for solid. */
export const seriesStyle: Record<
  Series,
  {
    token: string;
    dash: readonly number[] | null;
    widthPx: number;
    marker: 'circle' | 'square' | 'diamond' | 'cross' | 'triangle';
  }
> = {
  A: { token: '--series-a', dash: null, widthPx: 2.4, marker: 'circle' },
  B: { token: '--series-b', dash: [9, 3.5], widthPx: 2, marker: 'square' },
  C: { token: '--series-c', dash: [1.5, 3], widthPx: 2, marker: 'diamond' },
  D: { token: '--series-d', dash: [10, 3, 2, 3], widthPx: 2, marker: 'cross' },
  human: { token: '--series-human', dash: [4, 3], widthPx: 2, marker: 'triangle' },
};

const markerPaths: Record<(typeof seriesStyle)[Series]['marker'], string> = {
  circle: 'M10 2.9a3.1 3.1 0 1 1 0 6.2 3.1 3.1 0 0 1 0-6.2Z',
  square: 'M7.3 3.3h5.4v5.4H7.3Z',
  diamond: 'm10 2.2 3.8 3.8-3.8 3.8L6.2 6Z',
  cross: 'm7.4 3.4 5.2 5.2m0-5.2-5.2 5.2',
  triangle: 'm10 2.4 3.4 6.2H6.6Z',
};

/** Line and marker of a series, with its letter or a word beside it. */
export function SeriesKey({ series, children }: { series: Series; children?: React.ReactNode }) {
  const { token, dash, marker } = seriesStyle[series];
  return (
    <span className="series-key">
      <svg width={20} height={12} viewBox="0 0 20 12" aria-hidden style={{ color: `var(${token})` }}>
        <path
          d="M0 6h20"
          stroke="currentColor"
          strokeWidth={dash === null ? 2 : 1.6}
          strokeDasharray={series === 'B' ? '5.5 2' : (dash?.join(' ') ?? undefined)}
        />
        <path d={markerPaths[marker]} fill="var(--key-ground, var(--bg2))" stroke="currentColor" strokeWidth={1.5} />
      </svg>
      <span>{children ?? series}</span>
    </span>
  );
}
