import proj4 from 'proj4';
import { geopackageProblem } from './geopackage-problem.ts';
import type { Geopackage } from './open-geopackage.ts';

/** Brings a flat list of points into the map's metres, in place. */
type Reproject = (points: number[]) => void;

const asIs: Reproject = () => undefined;
const LONGITUDE_LATITUDE = '+proj=longlat +datum=WGS84 +no_defs';

/**
 * From the reference system of a layer to the one that the map's `projectedCoordSystem` names (`EPSG:32611`). Throws
 * ProblemError `map.unknown-crs`.
 */
export function reprojection(map: Geopackage, srsId: number, target: string, file: string): Reproject {
  const code = /^EPSG:(\d+)$/i.exec(target.trim());
  if (!code)
    throw geopackageProblem('unknown-crs', file, `its coordinate system ${JSON.stringify(target)} is not known`);
  const targetId = Number(code[1]);
  if (srsId === targetId) return asIs;
  const converts = converter(definitionOf(map, srsId, file), definitionOf(map, targetId, file), file);
  return (points) => {
    for (let i = 0; i < points.length; i += 2) {
      const [x, y] = converts.forward([points[i], points[i + 1]]);
      points[i] = x;
      points[i + 1] = y;
    }
  };
}

function converter(from: string, to: string, file: string): { forward(point: [number, number]): [number, number] } {
  try {
    return proj4(from, to);
  } catch (cause) {
    throw geopackageProblem(
      'unknown-crs',
      file,
      'its coordinate system is described in a way that is not understood',
      cause,
    );
  }
}

/** WGS 84 and its UTM zones by number; any other system by the definition that the file itself has. */
function definitionOf(map: Geopackage, srsId: number, file: string): string {
  if (srsId === 4326) return LONGITUDE_LATITUDE;
  const zone = srsId % 100;
  const half = Math.floor(srsId / 100);
  if ((half === 326 || half === 327) && zone >= 1 && zone <= 60)
    return `+proj=utm +zone=${zone}${half === 327 ? ' +south' : ''} +datum=WGS84 +units=m +no_defs`;
  const definition = map.definitionOf(srsId);
  if (!definition) throw geopackageProblem('unknown-crs', file, `its coordinate system ${srsId} is not known`);
  return definition;
}
