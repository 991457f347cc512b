import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { productFolder } from '../../runtime/product-folder.ts';

const packageSchema = z.object({ version: z.string(), dependencies: z.record(z.string(), z.string()) });

/** What a reader must know to get the same numbers: our version, the runtime's, and the libraries that compute or decode. */
export function softwareVersions(): Record<string, string> {
  const product = packageSchema.parse(JSON.parse(readFileSync(join(productFolder(), 'package.json'), 'utf8')));
  const libraries = ['onnxruntime-node', 'better-sqlite3', '@napi-rs/image'];
  const electron = process.versions.electron;
  return {
    Foresight: product.version,
    Node: process.versions.node,
    ...(electron !== undefined && { Electron: electron }),
    ...Object.fromEntries(libraries.map((name) => [name, product.dependencies[name] ?? 'unknown'])),
  };
}
