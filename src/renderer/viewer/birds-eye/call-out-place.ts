/** An upright rectangle of a panel, px. */
export interface PanelRect {
  x0: number;
  y0: number;
  x1: number;
  y1: number;
}

/** Where the two lines of a call-out stand. */
export interface CallOutPlace {
  /** End of the lines that is next to the pointer line, and the middle between the two, px. */
  x: number;
  y: number;
  /** They end there instead of beginning there. */
  toLeft: boolean;
  rect: PanelRect;
}

const BESIDE_PX = 34;
const ABOVE_PX = 30;
/** Room of the first line above the middle and of the second below it. */
const OVER_PX = 12;
const UNDER_PX = 14;
const HIGHEST_PX = 26;
const HEIGHT_PX = OVER_PX + UNDER_PX;
/** Rows below, then above the wanted one that are tried, in heights of a call-out. */
const ROWS = [0, 1, -1, 2, -2, 3, -3];

export const areApart = (a: PanelRect, b: PanelRect): boolean =>
  a.x1 <= b.x0 || b.x1 <= a.x0 || a.y1 <= b.y0 || b.y1 <= a.y0;

/**
 * A place for a call-out of a point at `px`, `py`: right of it and a little higher, left of it where there is no room, and rows
 * further down or up where others stand already. Where no place is free it is the first, so that it is at least where it is looked for.
 */
export function callOutPlace(
  [px, py]: readonly [number, number],
  widthPx: number,
  panel: { width: number; height: number },
  taken: readonly PanelRect[],
): CallOutPlace {
  const preferLeft = px + BESIDE_PX + widthPx > panel.width && px > panel.width / 2;
  const wantedY = Math.max(HIGHEST_PX, py - ABOVE_PX);
  const places = ROWS.flatMap((row) =>
    [preferLeft, !preferLeft].map((toLeft): CallOutPlace => {
      const x = toLeft ? Math.max(widthPx, px - BESIDE_PX) : Math.min(panel.width - widthPx, px + BESIDE_PX);
      const y = wantedY + row * HEIGHT_PX;
      const [x0, x1] = toLeft ? [x - widthPx, x] : [x, x + widthPx];
      return { x, y, toLeft, rect: { x0, y0: y - OVER_PX, x1, y1: y + UNDER_PX } };
    }),
  );
  const isSeen = ({ y0, y1 }: PanelRect) => y0 >= 0 && y1 <= panel.height;
  return places.find(({ rect }) => isSeen(rect) && taken.every((other) => areApart(rect, other))) ?? places[0];
}
