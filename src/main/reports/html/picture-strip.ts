import type { RunLetter } from '../data/report-data.ts';
import { markup, type Markup } from './markup.ts';
import { seriesKey } from './series-marks.ts';

export interface StripTile {
  /** JPEG in base64, or in words why there is none. */
  picture: { jpeg: string } | { absent: string };
  /** Under the picture; empty for a recorded one. */
  value: string;
}

/** The recorded pictures, or those of a run. */
export interface StripRow {
  series: RunLetter | 'recorded';
  /** One at each second of the strip; null where the row has nothing to show by its nature, as a prediction of the present. */
  tiles: readonly (StripTile | null)[];
}

/** Pictures at the same seconds under each other: what was recorded, then what each run predicted. `atS` 0 is the present. */
export function pictureStrip(atS: readonly number[], rows: readonly StripRow[]): Markup {
  return markup`<div class="strip" style="--tiles:${atS.length}"><span></span>${atS.map((s) => markup`<span class="at">${s === 0 ? 'now' : `+${s} s`}</span>`)}${rows.map(
    ({ series, tiles }) =>
      markup`<span class="of">${series === 'recorded' ? series : markup`${seriesKey(series)}${series}`}</span>${tiles.map(tile)}`,
  )}</div>`;
}

const tile = (one: StripTile | null): Markup =>
  one === null
    ? markup`<span></span>`
    : markup`<span class="tile">${'jpeg' in one.picture ? markup`<img alt="" src="data:image/jpeg;base64,${one.picture.jpeg}">` : markup`<span class="none">${one.picture.absent}</span>`}${one.value !== '' && markup`<span class="mono">${one.value}</span>`}</span>`;
