import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';

const folder = join(import.meta.dirname, 'pdm');
/** Names of the golden scenarios: `s01_straight_free` … */
export const goldenNames = readdirSync(folder)
  .filter((file) => /^s\d.*\.json\.br$/.test(file))
  .map((file) => file.replace('.json.br', ''))
  .sort();
/** A golden file as it was published, parsed. Numbers made by the official kit. */
export const goldenFile = (name: string): unknown =>
  JSON.parse(brotliDecompressSync(readFileSync(join(folder, `${name}.json.br`))).toString('utf8'));
