/**
 * Damaged and made-up pickles and GeoPackages through the readers: `node bench/navsim/fuzz.ts [--pickles 200000] [--maps 4000]
 * [--seed 1]`. A reader must give a value or a problem in words: any other error is a crash, more than 2 s a hang.
 */
import { readdirSync, readFileSync, rmSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readNuplanMap } from '../../src/main/datasets/geopackage/nuplan-map.ts';
import { devkitGlobals } from '../../src/main/datasets/navsim/devkit-records.ts';
import { readLog } from '../../src/main/datasets/navsim/read-log.ts';
import { readSubmission } from '../../src/main/datasets/navsim/submission.ts';
import { readSyntheticScene } from '../../src/main/datasets/navsim/synthetic-scene.ts';
import { unpackXz } from '../../src/main/datasets/navsim/xz.ts';
import { NdArray } from '../../src/main/datasets/numpy/nd-array.ts';
import { op } from '../../src/main/datasets/pickle/opcodes.ts';
import type { PickleValue } from '../../src/main/datasets/pickle/pickle-value.ts';
import { readPickle } from '../../src/main/datasets/pickle/read-pickle.ts';
import { ProblemError } from '../../src/shared/domain/problem.ts';
import { mutateBytes } from '../../tests/synthetic/mutate-bytes.ts';
import { word } from '../../tests/synthetic/random.ts';

const { values } = parseArgs({
  options: {
    pickles: { type: 'string', default: '200000' },
    maps: { type: 'string', default: '4000' },
    seed: { type: 'string', default: '1' },
  },
});
const first = Number(values.seed);
const HANG_MS = 2000;
const golden = resolve(import.meta.dirname, '../../tests/golden/navsim');
const pickled = readdirSync(golden).filter((name) => name.endsWith('.pkl') && name !== 'metric_cache.pkl');
const originals: { name: string; bytes: Buffer }[] = pickled.map((name) => ({
  name,
  bytes: readFileSync(join(golden, name)),
}));
const cache = await unpackXz(readFileSync(join(golden, 'metric_cache.pkl')), 1 << 24);
if (cache) originals.push({ name: 'metric_cache.pkl', bytes: cache });
const codes = Object.values(op);

/** Opcodes and arguments at random: nothing of a real file. */
function madeUp(seed: number): Buffer {
  const parts: number[] = [op.PROTO, word(seed, 0) % 6];
  for (let i = 1; i < 3 + (word(seed, 1) % 200); i++) {
    parts.push(codes[word(seed, i, 2) % codes.length]);
    for (let k = 0; k < word(seed, i, 3) % 5; k++) parts.push(word(seed, i, k, 4) & (word(seed, i, 5) % 2 ? 255 : 7));
  }
  return Buffer.from([...parts, op.STOP]);
}

function touch(value: PickleValue): void {
  if (value instanceof NdArray && value.size < 1e6) {
    value.numbers();
    value.texts();
  } else if (Array.isArray(value)) value.slice(0, 50).forEach((item) => item instanceof NdArray && touch(item));
  else if (value instanceof Map) for (const item of value.values()) if (item instanceof NdArray) touch(item);
}

const found = { tried: 0, read: 0, refused: 0, crashes: 0, hangs: 0, slowestMs: 0 };
function attempt(what: string, work: () => void): void {
  found.tried++;
  const begun = performance.now();
  try {
    work();
    found.read++;
  } catch (error) {
    if (error instanceof ProblemError) found.refused++;
    else {
      found.crashes++;
      console.log(`crash: ${what}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    }
  }
  const ms = performance.now() - begun;
  found.slowestMs = Math.max(found.slowestMs, ms);
  if (ms <= HANG_MS) return;
  found.hangs++;
  console.log(`hang: ${what}: ${ms.toFixed(0)} ms`);
}

function report(name: string): void {
  const peakMB = process.resourceUsage().maxRSS / 1e3;
  console.log(
    `${name}: ${found.tried} inputs, ${found.read} read, ${found.refused} refused in words, ${found.crashes} crashes, ${found.hangs} hangs, slowest ${found.slowestMs.toFixed(0)} ms, peak ${peakMB.toFixed(0)} MB`,
  );
  if (found.crashes + found.hangs > 0) process.exitCode = 1;
  Object.assign(found, { tried: 0, read: 0, refused: 0, crashes: 0, hangs: 0, slowestMs: 0 });
}

for (let i = 0; i < Number(values.pickles); i++) {
  const seed = first + i;
  const { name, bytes } = originals[word(seed, 11) % originals.length];
  const input = i % 4 === 0 ? madeUp(seed) : mutateBytes(bytes, seed);
  const file = i % 4 === 0 ? 'made up' : name;
  attempt(`${file}, seed ${seed}`, () => {
    if (file.startsWith('log')) readLog(input, file);
    else if (file.startsWith('synthetic')) readSyntheticScene(input, file);
    else if (file.startsWith('submission')) readSubmission(input, file);
    else touch(readPickle(input, { file, allowed: devkitGlobals }));
  });
}
report('pickles');

const folder = mkdtempSync(join(tmpdir(), 'foresight-fuzz-'));
const map = readFileSync(join(golden, 'map.gpkg'));
for (let i = 0; i < Number(values.maps); i++) {
  const path = join(folder, 'map.gpkg');
  writeFileSync(path, mutateBytes(map, first + i));
  attempt(`map, seed ${first + i}`, () => void readNuplanMap(path, 'map.gpkg'));
}
rmSync(folder, { recursive: true });
report('GeoPackages');
