import type { seriesStyle, Series } from '../../ui/series-key.tsx';

export type Marker = (typeof seriesStyle)[Series]['marker'];

/** Corners of the straight markers on the unit circle, y down. */
const corners: Record<Exclude<Marker, 'circle' | 'cross'>, readonly (readonly [number, number])[]> = {
  square: [
    [-0.85, -0.85],
    [0.85, -0.85],
    [0.85, 0.85],
    [-0.85, 0.85],
  ],
  diamond: [
    [0, -1.2],
    [1.2, 0],
    [0, 1.2],
    [-1.2, 0],
  ],
  triangle: [
    [0, -1.1],
    [1.05, 0.8],
    [-1.05, 0.8],
  ],
};

/** Draws a series' marker, hollow on the casing's colour; `radius` in px. */
export function drawMarker(
  ctx: CanvasRenderingContext2D,
  marker: Marker,
  x: number,
  y: number,
  radius: number,
  colour: string,
  casing: string,
): void {
  ctx.beginPath();
  if (marker === 'circle') ctx.arc(x, y, radius, 0, 2 * Math.PI);
  else if (marker === 'cross') {
    ctx.moveTo(x - radius, y - radius);
    ctx.lineTo(x + radius, y + radius);
    ctx.moveTo(x + radius, y - radius);
    ctx.lineTo(x - radius, y + radius);
  } else {
    for (const [dx, dy] of corners[marker]) ctx.lineTo(x + dx * radius, y + dy * radius);
    ctx.closePath();
  }
  ctx.lineJoin = 'miter';
  ctx.strokeStyle = casing;
  ctx.lineWidth = 4;
  ctx.stroke();
  if (marker !== 'cross') {
    ctx.fillStyle = casing;
    ctx.fill();
  }
  ctx.strokeStyle = colour;
  ctx.lineWidth = 1.75;
  ctx.stroke();
}
