import type { RunLetter } from '../data/report-data.ts';
import { markup, type Markup } from './markup.ts';

/** How a series is drawn, always light: colour, dash and marker go together, so that none of them carries the meaning alone. */
export interface SeriesMark {
  colour: string;
  dash: string;
  width: number;
  shape: 'circle' | 'square' | 'triangle' | 'diamond' | 'cross';
}

export const seriesMarks: Record<RunLetter | 'human', SeriesMark> = {
  A: { colour: '#be4b3a', dash: '', width: 2.4, shape: 'circle' },
  B: { colour: '#0a7a8b', dash: '9 3.5', width: 2, shape: 'square' },
  C: { colour: '#5b5442', dash: '1.5 3', width: 2, shape: 'diamond' },
  D: { colour: '#6b4fb3', dash: '10 3 2 3', width: 2, shape: 'cross' },
  human: { colour: '#36792d', dash: '4 3', width: 2, shape: 'triangle' },
};

/** On photographs the dark theme's brighter series are used, with a dark casing. */
export const pictureMarks: Record<RunLetter | 'human', SeriesMark> = {
  A: { ...seriesMarks.A, colour: '#de7061' },
  B: { ...seriesMarks.B, colour: '#46c6d6' },
  C: { ...seriesMarks.C, colour: '#e9e4d4' },
  D: { ...seriesMarks.D, colour: '#c9b6f2' },
  human: { ...seriesMarks.human, colour: '#59a14f' },
};

const shapePaths: Record<SeriesMark['shape'], (r: number) => string> = {
  circle: (r) => `M${-r} 0a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`,
  square: (r) => `M${-r} ${-r}h${2 * r}v${2 * r}h${-2 * r}z`,
  triangle: (r) => `M0 ${-1.15 * r}L${1.1 * r} ${0.85 * r}H${-1.1 * r}z`,
  diamond: (r) => `M0 ${-1.25 * r}L${1.25 * r} 0L0 ${1.25 * r}L${-1.25 * r} 0z`,
  cross: (r) => `M${-r} ${-r}L${r} ${r}M${r} ${-r}L${-r} ${r}`,
};

const round = (n: number): number => Math.round(n * 100) / 100;

/** A series' marker at a place of an SVG; filled, or hollow on the ground's colour. */
export const marker = (mark: SeriesMark, x: number, y: number, r: number, ground: string | null): Markup =>
  markup`<path transform="translate(${round(x)} ${round(y)})" d="${shapePaths[mark.shape](r)}" fill="${ground ?? mark.colour}" stroke="${mark.colour}" stroke-width="${round(r * 0.45)}"/>`;

/** Short line with marker for legends. */
export const seriesKey = (series: RunLetter | 'human'): Markup => {
  const mark = seriesMarks[series];
  return markup`<svg class="key" width="26" height="10" viewBox="0 0 26 10" aria-hidden="true"><path d="M1 5H25" stroke="${mark.colour}" stroke-width="${mark.width}" stroke-dasharray="${mark.dash}" fill="none"/>${marker(mark, 13, 5, 3, '#fff')}</svg>`;
};
