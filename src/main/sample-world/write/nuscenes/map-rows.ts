import type { PolygonRings, PolylineFlat } from '../../../../shared/domain/map.ts';
import type { Lane, LaneConnector } from '../../../../shared/domain/road-map.ts';
import type { Place } from '../../drive.ts';
import type { ClipJob, Site } from '../layout.ts';
import { straightened } from '../straighten.ts';
import { uuidToken } from '../tokens.ts';
import { arclineOf } from './arcline.ts';
import { centreOf, drivableGround, nearestId, openRing } from './place-ground.ts';
import type { Row } from './scene-tables.ts';

export const mapLayers = [
  'polygon',
  'line',
  'node',
  'drivable_area',
  'road_segment',
  'road_block',
  'lane',
  'ped_crossing',
  'walkway',
  'stop_line',
  'carpark_area',
  'road_divider',
  'lane_divider',
  'traffic_light',
  'lane_connector',
] as const;
type MapTable = (typeof mapLayers)[number];

/** One place in the map expansion's tables (v1.3). */
interface MapRows {
  layers: Record<MapTable, Row[]>;
  /** Centre lines by lane or lane connector. */
  arclines: Record<string, unknown>;
  connectivity: Record<string, { incoming: string[]; outgoing: string[] }>;
}

/** Half of a stop line's reach within which a crossing counts as its reason, m. */
const NEAR_CROSSING_M = 6;
/** Vertices nearer than this to the straight through their neighbours are left out, m. */
const STRAIGHT_M = 0.005;

/** Rows of one drive's place, shifted to its site. */
export function mapRows(job: Pick<ClipJob, 'request' | 'index' | 'drive' | 'site'>): MapRows {
  return new PlaceRows(job.drive.place, job.site, `nuscenes/${job.request.seed}/${job.index}`).rows();
}

class PlaceRows {
  readonly #place: Place;
  readonly #site: Site;
  readonly #prefix: string;
  readonly #layers = Object.fromEntries(mapLayers.map((layer) => [layer, []])) as unknown as Record<MapTable, Row[]>;
  #serial = 0;

  constructor(place: Place, site: Site, prefix: string) {
    this.#place = place;
    this.#site = site;
    this.#prefix = prefix;
  }

  rows(): MapRows {
    this.#drivable();
    this.#roads();
    this.#lanes();
    this.#crossings();
    this.#lights();
    this.#stopLines();
    return { layers: this.#layers, arclines: this.#arclines(), connectivity: this.#connectivity() };
  }

  #token(id: string): string {
    return uuidToken(`${this.#prefix}/${id}`);
  }

  #add(layer: MapTable, token: string, fields: Row): string {
    this.#layers[layer].push({ token, ...fields });
    return token;
  }

  #nodes(vertices: PolylineFlat): string[] {
    const line = straightened(vertices, STRAIGHT_M);
    const tokens: string[] = [];
    for (let i = 0; i + 1 < line.length; i += 2)
      tokens.push(
        this.#add('node', this.#token(`node/${this.#serial++}`), {
          x: line[i] + this.#site.x,
          y: line[i + 1] + this.#site.y,
        }),
      );
    return tokens;
  }

  #polygon([exterior, ...holes]: PolygonRings): string {
    return this.#add('polygon', this.#token(`polygon/${this.#serial++}`), {
      exterior_node_tokens: this.#nodes(openRing(exterior)),
      holes: holes.map((hole) => ({ node_tokens: this.#nodes(openRing(hole)) })),
    });
  }

  #line(line: PolylineFlat): string {
    return this.#add('line', this.#token(`line/${this.#serial++}`), { node_tokens: this.#nodes(line) });
  }

  #drivable(): void {
    const polygons = drivableGround(this.#place).map((polygon) => this.#polygon(polygon));
    this.#add('drivable_area', this.#token('drivable'), { polygon_tokens: polygons });
  }

  #roads(): void {
    const { roads } = this.#place;
    const drivable_area_token = this.#token('drivable');
    for (const { id, polygon } of roads.intersections)
      this.#add('road_segment', this.#token(id), {
        polygon_token: this.#polygon(polygon),
        is_intersection: true,
        drivable_area_token,
      });
    for (const { id, polygon } of roads.roadblocks) {
      const polygon_token = this.#polygon(polygon);
      this.#add('road_segment', this.#token(`segment/${id}`), {
        polygon_token,
        is_intersection: false,
        drivable_area_token,
      });
      const lanes = roads.lanes.filter((lane) => lane.roadblockId === id);
      this.#add('road_block', this.#token(id), {
        polygon_token,
        from_edge_line_token: this.#edge(lanes, 'start'),
        to_edge_line_token: this.#edge(lanes, 'end'),
        road_segment_token: this.#token(`segment/${id}`),
      });
    }
    for (const { id, polygon } of roads.carparks)
      this.#add('carpark_area', this.#token(id), {
        polygon_token: this.#polygon(polygon),
        orientation: 0,
        road_block_token: '',
      });
  }

  /** The line across lanes side by side where they begin or end, from the leftmost to the rightmost. */
  #edge(lanes: readonly Lane[], end: 'start' | 'end'): string {
    const sorted = [...lanes].sort((a, b) => a.index - b.index);
    const first = sorted[0];
    const last = sorted[sorted.length - 1];
    if (!first || !last) return '';
    const at = (line: PolylineFlat) => (end === 'start' ? line.slice(0, 2) : line.slice(-2));
    return this.#line([...at(first.leftBoundary), ...at(last.rightBoundary)]);
  }

  #lanes(): void {
    const { lanes, connectors } = this.#place.roads;
    for (const lane of lanes) {
      const isLast = !lanes.some((other) => other.roadblockId === lane.roadblockId && other.index === lane.index + 1);
      this.#add('lane', this.#token(lane.id), {
        polygon_token: this.#polygon(lane.polygon),
        lane_type: 'CAR',
        from_edge_line_token: this.#edge([lane], 'start'),
        to_edge_line_token: this.#edge([lane], 'end'),
        left_lane_divider_segments: this.#divider(
          lane.leftBoundary,
          lane.index === 0 ? 'DOUBLE_SOLID_YELLOW' : 'DOUBLE_DASHED_WHITE',
        ),
        right_lane_divider_segments: this.#divider(
          lane.rightBoundary,
          isLast ? 'SINGLE_SOLID_WHITE' : 'DOUBLE_DASHED_WHITE',
        ),
      });
      if (lane.index === 0)
        this.#add('road_divider', this.#token(`divider/${lane.id}`), {
          line_token: this.#line(lane.leftBoundary),
          road_segment_token: this.#token(`segment/${lane.roadblockId}`),
        });
      else {
        const line_token = this.#line(lane.leftBoundary);
        const nodes = this.#layers.line[this.#layers.line.length - 1]['node_tokens'] as string[];
        this.#add('lane_divider', this.#token(`divider/${lane.id}`), {
          line_token,
          lane_divider_segments: nodes.map((node_token) => ({ node_token, segment_type: 'DOUBLE_DASHED_WHITE' })),
        });
      }
    }
    for (const connector of connectors)
      this.#add('lane_connector', this.#token(connector.id), { polygon_token: this.#polygon(connector.polygon) });
  }

  #divider(line: PolylineFlat, segment_type: string): Row[] {
    return this.#nodes(line).map((node_token) => ({ node_token, segment_type }));
  }

  #crossings(): void {
    const { crosswalks, walkways, roadblocks } = this.#place.roads;
    for (const { id, polygon } of crosswalks)
      this.#add('ped_crossing', this.#token(id), {
        polygon_token: this.#polygon(polygon),
        // Each belongs to the road that it lies on or nearest to.
        road_segment_token: this.#token(`segment/${nearestId(roadblocks, centreOf(polygon))}`),
      });
    for (const { id, polygon } of walkways)
      this.#add('walkway', this.#token(id), { polygon_token: this.#polygon(polygon) });
  }

  #lights(): void {
    const { scenery, roads } = this.#place;
    const connectors = new Map(roads.connectors.map((connector) => [connector.id, connector]));
    const lanes = new Map(roads.lanes.map((lane) => [lane.id, lane]));
    scenery.lightHeads.forEach(({ x, y, z, headingRad, connectorIds }, i) => {
      const governed = connectorIds.flatMap((id) => connectors.get(id) ?? []);
      const blockOf = (laneId: string | undefined) => {
        const lane = laneId === undefined ? undefined : lanes.get(laneId);
        return lane ? this.#token(lane.roadblockId) : '';
      };
      const across = headingRad + Math.PI / 2;
      const [dx, dy] = [Math.cos(across) * 0.2, Math.sin(across) * 0.2];
      this.#add('traffic_light', this.#token(`light/${i}`), {
        line_token: this.#line([x - dx, y - dy, x + dx, y + dy]),
        traffic_light_type: 'VERTICAL',
        from_road_block_token: blockOf(governed[0]?.fromLaneId),
        items: (['RED', 'YELLOW', 'GREEN'] as const).map((color, k) => ({
          color,
          shape: 'CIRCLE',
          rel_pos: { tx: 0, ty: 0, tz: 0.3 - 0.3 * k, rx: 0, ry: 0, rz: 0 },
          to_road_block_tokens: [...new Set(governed.map((connector) => blockOf(connector.toLaneId)))],
        })),
        // Lights look against the traffic that they are for.
        pose: { tx: x + this.#site.x, ty: y + this.#site.y, tz: z, rx: 0, ry: 0, rz: headingRad + Math.PI },
      });
    });
  }

  #stopLines(): void {
    const { roads, scenery } = this.#place;
    for (const { id, polygon } of roads.stopLines) {
      const governed = roads.connectors.filter((connector) => connector.lightStopLineIds.includes(id));
      const governedIds = new Set(governed.map((connector) => connector.id));
      const lights = scenery.lightHeads.flatMap((head, i) =>
        head.connectorIds.some((connectorId) => governedIds.has(connectorId)) ? [this.#token(`light/${i}`)] : [],
      );
      const [x, y] = centreOf(polygon);
      const crossings = roads.crosswalks.filter((crossing) => {
        const [cx, cy] = centreOf(crossing.polygon);
        return Math.hypot(cx - x, cy - y) < NEAR_CROSSING_M;
      });
      const type = lights.length > 0 ? 'TRAFFIC_LIGHT' : crossings.length > 0 ? 'PED_CROSSING' : 'STOP_SIGN';
      const lane = roads.lanes.find((candidate) => candidate.id === governed[0]?.fromLaneId);
      this.#add('stop_line', this.#token(id), {
        polygon_token: this.#polygon(polygon),
        stop_line_type: type,
        ped_crossing_tokens: type === 'PED_CROSSING' ? crossings.map((crossing) => this.#token(crossing.id)) : [],
        traffic_light_tokens: lights,
        road_block_token: lane ? this.#token(lane.roadblockId) : '',
      });
    }
  }

  #arclines(): Record<string, unknown> {
    const { lanes, connectors } = this.#place.roads;
    return Object.fromEntries(
      [...lanes, ...connectors].map(({ id, centreline }) => [
        this.#token(id),
        arclineOf(centreline, this.#site.x, this.#site.y),
      ]),
    );
  }

  #connectivity(): MapRows['connectivity'] {
    const { lanes, connectors } = this.#place.roads;
    const links: MapRows['connectivity'] = {};
    for (const { id } of lanes) {
      const tokens = (list: readonly LaneConnector[]) => list.map((connector) => this.#token(connector.id));
      links[this.#token(id)] = {
        incoming: tokens(connectors.filter((connector) => connector.toLaneId === id)),
        outgoing: tokens(connectors.filter((connector) => connector.fromLaneId === id)),
      };
    }
    for (const { id, fromLaneId, toLaneId } of connectors)
      links[this.#token(id)] = { incoming: [this.#token(fromLaneId)], outgoing: [this.#token(toLaneId)] };
    return links;
  }
}
