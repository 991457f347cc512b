import { markerShapes, type SeriesMarker } from '../../../shared/domain/series.ts';

/** Draws a series' marker, hollow on the casing's colour; `radius` in px. */
export function drawMarker(
  ctx: CanvasRenderingContext2D,
  marker: SeriesMarker,
  x: number,
  y: number,
  radius: number,
  colour: string,
  casing: string,
): void {
  const shape = markerShapes[marker];
  ctx.beginPath();
  if (shape === null) ctx.arc(x, y, radius, 0, 2 * Math.PI);
  for (const line of shape?.lines ?? []) {
    line.forEach(([dx, dy], i) => {
      if (i === 0) ctx.moveTo(x + dx * radius, y + dy * radius);
      else ctx.lineTo(x + dx * radius, y + dy * radius);
    });
    if (shape?.closed) ctx.closePath();
  }
  ctx.lineJoin = 'miter';
  ctx.strokeStyle = casing;
  ctx.lineWidth = 4;
  ctx.stroke();
  if (shape?.closed !== false) {
    ctx.fillStyle = casing;
    ctx.fill();
  }
  ctx.strokeStyle = colour;
  ctx.lineWidth = 1.75;
  ctx.stroke();
}
