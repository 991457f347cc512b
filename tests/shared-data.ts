import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/**
 * Folder of real recordings that lie beside the repository on some machines, or null where they are absent.
 * Tests on them skip by name there: `describe.skipIf(!dir)`.
 */
export function sharedData(name: string): string | null {
  const root = process.env.FORESIGHT_SHARED ?? resolve(import.meta.dirname, '../../shared');
  const dir = resolve(root, 'data', name);
  return existsSync(dir) ? dir : null;
}
