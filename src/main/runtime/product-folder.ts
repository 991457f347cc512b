import { fileURLToPath } from 'node:url';

/** Folder of the product itself: `models/`, `package.json` and the build `out/` lie in it. */
export function productFolder(): string {
  const here = import.meta.url;
  if (here.endsWith('.ts')) return fileURLToPath(new URL('../../../', here));
  return fileURLToPath(here.slice(0, here.lastIndexOf('/out/main/') + 1));
}
