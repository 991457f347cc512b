import { seriesMarks, type Series } from '../../../shared/domain/series.ts';
import type { Pose2 } from '../../../shared/maths/se2.ts';
import { haloText } from '../scene/halo-text.ts';
import { drawMarker } from '../scene/marker.ts';
import { callOutPlace, type CallOutPlace } from './call-out-place.ts';
import type { EvidencePicture, EvidenceRole } from './evidence-picture.ts';
import { toPanel, type GroundFrame } from './ground-frame.ts';
import type { Rgba } from './strokes.ts';
import type { BirdsEyeTheme } from './theme.ts';

/** Quiet lines of the score: what is driven, what progress is measured by, and the route's middle; x y pairs, global frame, m. */
export interface QuietLines {
  driven: { series: Series; points: [number, number][] }[];
  reference: [number, number][];
  centreline: [number, number][];
}

/** The plan that is being bent: its poses and where they are held, global frame. */
export interface EditPicture {
  series: Series;
  origin: Pose2;
  poses: Pose2[];
  chosen: number;
  edited: boolean;
}

const css = ([r, g, b, a]: Rgba, alpha = a / 255): string => `rgb(${r} ${g} ${b} / ${alpha})`;
const FONT = '10px "Inter Variable", Inter, system-ui, sans-serif';
export const HANDLE_PX = 5;

interface Style {
  stroke: string;
  fill: string | null;
  dash: number[];
  width: number;
}

type Points = readonly (readonly [number, number])[];

function trace(ctx: CanvasRenderingContext2D, frame: GroundFrame, points: Points, closed: boolean): void {
  ctx.beginPath();
  for (const [x, y] of points) ctx.lineTo(...toPanel(frame, x, y));
  if (closed) ctx.closePath();
}

function stroke(ctx: CanvasRenderingContext2D, colour: string, width: number, dash: number[]): void {
  ctx.strokeStyle = colour;
  ctx.lineWidth = width;
  ctx.setLineDash(dash);
  ctx.stroke();
  ctx.setLineDash([]);
}

/** What the plan drives, the reference and the centreline, thin and below everything. */
export function drawQuietLines(
  ctx: CanvasRenderingContext2D,
  frame: GroundFrame,
  quiet: QuietLines,
  theme: BirdsEyeTheme,
): void {
  const lines: [Points, string, number, number[]][] = [
    [quiet.centreline, theme.textQuiet, 1, [2, 4]],
    [quiet.reference, theme.textQuiet, 1.25, [7, 3]],
    ...quiet.driven.map(({ series, points }): [Points, string, number, number[]] => [
      points,
      css(theme.series[series], 0.9),
      1.25,
      [1, 2.5],
    ]),
  ];
  for (const [points, colour, width, dash] of lines) {
    if (points.length < 2) continue;
    trace(ctx, frame, points, false);
    stroke(ctx, colour, width, dash);
  }
  const end = quiet.reference.at(-1);
  if (!end) return;
  ctx.font = FONT;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  const [x, y] = toPanel(frame, ...end);
  haloText(ctx, 'reference', x + 5, y, theme.textQuiet, theme.casingCss);
}

/** The shapes of an infraction: who, the ego there, and what was left, swept or entered. */
export function drawEvidence(
  ctx: CanvasRenderingContext2D,
  frame: GroundFrame,
  picture: EvidencePicture,
  theme: BirdsEyeTheme,
): void {
  const own = theme.series[picture.series];
  const fail = theme.fail;
  const styles: Record<EvidenceRole, Style> = {
    offending: { stroke: css(fail), fill: css(fail, 0.35), dash: [], width: 2 },
    red: { stroke: css(fail), fill: css(fail, 0.14), dash: [4, 3], width: 1.25 },
    ego: { stroke: css(own), fill: css(own, 0.18), dash: seriesDash(picture.series), width: 1.75 },
    pushed: { stroke: css(own, 0.9), fill: null, dash: [2, 3], width: 1.25 },
  };
  for (const area of [...picture.areas].sort((a, b) => Number(a.left) - Number(b.left)))
    drawArea(ctx, frame, area, theme);
  const order: EvidenceRole[] = ['red', 'pushed', 'ego', 'offending'];
  for (const role of order)
    for (const { points } of picture.rings.filter((r) => r.role === role)) {
      const style = styles[role];
      trace(ctx, frame, points, true);
      if (style.fill !== null) {
        ctx.fillStyle = style.fill;
        ctx.fill();
      }
      stroke(ctx, theme.casingCss, style.width + 2, []);
      stroke(ctx, style.stroke, style.width, style.dash);
    }
  for (const { points } of picture.lines) {
    trace(ctx, frame, points, false);
    stroke(ctx, theme.casingCss, 7, []);
    stroke(ctx, css(fail), 4, [6, 2.5]);
  }
  if (picture.ring) {
    ctx.beginPath();
    ctx.arc(
      ...toPanel(frame, picture.ring.x, picture.ring.y),
      Math.max(7, picture.ring.radiusM * frame.pxPerM),
      0,
      2 * Math.PI,
    );
    stroke(ctx, css(fail), 1.5, [4, 3]);
  }
}

/** A polygon that held the ego: one that a corner left stands out, the others beside it are outlined in grey. */
function drawArea(
  ctx: CanvasRenderingContext2D,
  frame: GroundFrame,
  { left, rings }: EvidencePicture['areas'][number],
  theme: BirdsEyeTheme,
): void {
  ctx.beginPath();
  for (const ring of rings) {
    ring.forEach(([x, y], i) => {
      if (i === 0) ctx.moveTo(...toPanel(frame, x, y));
      else ctx.lineTo(...toPanel(frame, x, y));
    });
    ctx.closePath();
  }
  if (left) {
    ctx.fillStyle = css(theme.fail, 0.1);
    ctx.fill('evenodd');
  }
  stroke(ctx, theme.casingCss, 3, []);
  stroke(ctx, left ? css(theme.fail) : theme.textQuiet, left ? 1.5 : 1, left ? [8, 3] : [2, 3]);
}

const seriesDash = (series: Series): number[] => [...(seriesMarks[series].dash ?? [])];

const EDGE_PX = 4;

/** A call-out with its place. */
export interface PlacedCallOut {
  of: NonNullable<EvidencePicture['callout']>;
  /** What it points to, px. */
  at: [number, number];
  place: CallOutPlace;
}

/** Places for the call-outs of pictures, each free of those before it; what is out of sight has none. */
export function placeCallOuts(
  ctx: CanvasRenderingContext2D,
  frame: GroundFrame,
  pictures: readonly (EvidencePicture | null | undefined)[],
): PlacedCallOut[] {
  const placed: PlacedCallOut[] = [];
  for (const of of pictures.flatMap((picture) => picture?.callout ?? [])) {
    const at = toPanel(frame, of.x, of.y);
    if (at[0] < 0 || at[1] < 0 || at[0] > frame.width || at[1] > frame.height) continue;
    ctx.font = `600 ${FONT}`;
    const titlePx = ctx.measureText(of.title).width;
    ctx.font = FONT;
    const widthPx = Math.max(titlePx, ctx.measureText(of.detail).width) + EDGE_PX;
    const taken = placed.map(({ place }) => place.rect);
    placed.push({ of, at, place: callOutPlace(at, widthPx, frame, taken) });
  }
  return placed;
}

/** Who or what, and when, beside the place that it points to. */
export function drawCallOut(
  ctx: CanvasRenderingContext2D,
  { of, at, place: { x, y, toLeft } }: PlacedCallOut,
  theme: BirdsEyeTheme,
): void {
  ctx.beginPath();
  ctx.moveTo(...at);
  ctx.lineTo(toLeft ? x + 8 : x - 8, y);
  ctx.lineTo(toLeft ? x + 3 : x - 3, y);
  stroke(ctx, css(theme.fail), 1, []);
  ctx.textAlign = toLeft ? 'right' : 'left';
  ctx.textBaseline = 'alphabetic';
  ctx.font = `600 ${FONT}`;
  haloText(ctx, of.title, x, y - 1, css(theme.fail), theme.casingCss);
  ctx.font = FONT;
  haloText(ctx, of.detail, x, y + 11, theme.text, theme.casingCss);
}

/** The bent plan with a handle at each pose; the one that keys move is filled. */
export function drawEdit(
  ctx: CanvasRenderingContext2D,
  frame: GroundFrame,
  edit: EditPicture,
  theme: BirdsEyeTheme,
): void {
  const colour = css(theme.series[edit.series]);
  trace(
    ctx,
    frame,
    [edit.origin, ...edit.poses].map((p) => [p.x, p.y] as const),
    false,
  );
  stroke(ctx, theme.casingCss, 5, []);
  stroke(ctx, colour, 2, edit.edited ? [4, 2, 1, 2] : []);
  edit.poses.forEach((pose, i) => {
    const at = toPanel(frame, pose.x, pose.y);
    drawMarker(ctx, seriesMarks[edit.series].marker, ...at, HANDLE_PX, colour, theme.casingCss);
    if (i !== edit.chosen) return;
    ctx.beginPath();
    ctx.arc(...at, HANDLE_PX + 3, 0, 2 * Math.PI);
    stroke(ctx, theme.accent, 2, []);
  });
  const end = edit.poses.at(-1);
  if (!edit.edited || !end) return;
  ctx.font = `600 ${FONT}`;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  const [x, y] = toPanel(frame, end.x, end.y);
  haloText(ctx, `${edit.series} edited`, x + 12, y, colour, theme.casingCss);
}

/** Index of the handle under a point of the panel; the nearest within reach, −1 for none. */
export function handleAt(frame: GroundFrame, edit: EditPicture, px: number, py: number): number {
  let found = -1;
  let nearest = 2 * HANDLE_PX + 2;
  edit.poses.forEach((pose, i) => {
    const [x, y] = toPanel(frame, pose.x, pose.y);
    const distance = Math.hypot(x - px, y - py);
    if (distance < nearest) [found, nearest] = [i, distance];
  });
  return found;
}
