import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import proj4 from 'proj4';
import type { RoadMap } from '../../../../shared/domain/road-map.ts';
import type { WorldParts } from '../layout.ts';
import { allCities, cityOf, projectedSystem, projectionWords, utmShift, type City } from './city.ts';
import { GeoPackageWriter, type FeatureLayer } from './geopackage.ts';
import { mapLayers, placeFeatures, type MapLayerName } from './map-layers.ts';
import { placeFids } from './place-fids.ts';

const layers = Object.entries(mapLayers).map(([name, layer]): FeatureLayer & { name: MapLayerName } => ({
  ...layer,
  name: name as MapLayerName,
}));

/** Writes nuPlan's map index and the map of every city; its API wants all four, also those without a road. */
export async function joinMaps({ root, clips, signal }: WorldParts): Promise<void> {
  const maps = join(root, 'maps');
  mkdirSync(maps, { recursive: true });
  const index = Object.fromEntries(allCities.map(({ location, version }) => [location, { version, layers: {} }]));
  writeFileSync(join(maps, 'nuplan-maps-v1.0.json'), JSON.stringify(index, null, 2));
  for (const city of allCities) {
    const folder = join(maps, city.location, city.version);
    mkdirSync(folder, { recursive: true });
    const file = join(folder, 'map.gpkg');
    rmSync(file, { force: true });
    await writeCity(
      file,
      city,
      clips.filter(({ site }) => cityOf(site.town) === city),
      signal,
    );
  }
}

async function writeCity(file: string, city: City, clips: WorldParts['clips'], signal: AbortSignal): Promise<void> {
  const map = new GeoPackageWriter(file);
  try {
    map.addValues('meta', [
      ['mapName', city.location],
      ['mapVersion', city.version],
      ['projectedCoordSystem', projectedSystem(city)],
    ]);
    for (const layer of layers) map.createLayer(layer);
    const projection = proj4(projectionWords(city));
    for (const { index, site, staging } of clips) {
      await setImmediate();
      signal.throwIfAborted();
      const roads = JSON.parse(readFileSync(join(staging, 'roads.json'), 'utf8')) as RoadMap;
      const shift = utmShift(site);
      const features = placeFeatures(roads, placeFids(roads, index), (x, y) =>
        projection.inverse([x + shift.x, y + shift.y]),
      );
      for (const layer of layers) map.addFeatures(layer, features[layer.name]);
    }
  } finally {
    map.close();
  }
}
