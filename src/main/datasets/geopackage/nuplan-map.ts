import type { PolygonRings, PolylineFlat } from '../../../shared/domain/map.ts';
import type { Lane, LaneConnector, RoadMap } from '../../../shared/domain/road-map.ts';
import { geopackageProblem } from './geopackage-problem.ts';
import type { Geometry } from './geometry-blob.ts';
import { openGeopackage, type Geopackage } from './open-geopackage.ts';
import { reprojection } from './projection.ts';

/** Layers that a lane graph cannot be made without. */
const NEEDED = ['lanes_polygons', 'lane_groups_polygons', 'baseline_paths'] as const;
const ID = 'fid';

interface Feature {
  columns: Readonly<Record<string, unknown>>;
  geometry: Geometry;
}

/**
 * A nuPlan map (`map.gpkg`) as a lane graph in the metres of its UTM zone, and what of it was left out, in words.
 * `file` names it in messages. Throws ProblemError `map.unreadable`, `map.layer-absent` or `map.unknown-crs`.
 */
export function readNuplanMap(path: string, file: string): { roads: RoadMap; left: string[] } {
  const map = openGeopackage(path, file);
  try {
    return new NuplanMap(map, file).read();
  } finally {
    map.close();
  }
}

class NuplanMap {
  readonly #map: Geopackage;
  readonly #file: string;
  readonly #target: string;
  readonly #left = new Map<string, number>();

  constructor(map: Geopackage, file: string) {
    this.#map = map;
    this.#file = file;
    const target = map.meta().get('projectedCoordSystem');
    if (!target) throw geopackageProblem('unknown-crs', file, 'it does not name its projectedCoordSystem');
    this.#target = target;
  }

  read(): { roads: RoadMap; left: string[] } {
    const absent = NEEDED.filter((name) => !this.#map.layer(name));
    if (absent.length > 0)
      throw geopackageProblem('layer-absent', this.#file, `it lacks the layer ${absent.join(', ')}`);
    const boundaries = new Map(this.#features('boundaries').map((f) => [idOf(f.columns[ID]), this.#line(f)]));
    const centrelines = this.#centrelines();
    const roads: RoadMap = {
      lanes: this.#lanes(centrelines, boundaries),
      connectors: this.#connectors(centrelines, boundaries),
      roadblocks: this.#areas('lane_groups_polygons'),
      roadblockConnectors: this.#roadblockConnectors(),
      intersections: this.#areas('intersections'),
      carparks: this.#areas('carpark_areas'),
      stopLines: this.#areas('stop_polygons'),
      crosswalks: this.#areas('crosswalks'),
      walkways: this.#areas('walkways'),
      otherDrivable: this.#areas('generic_drivable_areas'),
    };
    return {
      roads,
      left: [...this.#left].map(([reason, count]) => (count > 1 ? `${reason} (${count} times)` : reason)),
    };
  }

  #leave(reason: string): void {
    this.#left.set(reason, (this.#left.get(reason) ?? 0) + 1);
  }

  /** Features of a layer in the map's metres; none, with a word, where the layer is absent. */
  #features(name: string): Feature[] {
    const layer = this.#map.layer(name);
    if (!layer) {
      this.#leave(`the layer ${name} is absent`);
      return [];
    }
    const reproject = reprojection(this.#map, layer.srsId, this.#target, this.#file);
    const features: Feature[] = [];
    for (const { columns, geometry } of layer.rows((reason) => this.#leave(reason))) {
      if (!geometry) {
        this.#leave(`${name}: a feature without a geometry`);
        continue;
      }
      const points =
        geometry.kind === 'polygons' ? geometry.polygons.flat() : geometry.kind === 'lines' ? geometry.lines : [];
      points.forEach(reproject);
      if (points.every((ring) => ring.every(Number.isFinite))) features.push({ columns, geometry });
      else this.#leave(`${name}: a geometry outside the map's coordinate system`);
    }
    return features;
  }

  /** The polygon of a feature, the largest of several; null, with a word, where it has none. */
  #polygon(layer: string, { geometry }: Feature): PolygonRings | null {
    const polygons =
      geometry.kind === 'polygons' ? geometry.polygons.filter((rings) => (rings[0]?.length ?? 0) >= 6) : [];
    if (polygons.length === 0) this.#leave(`${layer}: a feature without a polygon`);
    return polygons.reduce<PolygonRings | null>(
      (largest, rings) => (!largest || areaOf(rings[0]) > areaOf(largest[0]) ? rings : largest),
      null,
    );
  }

  /** The line of a feature; parts that follow each other are joined. */
  #line({ geometry }: Feature): PolylineFlat {
    return geometry.kind === 'lines' ? geometry.lines.flat() : [];
  }

  #areas(layer: string): { id: string; polygon: PolygonRings }[] {
    return this.#features(layer).flatMap((feature) => {
      const id = idOf(feature.columns[ID]);
      const polygon = this.#polygon(layer, feature);
      return id && polygon ? [{ id, polygon }] : [];
    });
  }

  /** Baseline paths by lane and by lane connector: their numbers are drawn from one range but kept apart. */
  #centrelines(): { lanes: Map<string, PolylineFlat>; connectors: Map<string, PolylineFlat> } {
    const lanes = new Map<string, PolylineFlat>();
    const connectors = new Map<string, PolylineFlat>();
    for (const feature of this.#features('baseline_paths')) {
      const lane = idOf(feature.columns['lane_fid']);
      const connector = idOf(feature.columns['lane_connector_fid']);
      const line = this.#line(feature);
      if (line.length < 4) this.#leave('baseline_paths: a path of fewer than two points');
      else if (lane) lanes.set(lane, line);
      else if (connector) connectors.set(connector, line);
    }
    return { lanes, connectors };
  }

  #lanes(centrelines: { lanes: Map<string, PolylineFlat> }, boundaries: Map<string, PolylineFlat>): Lane[] {
    return this.#features('lanes_polygons').flatMap((feature): Lane[] => {
      const { columns } = feature;
      const id = idOf(columns[ID]);
      const polygon = this.#polygon('lanes_polygons', feature);
      const centreline = centrelines.lanes.get(id);
      if (!centreline) this.#leave('lanes_polygons: a lane without a baseline path');
      if (!id || !polygon || !centreline) return [];
      return [
        {
          id,
          roadblockId: idOf(columns['lane_group_fid']),
          index: numberOf(columns['lane_index']) ?? 0,
          polygon,
          centreline,
          leftBoundary: boundaries.get(idOf(columns['left_boundary_fid'])) ?? [],
          rightBoundary: boundaries.get(idOf(columns['right_boundary_fid'])) ?? [],
          speedLimitMps: numberOf(columns['speed_limit_mps']),
        },
      ];
    });
  }

  #connectors(
    centrelines: { connectors: Map<string, PolylineFlat> },
    boundaries: Map<string, PolylineFlat>,
  ): LaneConnector[] {
    const layer = 'gen_lane_connectors_scaled_width_polygons';
    const shapes = new Map(
      this.#features(layer).map((feature) => [idOf(feature.columns['lane_connector_fid']), feature]),
    );
    return this.#features('lane_connectors').flatMap(({ columns }): LaneConnector[] => {
      const id = idOf(columns[ID]);
      const shape = shapes.get(id);
      const polygon = shape ? this.#polygon(layer, shape) : null;
      const centreline = centrelines.connectors.get(id);
      if (!shape || !centreline) this.#leave('lane_connectors: a connector without a polygon or baseline path');
      if (!shape || !polygon || !centreline) return [];
      return [
        {
          id,
          roadblockConnectorId: idOf(columns['lane_group_connector_fid']),
          fromLaneId: idOf(columns['exit_lane_fid']),
          toLaneId: idOf(columns['entry_lane_fid']),
          polygon,
          centreline,
          leftBoundary: boundaries.get(idOf(shape.columns['left_boundary_fid'])) ?? [],
          rightBoundary: boundaries.get(idOf(shape.columns['right_boundary_fid'])) ?? [],
          speedLimitMps: numberOf(columns['speed_limit_mps']),
          lightStopLineIds: idList(columns['traffic_light_stop_line_fids']),
        },
      ];
    });
  }

  #roadblockConnectors(): RoadMap['roadblockConnectors'] {
    const layer = 'lane_group_connectors';
    return this.#features(layer).flatMap((feature) => {
      const { columns } = feature;
      const id = idOf(columns[ID]);
      const polygon = this.#polygon(layer, feature);
      if (!id || !polygon) return [];
      return [
        {
          id,
          fromRoadblockId: idOf(columns['from_lane_group_fid']),
          toRoadblockId: idOf(columns['to_lane_group_fid']),
          intersectionId: idOf(columns['intersection_fid']) || null,
          polygon,
        },
      ];
    });
  }
}

/** An identifier as text; whole numbers may come as doubles. Empty where there is none. */
function idOf(value: unknown): string {
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : '';
  return typeof value === 'string' ? value.trim().replace(/\.0$/, '') : '';
}

const idList = (value: unknown): string[] =>
  typeof value === 'string' ? (value.match(/\d+/g) ?? []) : value ? [idOf(value)] : [];

function numberOf(value: unknown): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

/** Area of a ring, m². */
function areaOf(ring: readonly number[]): number {
  let twice = 0;
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2)
    twice += ring[j] * ring[i + 1] - ring[i] * ring[j + 1];
  return Math.abs(twice) / 2;
}
