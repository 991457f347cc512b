import { fileURLToPath } from 'node:url';

/**
 * Every file that starts a thread or process of its own. Under plain Node the sources run as they are; the Electron
 * build bundles each into `out/main/<name>.js` (electron.vite.config.ts reads this list).
 */
export const entryPoints = {
  'index-thread': '../jobs/index-thread.ts',
  'clip-thread': '../datasets/nuscenes/clip-thread.ts',
  'navsim-pack-thread': '../datasets/navsim/pack-thread.ts',
  'workspace-thread': '../workspace/workspace-thread.ts',
  'picture-thread': '../media/picture-thread.ts',
  'pdm-thread': '../jobs/pdm-thread.ts',
  'score-thread': '../jobs/score-thread.ts',
  'lab-thread': '../jobs/lab/lab-thread.ts',
  'sample-world-thread': '../sample-world/write/sample-world-thread.ts',
  'inference-process': '../inference/inference-process.ts',
} as const;
export type EntryPoint = keyof typeof entryPoints;

/** Path of the file to start for an entry point, in sources or in the build. */
export function entryPath(name: EntryPoint): string {
  const here = import.meta.url;
  if (here.endsWith('.ts')) return fileURLToPath(new URL(entryPoints[name], here));
  const mainFolder = here.slice(0, here.lastIndexOf('/out/main/') + '/out/main/'.length);
  return fileURLToPath(new URL(`${name}.js`, mainFolder));
}
