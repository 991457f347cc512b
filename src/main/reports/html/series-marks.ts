import {
  markerPath,
  seriesColours,
  seriesMarks as drawn,
  type Series,
  type SeriesMarker,
} from '../../../shared/domain/series.ts';
import { markup, type Markup } from './markup.ts';

/** How a series is drawn: colour, dash and marker go together, so that none of them carries the meaning alone. */
export interface SeriesMark {
  colour: string;
  dash: string;
  width: number;
  shape: SeriesMarker;
}

const markOf = (series: Series, ground: 'dark' | 'light'): SeriesMark => {
  const { colour, dash, widthPx, marker } = drawn[series];
  return { colour: seriesColours[colour][ground], dash: dash?.join(' ') ?? '', width: widthPx, shape: marker };
};

const marksOn = (ground: 'dark' | 'light'): Record<Series, SeriesMark> =>
  Object.fromEntries((Object.keys(drawn) as Series[]).map((series) => [series, markOf(series, ground)])) as Record<
    Series,
    SeriesMark
  >;

/** Pages are always light. */
export const seriesMarks = marksOn('light');

/** On photographs the dark theme's brighter series are used, with a dark casing. */
export const pictureMarks = marksOn('dark');

const round = (n: number): number => Math.round(n * 100) / 100;

/** A series' marker at a place of an SVG; filled, or hollow on the ground's colour. */
export const marker = (mark: SeriesMark, x: number, y: number, r: number, ground: string | null): Markup =>
  markup`<path transform="translate(${round(x)} ${round(y)})" d="${markerPath(mark.shape, r)}" fill="${ground ?? mark.colour}" stroke="${mark.colour}" stroke-width="${round(r * 0.45)}"/>`;

/** Short line with marker for legends. */
export const seriesKey = (series: Series): Markup => {
  const mark = seriesMarks[series];
  return markup`<svg class="key" width="26" height="10" viewBox="0 0 26 10" aria-hidden="true"><path d="M1 5H25" stroke="${mark.colour}" stroke-width="${mark.width}" stroke-dasharray="${mark.dash}" fill="none"/>${marker(mark, 13, 5, 3, '#fff')}</svg>`;
};
