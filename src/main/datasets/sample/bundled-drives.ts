import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { productFolder } from '../../runtime/product-folder.ts';
import { MANIFEST_FILE } from '../../sample-world/write/sample/sample-folder.ts';

/** Folder of the sample drives that come with Foresight; null where a copy was made without them. */
export function bundledDrives(): string | null {
  const folder = join(productFolder(), 'resources', 'sample', 'drives');
  return existsSync(join(folder, MANIFEST_FILE)) ? folder : null;
}
