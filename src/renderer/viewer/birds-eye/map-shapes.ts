import type { ClipMap, PolygonRings } from '../../../shared/domain/map.ts';
import { Strokes, type Rgba } from './strokes.ts';
import { faded, type BirdsEyeTheme } from './theme.ts';
import { thinnedLine } from './thinned-line.ts';

/** One filled area of the map, clip-local m: rings of x y pairs, exterior first. */
export interface MapArea {
  rings: [number, number][][];
  colour: Rgba;
}

/** The vector map of a clip as the device draws it, made once a clip and theme. */
export interface MapShapes {
  areas: MapArea[];
  /** Widths in px. */
  lines: Strokes;
}

const DIVIDER_DASH_M = [2, 2];

/** Maps sample straight lanes every metre or closer; under 60 px/m this is at most a pixel, and a tenth of the work. */
const THIN_M = 0.02;

const ringOf = (flat: readonly number[], anchor: readonly [number, number]): [number, number][] =>
  thinnedLine(
    Array.from({ length: Math.floor(flat.length / 2) }, (_, i) => [
      flat[2 * i] - anchor[0],
      flat[2 * i + 1] - anchor[1],
    ]),
    THIN_M,
  );

/** Roads, crossings, stop lines and lanes in greys, the lower ones first. Layers that the data set lacks add nothing. */
export function mapShapes(map: ClipMap, theme: BirdsEyeTheme, anchor: readonly [number, number]): MapShapes {
  const areas: MapArea[] = [];
  const lines = new Strokes();
  const fill = (polygons: PolygonRings[] | undefined, colour: Rgba) => {
    for (const polygon of polygons ?? []) areas.push({ rings: polygon.map((r) => ringOf(r, anchor)), colour });
  };
  const outline = (polygons: PolygonRings[] | undefined, colour: Rgba, width: number) => {
    for (const ring of (polygons ?? []).flat()) {
      const points = ringOf(ring, anchor);
      if (points.length > 1) lines.addLine([...points, points[0]], colour, width, null);
    }
  };
  fill(map.walkways, faded(theme.roadEdge, 0.16));
  fill(map.carparks, faded(theme.roadFill, 0.7));
  fill(map.drivableArea, theme.roadFill);
  fill(map.crossings, faded(theme.crossing, 0.8));
  fill(map.stopLines, faded(theme.crossing, 0.9));
  outline(map.drivableArea, theme.roadEdge, 1);
  outline(map.lanes, faded(theme.lane, 0.55), 1);
  outline(map.laneConnectors, faded(theme.lane, 0.25), 1);
  for (const line of map.roadDividers ?? []) lines.addLine(ringOf(line, anchor), theme.lane, 1.25, null);
  for (const line of map.laneDividers ?? []) lines.addLine(ringOf(line, anchor), theme.lane, 1, DIVIDER_DASH_M);
  for (const line of map.laneCentrelines ?? []) lines.addLine(ringOf(line, anchor), faded(theme.lane, 0.4), 1, null);
  return { areas, lines };
}
