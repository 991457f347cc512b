import type { PolygonRings, PolylineFlat } from '../../../shared/domain/map.ts';
import type { Place } from '../drive.ts';
import type { Rgb } from './atmosphere.ts';
import { unit3 } from './noise.ts';
import { cosine, sine } from './trigonometry.ts';

/** A coat of the ground: rings painted over what lies below. */
export interface GroundLayer {
  rings: PolygonRings;
  colour: Rgb;
  /** How much of the ground below it hides, 0 to 1. */
  cover: number;
  /** 1 where water stands and cars drive, 0 where snow stays and grass grows. */
  paved: number;
  minX: number;
  minY: number;
  maxX: number;
  maxY: number;
}

const asphalt: Rgb = [92, 93, 97];
const junction: Rgb = [88, 89, 92];
const carpark: Rgb = [104, 103, 104];
const sidewalk: Rgb = [158, 154, 147];
const white: Rgb = [232, 232, 226];
const yellow: Rgb = [222, 176, 58];
const surfaces: Record<Place['scenery']['surfaces'][number]['kind'], Rgb> = {
  sidewalk,
  grass: [92, 116, 58],
  gravel: [138, 128, 112],
  plaza: [172, 160, 146],
};

const DASH_M = 3;
const GAP_M = 4.5;
const ZEBRA_BAR_M = 0.5;
const ZEBRA_GAP_M = 0.5;
const GAUGE_M = 1.435;

function layer(rings: PolygonRings, colour: Rgb, cover: number, paved: number): GroundLayer {
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i + 1 < rings[0].length; i += 2) {
    minX = Math.min(minX, rings[0][i]);
    maxX = Math.max(maxX, rings[0][i]);
    minY = Math.min(minY, rings[0][i + 1]);
    maxY = Math.max(maxY, rings[0][i + 1]);
  }
  return { rings, colour, cover, paved, minX, minY, maxX, maxY };
}

/** The ground of a place from below to above. Tyres leave faint tracks, and in `snow` bare ones. */
export function groundLayers(place: Place, snow: boolean): GroundLayer[] {
  const { roads, scenery } = place;
  const out: GroundLayer[] = [];
  for (const surface of scenery.surfaces) out.push(layer(surface.polygon, surfaces[surface.kind], 1, 0));
  for (const { polygon } of roads.walkways) out.push(layer(polygon, sidewalk, 1, 0));
  for (const { polygon } of roads.carparks) out.push(layer(polygon, carpark, 1, 1));
  for (const { polygon } of roads.otherDrivable) out.push(layer(polygon, carpark, 1, 1));
  for (const { polygon } of roads.connectors) out.push(layer(polygon, junction, 1, 1));
  for (const { polygon } of roads.intersections) out.push(layer(polygon, junction, 1, 1));
  for (const { polygon } of roads.roadblocks) out.push(layer(polygon, asphalt, 1, 1));
  for (const { polygon } of roads.lanes) out.push(layer(polygon, asphalt, 1, 1));
  for (const { area } of place.works) out.push(layer(area, [128, 106, 84], 1, 0.4));
  patchworkOf(place, out);
  const wear: Rgb = snow ? [58, 60, 66] : [64, 64, 67];
  const centrelines = [...roads.lanes, ...roads.connectors].map((lane) => lane.centreline);
  for (const line of centrelines)
    for (const offset of [-0.82, 0.82]) strips(out, line, offset, 0.62, wear, snow ? 0.62 : 0.2, 1);
  for (const marking of scenery.markings) paint(out, marking.kind, marking.line, marking.widthM);
  for (const line of scenery.curbs) strips(out, line, 0, 0.2, [176, 174, 168], 1, 0.2);
  return out;
}

/** Squares of newer and older asphalt, covers and cracks, so that no road is of one piece. */
function patchworkOf(place: Place, out: GroundLayer[]): void {
  place.roads.lanes.forEach((lane, index) => {
    const line = lane.centreline;
    for (let i = 0; i + 3 < line.length; i += 2) {
      const chance = unit3(index, i, 301);
      const [mx, my] = [(line[i] + line[i + 2]) / 2, (line[i + 1] + line[i + 3]) / 2];
      if (unit3(index, i, 305) < 0.05) out.push(layer([discRing(mx, my, 0.3, 0.3, 0)], [72, 70, 68], 0.85, 0.9));
      if (unit3(index, i, 306) < 0.25) crack(out, mx, my, index * 7919 + i);
      if (chance > 0.22) continue;
      const tone: Rgb = chance < 0.12 ? [78, 79, 82] : [106, 106, 108];
      const length = Math.min(1, 0.25 + unit3(index, i, 302));
      const ax = line[i];
      const ay = line[i + 1];
      const bx = ax + (line[i + 2] - ax) * length;
      const by = ay + (line[i + 3] - ay) * length;
      strips(out, [ax, ay, bx, by], (unit3(index, i, 303) - 0.5) * 1.6, 0.9 + unit3(index, i, 304), tone, 0.8, 1);
    }
  });
}

/** A dark line that wanders a few metres. */
function crack(out: GroundLayer[], x: number, y: number, seed: number): void {
  const line = [x + (unit3(seed, 0, 307) - 0.5) * 1.6, y + (unit3(seed, 1, 307) - 0.5) * 1.6];
  let angle = unit3(seed, 2, 307) * 2 * Math.PI;
  for (let k = 0; k < 5; k++) {
    angle += (unit3(seed, k, 308) - 0.5) * 1.5;
    line.push(line[line.length - 2] + 0.3 * cosine(angle), line[line.length - 1] + 0.3 * sine(angle));
  }
  strips(out, line, 0, 0.035, [44, 44, 46], 0.75, 1);
}

function paint(
  out: GroundLayer[],
  kind: Place['scenery']['markings'][number]['kind'],
  line: PolylineFlat,
  widthM: number,
) {
  switch (kind) {
    case 'solid':
    case 'edge':
    case 'stop':
      strips(out, line, 0, widthM, white, 0.9, 1);
      return;
    case 'double-yellow':
      for (const offset of [-0.12, 0.12]) strips(out, line, offset, 0.13, yellow, 0.9, 1);
      return;
    case 'dashed':
      for (const dash of cut(line, DASH_M, GAP_M)) strips(out, dash, 0, widthM, white, 0.9, 1);
      return;
    case 'zebra':
      for (const bar of cut(line, ZEBRA_BAR_M, ZEBRA_GAP_M)) strips(out, bar, 0, widthM, white, 0.88, 1);
      return;
    case 'rails':
      strips(out, line, 0, 3.2, [120, 112, 102], 0.75, 0.5);
      for (const sleeper of cut(line, 0.24, 0.4)) strips(out, sleeper, 0, 2.4, [92, 80, 70], 1, 0.3);
      for (const offset of [-GAUGE_M / 2, GAUGE_M / 2]) strips(out, line, offset, 0.09, [196, 196, 200], 1, 0.3);
  }
}

/** Pieces of a line, `pieceM` long and `gapM` apart. */
export function cut(line: PolylineFlat, pieceM: number, gapM: number): PolylineFlat[] {
  const out: PolylineFlat[] = [];
  const period = pieceM + gapM;
  let walked = 0;
  let open: number[] | null = null;
  for (let i = 0; i + 3 < line.length; i += 2) {
    const dx = line[i + 2] - line[i];
    const dy = line[i + 3] - line[i + 1];
    const length = Math.sqrt(dx * dx + dy * dy);
    if (length === 0) continue;
    let at = 0;
    while (at < length) {
      const phase = (walked + at) % period;
      const inside = phase < pieceM - 1e-9;
      const step = Math.min(length - at, (inside ? pieceM : period) - phase + 1e-9);
      if (inside) {
        open ??= [line[i] + (dx * at) / length, line[i + 1] + (dy * at) / length];
        const end = at + step;
        open.push(line[i] + (dx * end) / length, line[i + 1] + (dy * end) / length);
      }
      if (!inside || phase + step >= pieceM) {
        if (open) out.push(open);
        open = null;
      }
      at += step;
    }
    walked += length;
  }
  if (open) out.push(open);
  return out;
}

/** A band along a line at an offset (left positive), one quad a segment, joined at the corners. */
function strips(
  out: GroundLayer[],
  line: PolylineFlat,
  offsetM: number,
  widthM: number,
  colour: Rgb,
  cover: number,
  paved: number,
): void {
  const n = line.length >> 1;
  let left: [number, number] | null = null;
  let right: [number, number] | null = null;
  for (let i = 0; i < n; i++) {
    // Mitred normal from the directions before and after the point.
    const [ax, ay] = unitDirection(line, Math.max(0, i - 1), n);
    const [bx, by] = unitDirection(line, Math.min(n - 2, i), n);
    const sx = ax + bx;
    const sy = ay + by;
    const stretch = Math.max(0.35, (sx * sx + sy * sy) / 2);
    const nx = -sy / stretch;
    const ny = sx / stretch;
    const x = line[2 * i];
    const y = line[2 * i + 1];
    const toLeft: [number, number] = [x + nx * (offsetM + widthM / 2), y + ny * (offsetM + widthM / 2)];
    const toRight: [number, number] = [x + nx * (offsetM - widthM / 2), y + ny * (offsetM - widthM / 2)];
    if (left && right) out.push(layer([[...right, ...toRight, ...toLeft, ...left]], colour, cover, paved));
    left = toLeft;
    right = toRight;
  }
}

function unitDirection(line: PolylineFlat, i: number, n: number): [number, number] {
  for (let k = i; k < n - 1; k++) {
    const dx = line[2 * k + 2] - line[2 * k];
    const dy = line[2 * k + 3] - line[2 * k + 1];
    const length = Math.sqrt(dx * dx + dy * dy);
    if (length > 1e-9) return [dx / length, dy / length];
  }
  return [1, 0];
}

/** Ring of a regular polygon about a point. */
export function discRing(x: number, y: number, radiusX: number, radiusY: number, headingRad: number): number[] {
  const ring: number[] = [];
  const c = cosine(headingRad);
  const s = sine(headingRad);
  for (let i = 0; i < 12; i++) {
    const px = radiusX * cosine((i * Math.PI) / 6);
    const py = radiusY * sine((i * Math.PI) / 6);
    ring.push(x + c * px - s * py, y + s * px + c * py);
  }
  return ring;
}
