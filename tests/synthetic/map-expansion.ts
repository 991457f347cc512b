import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SyntheticScene } from './scene.ts';
import { locations } from './vocabulary.ts';

type Point = readonly [number, number];

const ROAD_HALF_M = 7;
const AROUND_M = 120;

/** A token of the map's kind: a UUID with dashes. */
const uuid = (n: number): string => `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;

/** Collects nodes, lines and polygons as the format's own tables do. */
class MapTables {
  readonly node: { token: string; x: number; y: number }[] = [];
  readonly line: { token: string; node_tokens: string[] }[] = [];
  readonly polygon: { token: string; exterior_node_tokens: string[]; holes: { node_tokens: string[] }[] }[] = [];
  #next = 1;

  token(): string {
    return uuid(this.#next++);
  }

  nodes(points: readonly Point[]): string[] {
    return points.map(([x, y]) => {
      const token = this.token();
      this.node.push({ token, x, y });
      return token;
    });
  }

  lineOf(points: readonly Point[]): string {
    const token = this.token();
    this.line.push({ token, node_tokens: this.nodes(points) });
    return token;
  }

  polygonOf(points: readonly Point[], holes: readonly (readonly Point[])[] = []): string {
    const token = this.token();
    this.polygon.push({
      token,
      exterior_node_tokens: this.nodes(points),
      holes: holes.map((hole) => ({ node_tokens: this.nodes(hole) })),
    });
    return token;
  }
}

const rectangle = (x0: number, y0: number, x1: number, y1: number): Point[] => [
  [x0, y0],
  [x1, y0],
  [x1, y1],
  [x0, y1],
];

/** Writes `maps/expansion/<location>.json` (v1.3): around each scene's start a straight road east with what a road has. */
export function writeMapExpansion(dir: string, scenes: readonly SyntheticScene[], version = '1.3'): void {
  mkdirSync(join(dir, 'maps', 'expansion'), { recursive: true });
  for (const location of locations) {
    const map = locationMap(
      scenes.filter((scene) => scene.location === location.name),
      [location.widthM, location.heightM],
    );
    writeFileSync(
      join(dir, 'maps', 'expansion', `${location.name}.json`),
      JSON.stringify({ version, ...map }, null, 2),
    );
  }
}

function locationMap(scenes: readonly SyntheticScene[], canvas: readonly number[]): Record<string, unknown> {
  const t = new MapTables();
  const layers: Record<string, Record<string, unknown>[]> = {
    drivable_area: [],
    road_segment: [],
    road_block: [],
    lane: [],
    lane_connector: [],
    ped_crossing: [],
    walkway: [],
    stop_line: [],
    carpark_area: [],
    road_divider: [],
    lane_divider: [],
    traffic_light: [],
  };
  const paths: Record<string, unknown> = {};
  for (const scene of scenes) {
    const { x, y } = scene.drive.at(0);
    const [west, east, south, north] = [x - AROUND_M, x + AROUND_M, y - ROAD_HALF_M, y + ROAD_HALF_M];
    const one = (layer: string, fields: Record<string, unknown>) => {
      const token = t.token();
      layers[layer].push({ token, ...fields });
      return token;
    };
    const area = t.polygonOf(rectangle(west, south, east, north), [rectangle(x + 60, y - 1, x + 70, y + 1)]);
    const drivable = one('drivable_area', { polygon_tokens: [area] });
    one('road_segment', {
      polygon_token: t.polygonOf(rectangle(x + 80, south, x + 95, north)),
      is_intersection: true,
      drivable_area_token: drivable,
    });
    one('road_segment', {
      polygon_token: t.polygonOf(rectangle(west, south, x + 80, north)),
      is_intersection: false,
      drivable_area_token: drivable,
    });
    const edges = {
      from_edge_line_token: '',
      to_edge_line_token: '',
      left_lane_divider_segments: [],
      right_lane_divider_segments: [],
    };
    const lane = one('lane', {
      polygon_token: t.polygonOf(rectangle(west, y - 3.5, x + 80, y)),
      lane_type: 'CAR',
      ...edges,
    });
    const connector = one('lane_connector', { polygon_token: t.polygonOf(rectangle(x + 80, y - 3.5, x + 95, y)) });
    paths[lane] = [
      {
        start_pose: [west, y - 1.75, 0],
        end_pose: [x + 80, y - 1.75, 0],
        shape: 'LSR',
        radius: 999.999,
        segment_length: [0, AROUND_M + 80, 0],
      },
    ];
    // A quarter circle to the left, 10 m in radius.
    paths[connector] = [
      {
        start_pose: [x + 80, y - 1.75, 0],
        end_pose: [x + 90, y + 8.25, Math.PI / 2],
        shape: 'LSL',
        radius: 10,
        segment_length: [5 * Math.PI, 0, 0],
      },
    ];
    one('ped_crossing', {
      polygon_token: t.polygonOf(rectangle(x + 74, south, x + 78, north)),
      road_segment_token: '',
    });
    one('walkway', { polygon_token: t.polygonOf(rectangle(west, north, east, north + 3)) });
    one('stop_line', {
      polygon_token: t.polygonOf(rectangle(x + 71, y - 3.5, x + 72, y)),
      stop_line_type: 'TRAFFIC_LIGHT',
      ped_crossing_tokens: [],
      traffic_light_tokens: [],
      road_block_token: '',
    });
    one('carpark_area', {
      polygon_token: t.polygonOf(rectangle(x - 40, south - 6, x - 20, south)),
      orientation: 0,
      road_block_token: '',
    });
    one('road_divider', {
      line_token: t.lineOf([
        [west, y],
        [x + 80, y],
      ]),
      road_segment_token: '',
    });
    one('lane_divider', {
      line_token: t.lineOf([
        [west, y + 3.5],
        [x + 80, y + 3.5],
      ]),
      lane_divider_segments: [],
    });
    one('traffic_light', {
      line_token: t.lineOf([
        [x + 72, south],
        [x + 72.5, south],
      ]),
      traffic_light_type: 'VERTICAL',
      from_road_block_token: '',
      items: [],
      pose: { tx: x + 72, ty: south, tz: 0, rx: 0, ry: 0, rz: Math.PI },
    });
  }
  return {
    polygon: t.polygon,
    line: t.line,
    node: t.node,
    ...layers,
    arcline_path_3: paths,
    connectivity: {},
    canvas_edge: canvas,
  };
}
