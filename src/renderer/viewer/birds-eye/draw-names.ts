import { fixed } from '../../ui/numbers.ts';
import { drawMarker } from '../scene/marker.ts';
import { haloText } from '../scene/halo-text.ts';
import { footprint } from '../scene/ribbon.ts';
import type { EgoTrack } from '../../../shared/domain/clip.ts';
import type { Box } from '../scene/box-track.ts';
import type { ShownLight } from '../scene/light-states.ts';
import { areApart, type PanelRect } from './call-out-place.ts';
import {
  drawCallOut,
  drawEdit,
  drawEvidence,
  drawQuietLines,
  placeCallOuts,
  type EditPicture,
  type QuietLines,
} from './draw-evidence.ts';
import { drawLights } from './draw-lights.ts';
import type { EvidencePicture } from './evidence-picture.ts';
import { toPanel, type GroundFrame } from './ground-frame.ts';
import type { Moment } from './moment.ts';
import { stemDots } from './moment-strokes.ts';
import { namePlans } from './name-plans.ts';
import { scaleBar } from './nice-length.ts';
import type { Rgba } from './strokes.ts';
import type { BirdsEyeTheme } from './theme.ts';

/** Two measured ground points, global frame, m; the second follows the pointer until it is set. */
export interface Measure {
  from: [number, number];
  to: [number, number] | null;
}

/** What lies over the ground: everything with text, and the marks that keep their size. */
export interface NamesPicture {
  frame: GroundFrame;
  moment: Moment;
  ego: EgoTrack;
  theme: BirdsEyeTheme;
  marked: ReadonlySet<string>;
  chosen: string | null;
  showLabels: boolean;
  showVelocity: boolean;
  measure: Measure | null;
  lights: readonly ShownLight[];
  score: ScorePicture;
}

/** What the score draws on the ground. */
export interface ScorePicture {
  evidence: EvidencePicture | null;
  /** That of a second run, below the first. */
  beside?: EvidencePicture | null;
  quiet: QuietLines | null;
  edit: EditPicture | null;
}

const css = ([r, g, b, a]: Rgba, alpha = a / 255): string => `rgb(${r} ${g} ${b} / ${alpha})`;
const FONT = '10px "Inter Variable", Inter, system-ui, sans-serif';
const MAX_NAMES = 16;
/** Names only while boxes are this large, px per m. */
const NAMES_FROM_PX_PER_M = 3;

export function drawNames(ctx: CanvasRenderingContext2D, picture: NamesPicture): void {
  const { frame, moment, theme } = picture;
  const at = (x: number, y: number) => toPanel(frame, x, y);
  ctx.clearRect(0, 0, frame.width, frame.height);
  if (picture.showVelocity)
    for (const { x, y, box } of stemDots(moment)) {
      ctx.beginPath();
      ctx.arc(...at(x, y), 1.8, 0, 2 * Math.PI);
      ctx.fillStyle = css(theme.classes[box.track.objectClass], 1);
      ctx.fill();
    }
  drawLights(ctx, frame, picture.lights, theme);
  const { evidence, beside, quiet, edit } = picture.score;
  if (quiet) drawQuietLines(ctx, frame, quiet, theme);
  drawEgo(ctx, picture);
  for (const { series, marker, pose } of moment.marks)
    drawMarker(ctx, marker, ...at(pose.x, pose.y), 3, css(theme.series[series]), theme.casingCss);
  const callOuts = placeCallOuts(ctx, frame, [evidence, beside]);
  if (picture.showLabels && frame.pxPerM >= NAMES_FROM_PX_PER_M)
    nameObjects(
      ctx,
      picture,
      callOuts.map(({ place }) => place.rect),
    );
  namePlans(ctx, frame, moment, theme);
  if (beside) drawEvidence(ctx, frame, beside, theme);
  if (evidence) drawEvidence(ctx, frame, evidence, theme);
  for (const one of callOuts) drawCallOut(ctx, one, theme);
  if (edit) drawEdit(ctx, frame, edit, theme);
  callOut(ctx, picture);
  if (picture.measure) drawMeasure(ctx, picture, picture.measure);
  drawScale(ctx, frame, theme);
}

function drawEgo(ctx: CanvasRenderingContext2D, { frame, moment, ego, theme }: NamesPicture): void {
  const { frontM, rearM, widthM } = ego;
  ctx.beginPath();
  for (const corner of footprint(moment.ego, frontM, rearM, widthM)) ctx.lineTo(...toPanel(frame, ...corner));
  ctx.closePath();
  ctx.fillStyle = theme.ego;
  ctx.fill();
  const c = Math.cos(moment.ego.yaw);
  const s = Math.sin(moment.ego.yaw);
  ctx.beginPath();
  for (const [ahead, left] of [
    [frontM - 1.3, widthM * 0.28],
    [frontM - 0.6, 0],
    [frontM - 1.3, -widthM * 0.28],
  ])
    ctx.lineTo(...toPanel(frame, moment.ego.x + c * ahead - s * left, moment.ego.y + s * ahead + c * left));
  ctx.strokeStyle = theme.onEgo;
  ctx.lineWidth = 1.5;
  ctx.stroke();
}

const halo = (
  ctx: CanvasRenderingContext2D,
  theme: BirdsEyeTheme,
  text: string,
  x: number,
  y: number,
  colour: string,
) => haloText(ctx, text, x, y, colour, theme.casingCss);

/** Upright rectangle around the ego vehicle, px: no name goes there. */
function egoRect(frame: GroundFrame, { ego: pose }: Moment, { frontM, rearM, widthM }: EgoTrack) {
  const corners = footprint(pose, frontM, rearM, widthM).map((c) => toPanel(frame, ...c));
  const xs = corners.map((c) => c[0]);
  const ys = corners.map((c) => c[1]);
  return { x0: Math.min(...xs), y0: Math.min(...ys), x1: Math.max(...xs), y1: Math.max(...ys) };
}

/** Names beside the objects nearest to the ego vehicle, each only where it is free of those before, call-outs, the scale and the tools. */
function nameObjects(
  ctx: CanvasRenderingContext2D,
  { frame, moment, ego, theme, chosen, score }: NamesPicture,
  callOuts: readonly PanelRect[],
): void {
  const distance = (b: Box) => Math.hypot(b.x - moment.ego.x, b.y - moment.ego.y);
  const { width: w, height: h } = frame;
  const taken: PanelRect[] = [
    ...callOuts,
    egoRect(frame, moment, ego),
    { x0: w - 150, y0: h - 32, x1: w, y1: h },
    { x0: 0, y0: h - 32, x1: 62, y1: h },
  ];
  const most = taken.length + MAX_NAMES;
  ctx.font = FONT;
  ctx.textAlign = 'right';
  ctx.textBaseline = 'middle';
  for (const box of [...moment.boxes].sort((a, b) => distance(a) - distance(b))) {
    if (taken.length >= most) return;
    if (box.track.objectClass === 'cone' || box.track.objectClass === 'other' || box.track.trackId === chosen) continue;
    if (box.track.trackId === score.evidence?.trackId || box.track.trackId === score.beside?.trackId) continue;
    const [px, py] = toPanel(frame, box.x, box.y);
    const turn = box.yaw - frame.origin.yaw;
    const [length, width] = box.track.sizeM;
    const reach = (Math.abs(Math.sin(turn)) * length + Math.abs(Math.cos(turn)) * width) / 2;
    const x = px - reach * frame.pxPerM - 5;
    const rect = { x0: x - ctx.measureText(box.track.label).width, y0: py - 7, x1: x, y1: py + 7 };
    const seen = rect.x0 > 2 && rect.x1 < frame.width && rect.y0 > 0 && rect.y1 < frame.height;
    if (!seen || !taken.every((other) => areApart(rect, other))) continue;
    taken.push(rect);
    halo(ctx, theme, box.track.label, x, py, theme.textQuiet);
  }
}

/** Two lines beside hovered and chosen objects: who, and how fast. */
function callOut(ctx: CanvasRenderingContext2D, { frame, moment, theme, marked }: NamesPicture): void {
  ctx.textAlign = 'left';
  ctx.textBaseline = 'alphabetic';
  for (const box of moment.boxes) {
    if (!marked.has(box.track.trackId)) continue;
    const [px, py] = toPanel(frame, box.x, box.y);
    const x = Math.min(frame.width - 90, px + 26);
    const y = Math.max(26, py - 24);
    ctx.beginPath();
    ctx.moveTo(px, py);
    ctx.lineTo(x - 8, y);
    ctx.lineTo(x - 3, y);
    ctx.strokeStyle = theme.accent;
    ctx.lineWidth = 1;
    ctx.stroke();
    ctx.font = `600 ${FONT}`;
    halo(ctx, theme, box.track.label, x, y - 1, theme.accent);
    ctx.font = FONT;
    const speed = box.velocity === null ? 'speed unknown' : `${fixed(Math.hypot(...box.velocity), 1)} m/s`;
    const metres = Math.hypot(box.x - moment.ego.x, box.y - moment.ego.y);
    halo(ctx, theme, `${speed}, ${fixed(metres, 1)} m off`, x, y + 11, theme.text);
  }
}

function drawMeasure(ctx: CanvasRenderingContext2D, { frame, theme }: NamesPicture, { from, to }: Measure): void {
  const a = toPanel(frame, ...from);
  const b = to === null ? a : toPanel(frame, ...to);
  for (const [width, colour] of [
    [4, theme.casingCss],
    [1.5, theme.accent],
  ] as const) {
    ctx.beginPath();
    ctx.moveTo(...a);
    ctx.lineTo(...b);
    ctx.strokeStyle = colour;
    ctx.lineWidth = width;
    ctx.stroke();
  }
  for (const end of [a, b]) drawMarker(ctx, 'circle', ...end, 2.5, theme.accent, theme.casingCss);
  if (to === null) return;
  ctx.font = `600 11px "JetBrains Mono Variable", monospace`;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'bottom';
  const metres = Math.hypot(to[0] - from[0], to[1] - from[1]);
  halo(ctx, theme, `${fixed(metres, 2)} m`, (a[0] + b[0]) / 2, Math.min(a[1], b[1]) - 4, theme.text);
}

function drawScale(ctx: CanvasRenderingContext2D, frame: GroundFrame, theme: BirdsEyeTheme): void {
  const { metres, px } = scaleBar(frame.pxPerM);
  const right = frame.width - 10;
  const y = frame.height - 12;
  ctx.beginPath();
  ctx.moveTo(right - px, y - 4);
  ctx.lineTo(right - px, y);
  ctx.lineTo(right, y);
  ctx.lineTo(right, y - 4);
  ctx.strokeStyle = theme.textQuiet;
  ctx.lineWidth = 1;
  ctx.stroke();
  ctx.font = FONT;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'bottom';
  halo(ctx, theme, `${metres} m`, right - px / 2, y - 3, theme.textQuiet);
}
