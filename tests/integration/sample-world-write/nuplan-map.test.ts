import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readNuplanMap } from '../../../src/main/datasets/geopackage/nuplan-map.ts';
import { allCities, cityOf, utmShift } from '../../../src/main/sample-world/write/navsim/city.ts';
import { joinMaps } from '../../../src/main/sample-world/write/navsim/join-maps.ts';
import { placeFids } from '../../../src/main/sample-world/write/navsim/place-fids.ts';
import { writeLog } from '../../../src/main/sample-world/write/navsim/write-log.ts';
import type { Site } from '../../../src/main/sample-world/write/layout.ts';
import type { RoadMap } from '../../../src/shared/domain/road-map.ts';
import { handMadeDrive, pinholeCamera } from '../../sample-drive.ts';
import { writeDrives } from './written-world.ts';

const drives = [handMadeDrive(0, 'intersection-lights', 21), handMadeDrive(1, 'roundabout', 21)];
const root = mkdtempSync(join(tmpdir(), 'foresight-sample-maps-'));
const fileOf = ({ location, version }: (typeof allCities)[number]) => join(root, 'maps', location, version, 'map.gpkg');

describe('places of the sample world in maps as nuPlan has them, read back', () => {
  let sites: Site[];
  let map: RoadMap;
  beforeAll(async () => {
    sites = await writeDrives({ writeClip: writeLog, finish: joinMaps }, root, drives, [pinholeCamera('CAM_F0', 0)], {
      layout: 'navsim',
      pictures: false,
    });
    const { roads, left } = readNuplanMap(fileOf(cityOf(0)), 'map.gpkg');
    expect(left).toEqual([]);
    map = roads;
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  it('has every lane and connector with its links, limits, lights and lines to 1e-6 m', () => {
    expect(map.lanes).toHaveLength(drives.reduce((sum, { place }) => sum + place.roads.lanes.length, 0));
    drives.forEach(({ place: { roads } }, d) => {
      const fids = placeFids(roads, d);
      const id = (name: string) => String(fids.get(name));
      const shift = utmShift(sites[d]);
      const isSameLine = (found: readonly number[], line: readonly number[]) => {
        expect(found).toHaveLength(line.length);
        const off = line.map((value, i) => Math.abs(found[i] - value - (i % 2 === 0 ? shift.x : shift.y)));
        expect(Math.max(...off)).toBeLessThan(1e-6);
      };
      for (const lane of roads.lanes) {
        const found = map.lanes.find((candidate) => candidate.id === id(lane.id));
        if (!found) throw new Error(`no lane ${lane.id}`);
        expect(found).toMatchObject({
          roadblockId: id(lane.roadblockId),
          index: lane.index,
          speedLimitMps: lane.speedLimitMps,
        });
        isSameLine(found.centreline, lane.centreline);
        isSameLine(found.leftBoundary, lane.leftBoundary);
        isSameLine(found.rightBoundary, lane.rightBoundary);
      }
      for (const connector of roads.connectors) {
        const found = map.connectors.find((candidate) => candidate.id === id(connector.id));
        if (!found) throw new Error(`no connector ${connector.id}`);
        expect(found).toMatchObject({
          roadblockConnectorId: id(connector.roadblockConnectorId),
          fromLaneId: id(connector.fromLaneId),
          toLaneId: id(connector.toLaneId),
          lightStopLineIds: connector.lightStopLineIds.map(id),
        });
        isSameLine(found.centreline, connector.centreline);
      }
      for (const layer of [
        'roadblocks',
        'roadblockConnectors',
        'intersections',
        'carparks',
        'crosswalks',
        'walkways',
      ] as const)
        for (const area of roads[layer]) expect(map[layer].map((found) => found.id)).toContain(id(area.id));
    });
  });

  it('has a map of every city, also where nobody drove, and is the same file each time', async () => {
    for (const city of allCities.slice(1)) expect(readNuplanMap(fileOf(city), 'map.gpkg').roads.lanes).toEqual([]);
    const sum = () =>
      createHash('sha256')
        .update(readFileSync(fileOf(cityOf(0))))
        .digest('hex');
    const before = sum();
    await writeDrives({ writeClip: writeLog, finish: joinMaps }, root, drives, [pinholeCamera('CAM_F0', 0)], {
      layout: 'navsim',
      pictures: false,
    });
    expect(sum()).toBe(before);
  });
});
