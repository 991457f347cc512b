import { basename, join } from 'node:path';
import type { DatasetProbe } from '../../../shared/domain/dataset.ts';
import { bytesOf, namesIn } from '../files/on-disk.ts';
import { navsimRoot, picklesIn, versionsOf, type NavsimVersion } from './layout.ts';
import { mapsBeside } from './map-files.ts';

type Part = DatasetProbe['parts'][number];

/**
 * The NAVSIM versions in a folder, one entry for each split of logs and each two-stage folder; none where there are no
 * pickles. `realPath` may be the root, or one split of it, which then is the only one. Only names and sizes are looked at.
 */
export function probeNavsim(realPath: string): DatasetProbe[] {
  const root = navsimRoot(realPath);
  const picked = basename(realPath);
  const versions = versionsOf(root);
  const own = realPath === root ? [] : versions.filter(({ version }) => version === picked);
  return (own.length > 0 ? own : versions).map((version) => ({
    kind: 'navsim',
    rootPath: root,
    version: version.version,
    title: `NAVSIM ${version.version}`,
    parts: [picklesPart(root, version), sensorsPart(root, version), mapsPart(root)],
    tableBytes: picklesIn(join(root, version.folder)).reduce(
      (sum, name) => sum + bytesOf(join(root, version.folder, name)),
      0,
    ),
    knownAs: null,
  }));
}

function picklesPart(root: string, { pickles, folder }: NavsimVersion): Part {
  const count = picklesIn(join(root, folder)).length;
  return {
    name: pickles === 'logs' ? 'logs' : 'synthetic scenes',
    found: true,
    detail: `${folder}: ${count} ${pickles === 'logs' ? 'log' : 'scene'}${count === 1 ? '' : 's'}`,
  };
}

function sensorsPart(root: string, { sensors }: NavsimVersion): Part {
  const logs = namesIn(join(root, sensors)).length;
  return {
    name: 'sensor files',
    found: logs > 0,
    detail: logs > 0 ? `${sensors}: folders of ${logs} logs` : `${sensors} is absent or empty: no pictures`,
  };
}

function mapsPart(root: string): Part {
  const locations = [...mapsBeside(root).keys()];
  return {
    name: 'maps',
    found: locations.length > 0,
    detail:
      locations.length > 0
        ? `maps of ${locations.join(', ')}`
        : 'no nuPlan maps in maps or nuplan-maps… here, beside it or in NUPLAN_MAPS_ROOT: no map layers, no PDM score',
  };
}
