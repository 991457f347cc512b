import type { Database } from 'better-sqlite3';
import { partsOfClipId } from '../../../shared/domain/clip.ts';
import type { ClipMap } from '../../../shared/domain/map.ts';
import { bodiesOfClip, partOfBodies } from './clip-bodies.ts';
import { decodeEgo } from './clip-parts.ts';
import { cutEgo } from './clip-window.ts';
import { mapPart, masksPart, readMapWithin, type IndexedMask } from './map-parts.ts';

/** How far around the ego path the map is given, m. */
const MARGIN_M = 80;

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
  const ego = partOfBodies(db, bodies, 'ego');
  const whole = ego ? decodeEgo(ego) : null;
  const track = whole && bodies.window ? cutEgo(whole, [row.start_us, row.end_us]) : whole;
  const poses = track?.globalFromEgo ?? [];
  if (poses.length === 0)
    return { bounds: [0, 0, 0, 0], absences: ['No map: where this clip lies is not known without ego poses.'] };
  const bounds = boundsAround(poses);
  const map: ClipMap = { bounds, absences: [] };
  const vector = datasetPart(db, datasetId, mapPart(row.location));
  if (vector) Object.assign(map, readMapWithin(vector, bounds));
  else map.absences.push(`No map layers: the data set has no map expansion for ${row.location || 'this location'}.`);
  const mask = masksOf(db, datasetId).find((candidate) => candidate.logNames.includes(row.log_name));
  const raster = mask && rasterOf(datasetId, mask, bounds);
  if (raster) map.raster = raster;
  else map.absences.push(rasterAbsence(mask));
  return map;
}

function rasterAbsence(mask: IndexedMask | undefined): string {
  if (!mask) return 'No map picture: no mask names this log.';
  return mask.present
    ? 'No map picture: the mask ends short of this drive.'
    : `No map picture: ${mask.relativePath} is not on disk.`;
}

function boundsAround(poses: ArrayLike<number>): ClipMap['bounds'] {
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < poses.length; i += 7) {
    minX = Math.min(minX, poses[i]);
    maxX = Math.max(maxX, poses[i]);
    minY = Math.min(minY, poses[i + 1]);
    maxY = Math.max(maxY, poses[i + 1]);
  }
  return [
    Math.floor(minX - MARGIN_M),
    Math.floor(minY - MARGIN_M),
    Math.ceil(maxX + MARGIN_M),
    Math.ceil(maxY + MARGIN_M),
  ];
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
