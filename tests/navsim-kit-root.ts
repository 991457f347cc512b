import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';

const packed = join(import.meta.dirname, 'golden', 'navsim-kit');

/** What the official kit made of the drives, as JSON text. */
export const kitResults = (): string =>
  brotliDecompressSync(readFileSync(join(packed, 'kit.json.br'))).toString('utf8');

/** Unpacks the drives that the official kit was run on: logs and maps in NAVSIM's layout. */
export function unpackKitRoot(root: string): void {
  for (const name of readdirSync(packed, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.br') || name === 'kit.json.br') continue;
    const file = join(root, name.replace(/\.br$/, ''));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, brotliDecompressSync(readFileSync(join(packed, name))));
  }
}
