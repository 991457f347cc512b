import { basename, dirname, join } from 'node:path';
import { namesIn } from '../files/on-disk.ts';

/** One version of a NAVSIM root: where its pickles and sensor files lie, relative to the root. */
export interface NavsimVersion {
  version: string;
  /** `logs`: a pickle a log; `scenes`: a pickle a synthetic scene. */
  pickles: 'logs' | 'scenes';
  folder: string;
  sensors: string;
}

const twoStage = /_two_stage$/;

/** Names of the pickles in a folder, in order. */
export const picklesIn = (folder: string): string[] => namesIn(folder).filter((name) => name.endsWith('.pkl'));

/** The root that a folder is or lies in: the one that has `navsim_logs` or two-stage folders. */
export function navsimRoot(path: string): string {
  const name = basename(path);
  if (name === 'navsim_logs' || name === 'sensor_blobs' || twoStage.test(name)) return dirname(path);
  return basename(dirname(path)) === 'navsim_logs' ? dirname(dirname(path)) : path;
}

/** The versions in a root that have pickles. */
export function versionsOf(root: string): NavsimVersion[] {
  const logs = namesIn(join(root, 'navsim_logs')).map((split): NavsimVersion => ({
    version: split,
    pickles: 'logs',
    folder: `navsim_logs/${split}`,
    sensors: `sensor_blobs/${split}`,
  }));
  const staged = namesIn(root)
    .filter((name) => twoStage.test(name))
    .flatMap((name): NavsimVersion[] => [
      { version: name, pickles: 'scenes', folder: `${name}/synthetic_scene_pickles`, sensors: `${name}/sensor_blobs` },
      { version: name, pickles: 'logs', folder: `${name}/openscene_meta_datas`, sensors: `${name}/sensor_blobs` },
    ]);
  const found = [...logs, ...staged].filter(
    ({ version, folder }) => /^\w[\w.-]*$/.test(version) && picklesIn(join(root, folder)).length > 0,
  );
  // A two-stage folder whose scenes are there is not read a second time from its metadata.
  return found.filter(({ version }, i) => found.findIndex((other) => other.version === version) === i);
}
