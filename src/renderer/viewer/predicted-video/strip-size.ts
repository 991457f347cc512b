import { columnsS } from './columns.ts';

/** Sizes in CSS px. */
export const LABEL_PX = 76;
export const NARROW_LABEL_PX = 44;
export const GAP_PX = 3;
export const HEADS_PX = 20;
export const FIGURES_PX = 18;
const SIDE_PX = 8;
const NARROW_PX = 420;
/** A strip too narrow for all columns shows fewer, one too low for all rows scrolls. */
const LEAST_ACROSS_PX = 40;
const LEAST_DOWN_PX = 56;
const MOST_TILE_PX = 160;
/** Leaves room for the scroll bar of a strip that is higher than its panel. */
const SCROLL_BAR_PX = 12;

export interface StripSize {
  tilePx: number;
  labelPx: number;
  /** Columns shown, indices into `columnsS`: all of them, or those about the ringed one where the panel is narrow. */
  columns: readonly number[];
}

/** As many columns as fit, the ringed one among them, in its middle where the ends allow it. */
function columnsAbout(ringed: number, fit: number): number[] {
  const first = Math.min(Math.max(0, ringed - Math.floor(fit / 2)), columnsS.length - fit);
  return Array.from({ length: fit }, (_, i) => first + i);
}

/**
 * The largest tiles with which `runs` runs (a predicted row each, and one of differences where there are such) fit below the
 * recorded row; those of a strip that has to scroll are small, but not tiny. A strip never scrolls sideways: a narrow one shows fewer columns.
 */
export function stripSize(
  size: { width: number; height: number },
  runs: number,
  ringed: number,
  differences = true,
): StripSize {
  const labelPx = size.width < NARROW_PX ? NARROW_LABEL_PX : LABEL_PX;
  const rows = 1 + (differences ? 2 : 1) * runs;
  const across = size.width - labelPx - 2 * SIDE_PX - SCROLL_BAR_PX;
  const down = size.height - HEADS_PX - runs * FIGURES_PX - (rows + 1) * GAP_PX - SIDE_PX;
  const byHeight = Math.floor(down / rows);
  const fit = Math.max(1, Math.min(columnsS.length, Math.floor(across / (LEAST_ACROSS_PX + GAP_PX))));
  const byWidth = Math.floor(across / fit) - GAP_PX;
  const tilePx = Math.min(byWidth, MOST_TILE_PX, Math.max(LEAST_DOWN_PX, byHeight));
  return { tilePx, labelPx, columns: columnsAbout(ringed, fit) };
}
