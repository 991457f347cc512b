import type { Database } from 'better-sqlite3';
import { partsOfClipId } from '../../../shared/domain/clip.ts';
import type { ClipMap } from '../../../shared/domain/map.ts';
import type { RoadMap } from '../../../shared/domain/road-map.ts';
import { bodiesOfClip, partOfBodies, type ClipBodies } from './clip-bodies.ts';
import { decodeEgo } from './clip-parts.ts';
import { cutEgo } from './clip-window.ts';
import { drawnLayers, mapPart, masksPart, readMapWithin, type IndexedMask } from './map-parts.ts';
import { layersOfRoads } from './road-layers.ts';
import { lightsOfRoads } from './road-lights.ts';
import { readRoads, readRoadsOf } from './road-reader.ts';

/** How far around the ego path the map is given, m. */
const MARGIN_M = 80;
/** How far around it the lane graph is: the score looks 100 m around plans that may leave the path. */
const ROADS_MARGIN_M = 200;

const datasetPart = (db: Database, datasetId: string, part: string): Buffer | undefined =>
  db
    .prepare<[string, string], Buffer>('SELECT body FROM dataset_part WHERE dataset_id = ? AND part = ?')
    .pluck()
    .get(datasetId, part);

const masksOf = (db: Database, datasetId: string): IndexedMask[] => {
  const body = datasetPart(db, datasetId, masksPart);
  return body ? (JSON.parse(body.toString('utf8')) as IndexedMask[]) : [];
};

/** The map around a clip's ego path: vector layers where the data set has them, and the crop of a mask picture. */
export function readClipMap(db: Database, clipId: string): ClipMap | null {
  const row = db
    .prepare<[string], { location: string; log_name: string; start_us: number; end_us: number }>(
      'SELECT location, log_name, start_us, end_us FROM clip WHERE clip_id = ?',
    )
    .get(clipId);
  const bodies = row && bodiesOfClip(db, clipId);
  if (!row || !bodies) return null;
  const { datasetId } = partsOfClipId(clipId);
  const bounds = boundsOfClip(db, bodies, [row.start_us, row.end_us], MARGIN_M);
  if (!bounds)
    return { bounds: [0, 0, 0, 0], absences: ['No map: where this clip lies is not known without ego poses.'] };
  const map: ClipMap = { bounds, absences: [] };
  const vector = datasetPart(db, datasetId, mapPart(row.location));
  const roads = vector ? null : readRoadsOf(db, datasetId, row.location, bounds);
  if (vector) Object.assign(map, readMapWithin(vector, bounds));
  else if (roads) Object.assign(map, drawnLayers(layersOfRoads([roads])), { trafficLights: lightsOfRoads([roads]) });
  else map.absences.push(`No map layers: the data set has no map of ${row.location || 'this location'}.`);
  const mask = masksOf(db, datasetId).find((candidate) => candidate.logNames.includes(row.log_name));
  const raster = mask && rasterOf(datasetId, mask, bounds);
  if (raster) map.raster = raster;
  // Lane graphs come without pictures: nothing is lacking there.
  else if (!roads) map.absences.push(rasterAbsence(mask));
  return map;
}

function rasterAbsence(mask: IndexedMask | undefined): string {
  if (!mask) return 'No map picture: no mask names this log.';
  return mask.present
    ? 'No map picture: the mask ends short of this drive.'
    : `No map picture: ${mask.relativePath} is not on disk.`;
}

/** Box around the ego path of a clip; null without a pose. */
function boundsOfClip(
  db: Database,
  bodies: ClipBodies,
  span: readonly [number, number],
  marginM: number,
): ClipMap['bounds'] | null {
  const ego = partOfBodies(db, bodies, 'ego');
  const whole = ego ? decodeEgo(ego) : null;
  const poses = (whole && bodies.window ? cutEgo(whole, span) : whole)?.globalFromEgo ?? new Float64Array(0);
  if (poses.length === 0) return null;
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < poses.length; i += 7) {
    minX = Math.min(minX, poses[i]);
    maxX = Math.max(maxX, poses[i]);
    minY = Math.min(minY, poses[i + 1]);
    maxY = Math.max(maxY, poses[i + 1]);
  }
  return [Math.floor(minX - marginM), Math.floor(minY - marginM), Math.ceil(maxX + marginM), Math.ceil(maxY + marginM)];
}

/** The lane graph around a clip's ego path, with all of its routes; null where the data set has no such map. */
export function readClipRoads(db: Database, clipId: string): RoadMap | null {
  const row = db
    .prepare<[string], { start_us: number; end_us: number }>('SELECT start_us, end_us FROM clip WHERE clip_id = ?')
    .get(clipId);
  const bodies = row && bodiesOfClip(db, clipId);
  const bounds = bodies && boundsOfClip(db, bodies, [row.start_us, row.end_us], ROADS_MARGIN_M);
  return bounds ? readRoads(db, clipId, bounds) : null;
}

function rasterOf(
  datasetId: string,
  mask: IndexedMask,
  [minX, minY, maxX, maxY]: ClipMap['bounds'],
): ClipMap['raster'] | null {
  if (!mask.present) return null;
  const crop: ClipMap['bounds'] = [
    Math.max(minX, 0),
    Math.max(minY, 0),
    Math.min(maxX, mask.widthPx / mask.pxPerMetre),
    Math.min(maxY, mask.heightPx / mask.pxPerMetre),
  ];
  if (crop[0] >= crop[2] || crop[1] >= crop[3]) return null;
  const url = `/media/map/${encodeURIComponent(datasetId)}/${encodeURIComponent(mask.name)}?bounds=${crop.join(',')}`;
  return { url, bounds: crop, meaning: mask.meaning };
}

/** A map picture by name; its origin is the south-west corner: column = x · pxPerMetre, row = heightPx − y · pxPerMetre. */
export function readMapImage(
  db: Database,
  datasetId: string,
  name: string,
): (IndexedMask & { datasetId: string }) | null {
  const mask = masksOf(db, datasetId).find((candidate) => candidate.name === name);
  return mask ? { ...mask, datasetId } : null;
}
