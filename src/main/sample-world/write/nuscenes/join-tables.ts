import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PolygonRings } from '../../../../shared/domain/map.ts';
import type { WorldParts } from '../layout.ts';
import { joinRows, withFile } from '../row-files.ts';
import { clipTables, NUSCENES_VERSION } from './clip-tables.ts';
import { writeMask } from './map-mask.ts';
import { mapLayers } from './map-rows.ts';
import { LIDAR, locationOf, sharedToken, tokenMaker, type Row } from './scene-tables.ts';
import { attributes, categories, visibilities } from './vocabulary.ts';

/** Joins the clips' rows to the tables, and the places to a map and its picture by town. */
export async function joinTables(parts: WorldParts): Promise<void> {
  const { root, clips, cameras } = parts;
  const folder = join(root, NUSCENES_VERSION);
  for (const table of clipTables)
    withFile(join(folder, `${table}.json`), (fd) =>
      joinRows(
        fd,
        ['[', ']'],
        clips.map(({ staging }) => staging),
        table,
      ),
    );
  const channels = [...cameras.map(({ channel }) => [channel, 'camera']), [LIDAR, 'lidar']];
  writeTable(
    folder,
    'sensor',
    channels.map(([channel, modality]) => ({ token: sharedToken(`sensor/${channel}`), channel, modality })),
  );
  const named = (table: string, rows: typeof categories) =>
    writeTable(
      folder,
      table,
      rows.map(([name, description]) => ({ token: sharedToken(`${table}/${name}`), name, description })),
    );
  named('category', categories);
  named('attribute', attributes);
  writeTable(
    folder,
    'visibility',
    visibilities.map(([token, level, description]) => ({ token, level, description })),
  );
  writeTable(folder, 'map', await writeMaps(parts));
}

const writeTable = (folder: string, table: string, rows: readonly Row[]): void =>
  writeFileSync(join(folder, `${table}.json`), `[\n${rows.map((row) => JSON.stringify(row)).join(',\n')}\n]`);

/** Mask and map expansion of each town; returns the rows of the map table. */
async function writeMaps({ root, request, clips, towns, signal }: WorldParts): Promise<Row[]> {
  const rows: Row[] = [];
  for (const [town, { widthM, heightM }] of towns.entries()) {
    const here = clips.filter(({ site }) => site.town === town);
    const stagings = here.map(({ staging }) => staging);
    withFile(join(root, 'maps', 'expansion', `${locationOf(town)}.json`), (fd) => {
      const open = `{\n"version": "1.3",\n"canvas_edge": [${widthM}, ${heightM}]`;
      writeFileSync(fd, open);
      for (const layer of mapLayers) {
        writeFileSync(fd, `,\n"${layer}": `);
        joinRows(fd, ['[', ']'], stagings, `map-${layer}`);
      }
      for (const layer of ['arcline_path_3', 'connectivity']) {
        writeFileSync(fd, `,\n"${layer}": `);
        joinRows(fd, ['{', '}'], stagings, `map-${layer}`);
      }
      writeFileSync(fd, '\n}');
    });
    const token = sharedToken(`map/${request.seed}/${locationOf(town)}`);
    const polygons = stagings.flatMap(
      (staging) => JSON.parse(readFileSync(join(staging, 'mask.json'), 'utf8')) as PolygonRings[],
    );
    const filename = `maps/${token}.png`;
    await writeMask(join(root, filename), widthM, heightM, polygons, signal);
    rows.push({
      category: 'semantic_prior',
      token,
      filename,
      log_tokens: here.map(({ index }) => tokenMaker({ request, index })('log')),
    });
  }
  return rows;
}
