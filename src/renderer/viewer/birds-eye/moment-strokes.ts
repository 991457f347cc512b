import { seriesMarks } from '../../../shared/domain/series.ts';
import type { Box } from '../scene/box-track.ts';
import type { PlanPath } from '../scene/plan-path.ts';
import type { Moment } from './moment.ts';
import { Strokes, type Rgba } from './strokes.ts';
import { faded, type BirdsEyeTheme } from './theme.ts';

/** A velocity stem shows where an object is in this time, s. */
const STEM_S = 0.8;
const STANDING_DASH_PX = [4, 3];

export interface MomentStyle {
  theme: BirdsEyeTheme;
  pxPerM: number;
  /** Global position that all device positions are relative to, m: 32-bit floats need small numbers. */
  anchor: readonly [number, number];
  /** Hovered and chosen objects. */
  marked: ReadonlySet<string>;
  showVelocity: boolean;
}

/** What the device draws of a moment. `fills`: widths in m, each stroke a filled box. `lines`: widths in px. */
export interface MomentStrokes {
  fills: Strokes;
  lines: Strokes;
}

export function momentStrokes(moment: Moment, style: MomentStyle): MomentStrokes {
  const fills = new Strokes();
  const lines = new Strokes();
  const local = ([x, y]: readonly [number, number]): [number, number] => [x - style.anchor[0], y - style.anchor[1]];
  lines.addLine(
    moment.past.map((p) => local([p.x, p.y])),
    style.theme.past,
    1.25,
    null,
  );
  for (const box of moment.boxes) if (!style.marked.has(box.track.trackId)) addBox(fills, lines, box, style, local);
  for (const box of moment.boxes) if (style.marked.has(box.track.trackId)) addBox(fills, lines, box, style, local);
  for (const plan of moment.plans) addPlan(lines, plan, style, local);
  for (const { series, corners } of moment.planned) {
    const ring = [...corners, corners[0]].map(local);
    const dashM = seriesMarks[series].dash?.map((px) => px / style.pxPerM) ?? null;
    lines.addLine(ring, style.theme.casing, 3.5, null);
    lines.addLine(ring, style.theme.series[series], 1.5, dashM);
  }
  return { fills, lines };
}

type ToLocal = (p: readonly [number, number]) => [number, number];

function addBox(fills: Strokes, lines: Strokes, box: Box, style: MomentStyle, local: ToLocal): void {
  const [length, width] = box.track.sizeM;
  const c = Math.cos(box.yaw);
  const s = Math.sin(box.yaw);
  const at = (ahead: number, left: number) => local([box.x + c * ahead - s * left, box.y + s * ahead + c * left]);
  const marked = style.marked.has(box.track.trackId);
  const colour = style.theme.classes[box.track.objectClass];
  const pale = box.standing ? 0.6 : 1;
  fills.add(...at(-length / 2, 0), ...at(length / 2, 0), faded(colour, marked ? 0.45 : 0.26 * pale), width);
  const ring = [
    at(length / 2, width / 2),
    at(length / 2, -width / 2),
    at(-length / 2, -width / 2),
    at(-length / 2, width / 2),
  ];
  const outline: Rgba = marked ? style.theme.accentRgba : faded(colour, pale);
  const dashM = box.standing && !marked ? STANDING_DASH_PX.map((px) => px / style.pxPerM) : null;
  lines.addLine([...ring, ring[0]], outline, marked ? 2 : 1.2, dashM);
  // The tick says which way it faces: from the middle to the front.
  if (length > 1) lines.add(...at(0, 0), ...at(length / 2, 0), outline, 1.2);
  if (!style.showVelocity || box.velocity === null || box.standing) return;
  const [vx, vy] = box.velocity;
  const front = at(length > 1 ? length / 2 : 0, 0);
  lines.add(...front, front[0] + vx * STEM_S, front[1] + vy * STEM_S, outline, 1.2);
}

function addPlan(lines: Strokes, plan: PlanPath, style: MomentStyle, local: ToLocal): void {
  const { dash, widthPx } = seriesMarks[plan.series];
  const dashM = dash?.map((px) => px / style.pxPerM) ?? null;
  const colour = style.theme.series[plan.series];
  for (const mode of plan.otherModes)
    lines.addLine(
      mode.poses.map((p) => local([p.x, p.y])),
      faded(colour, 0.4),
      1,
      dashM,
    );
  const points = plan.path.poses.map((p) => local([p.x, p.y]));
  lines.addLine(points, style.theme.casing, widthPx + 3, null);
  lines.addLine(points, colour, widthPx, dashM);
}

/** Ends of the velocity stems, global frame, for their dots. */
export function stemDots(moment: Moment): { x: number; y: number; box: Box }[] {
  return moment.boxes.flatMap((box) => {
    if (box.velocity === null || box.standing) return [];
    const reach = box.track.sizeM[0] > 1 ? box.track.sizeM[0] / 2 : 0;
    return [
      {
        x: box.x + Math.cos(box.yaw) * reach + box.velocity[0] * STEM_S,
        y: box.y + Math.sin(box.yaw) * reach + box.velocity[1] * STEM_S,
        box,
      },
    ];
  });
}
