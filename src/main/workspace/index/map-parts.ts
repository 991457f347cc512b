import type { ClipMap } from '../../../shared/domain/map.ts';
import { decodeColumns, encodeColumns, numbersOf, type Columns } from './columns.ts';

const polygonLayers = [
  'drivableArea',
  'lanes',
  'laneConnectors',
  'intersections',
  'crossings',
  'walkways',
  'carparks',
  'stopLines',
] as const satisfies readonly (keyof ClipMap)[];
const lineLayers = ['laneDividers', 'roadDividers', 'laneCentrelines'] as const satisfies readonly (keyof ClipMap)[];
export type MapLayer = (typeof polygonLayers)[number] | (typeof lineLayers)[number];

/** One feature: its rings (a polyline is a feature with one ring), each flat x0 y0 x1 y1 …, global frame, m. */
export type MapFeature = number[][];

/** The vector map of one location, as a reader hands it to the index. A layer that the source lacks is left out. */
export interface IndexedMap {
  layers: Partial<Record<MapLayer, MapFeature[]>>;
  /** x, y (m), heading (rad) each. */
  trafficLights?: number[];
}

/** A top-down picture of a location. */
export interface IndexedMask {
  name: string;
  relativePath: string;
  present: boolean;
  widthPx: number;
  heightPx: number;
  pxPerMetre: number;
  /** In words. */
  meaning: string;
  /** Logs recorded on it. */
  logNames: string[];
}

export const masksPart = 'map-masks';
export const mapPart = (location: string): string => `map:${location}`;

/** All layers of a location as one blob; per layer: coords, start of each ring, first ring of each feature, box of each feature. */
export function encodeMap(map: IndexedMap): Buffer {
  const columns: Columns = {};
  for (const [layer, features] of Object.entries(map.layers)) Object.assign(columns, layerColumns(layer, features));
  if (map.trafficLights) columns['trafficLights'] = Float64Array.from(map.trafficLights);
  return encodeColumns(columns);
}

function layerColumns(layer: string, features: MapFeature[]): Columns {
  const rings = features.flat();
  const coords = new Float64Array(rings.reduce((sum, ring) => sum + ring.length, 0));
  const ringStart = new Uint32Array(rings.length + 1);
  const featureStart = new Uint32Array(features.length + 1);
  const boxes = new Float64Array(features.length * 4);
  let at = 0;
  rings.forEach((ring, r) => {
    coords.set(ring, at);
    ringStart[r + 1] = at += ring.length;
  });
  features.forEach((feature, f) => {
    featureStart[f + 1] = featureStart[f] + feature.length;
    boxes.set(boxOf(feature), f * 4);
  });
  return {
    [`${layer}.coords`]: coords,
    [`${layer}.ringStart`]: ringStart,
    [`${layer}.featureStart`]: featureStart,
    [`${layer}.boxes`]: boxes,
  };
}

function boxOf(feature: MapFeature): [number, number, number, number] {
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const ring of feature) {
    for (let i = 0; i < ring.length; i += 2) {
      minX = Math.min(minX, ring[i]);
      maxX = Math.max(maxX, ring[i]);
      minY = Math.min(minY, ring[i + 1]);
      maxY = Math.max(maxY, ring[i + 1]);
    }
  }
  return [minX, minY, maxX, maxY];
}

/** What of a location's map touches a global-frame box (minX minY maxX maxY, m). Features come whole, uncut. */
export function readMapWithin(body: Uint8Array, bounds: ClipMap['bounds']): Partial<ClipMap> {
  const columns = decodeColumns(body);
  const found: Partial<ClipMap> = {};
  for (const layer of polygonLayers) {
    const features = featuresWithin(columns, layer, bounds);
    if (features) found[layer] = features;
  }
  for (const layer of lineLayers) {
    const features = featuresWithin(columns, layer, bounds);
    if (features) found[layer] = features.map(([line]) => line);
  }
  if ('trafficLights' in columns) found.trafficLights = lightsWithin(numbersOf(columns, 'trafficLights'), bounds);
  return found;
}

function featuresWithin(
  columns: Columns,
  layer: MapLayer,
  [minX, minY, maxX, maxY]: ClipMap['bounds'],
): MapFeature[] | null {
  if (!(`${layer}.coords` in columns)) return null;
  const coords = numbersOf(columns, `${layer}.coords`);
  const ringStart = numbersOf(columns, `${layer}.ringStart`);
  const featureStart = numbersOf(columns, `${layer}.featureStart`);
  const boxes = numbersOf(columns, `${layer}.boxes`);
  const features: MapFeature[] = [];
  for (let f = 0; f + 1 < featureStart.length; f++) {
    const b = f * 4;
    if (boxes[b] > maxX || boxes[b + 1] > maxY || boxes[b + 2] < minX || boxes[b + 3] < minY) continue;
    const rings: number[][] = [];
    for (let r = featureStart[f]; r < featureStart[f + 1]; r++)
      rings.push(Array.from(coords.subarray(ringStart[r], ringStart[r + 1])));
    features.push(rings);
  }
  return features;
}

/** All of a map as it is drawn. */
export function drawnLayers({ layers }: IndexedMap): Partial<ClipMap> {
  const drawn: Partial<ClipMap> = {};
  for (const layer of polygonLayers) {
    const features = layers[layer];
    if (features) drawn[layer] = features;
  }
  for (const layer of lineLayers) {
    const features = layers[layer];
    if (features) drawn[layer] = features.map(([line]) => line);
  }
  return drawn;
}

function lightsWithin(lights: ArrayLike<number>, [minX, minY, maxX, maxY]: ClipMap['bounds']) {
  const found: { x: number; y: number; headingRad: number }[] = [];
  for (let i = 0; i + 2 < lights.length; i += 3) {
    const [x, y] = [lights[i], lights[i + 1]];
    if (x >= minX && x <= maxX && y >= minY && y <= maxY) found.push({ x, y, headingRad: lights[i + 2] });
  }
  return found;
}
