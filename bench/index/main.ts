import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, statSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { devkitPython } from './devkit.ts';
import { bytesOfTables, trainvalTables, version } from './trainval-tables.ts';

/**
 * Indexing of trainval-size nuScenes tables beside nuscenes-devkit's load of the same files, each in a process of its own.
 * `npm run bench:index`; `-- --no-devkit` leaves the devkit out.
 */
interface Taken {
  seconds: number;
  cpuSeconds: number;
  peakMB: number;
  rows: number;
  boxes: number;
  files: number;
}

const cache = resolve(import.meta.dirname, '../../.cache/bench');
mkdirSync(cache, { recursive: true });
const root = trainvalTables(cache);
const indexFile = join(cache, 'index.sqlite');
for (const suffix of ['', '-wal', '-shm']) rmSync(indexFile + suffix, { force: true });

const run = (command: string, args: string[]): Taken => {
  const lines = execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })
    .trim()
    .split('\n');
  return JSON.parse(lines[lines.length - 1]) as Taken;
};
// Started as the product starts.
const start = pathToFileURL(resolve(import.meta.dirname, '../../scripts/require-node.mjs')).href;
const ours = ['--import', start, join(import.meta.dirname, 'index-once.ts'), root, version, indexFile];

console.log(
  `${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), load ${loadavg()[0].toFixed(1)}, tables ${(bytesOfTables(root) / 1e9).toFixed(2)} GB`,
);
const first = run(process.execPath, ours);
const again = run(process.execPath, ours);
const devkit = process.argv.includes('--no-devkit') ? { reason: 'left out' } : devkitPython(cache);
const theirs =
  'python' in devkit ? run(devkit.python, [join(import.meta.dirname, 'devkit_load.py'), root, version]) : null;

const line = (name: string, t: Taken) =>
  console.log(
    [
      name.padEnd(28),
      `${t.seconds.toFixed(2)} s`,
      `${t.cpuSeconds.toFixed(1)} s CPU`,
      `${t.peakMB.toFixed(0)} MB peak`,
      `${Math.round(t.rows / t.seconds).toLocaleString('en')} rows/s`,
    ]
      .map((cell) => cell.padStart(14))
      .join(' '),
  );
console.log(
  `rows ${first.rows.toLocaleString('en')}, sensor files ${first.files.toLocaleString('en')}, boxes ${first.boxes.toLocaleString('en')}`,
);
line('Foresight, index', first);
console.log(
  `${'Foresight, unchanged root'.padEnd(28)} ${again.seconds.toFixed(2)} s`.padEnd(60),
  `index file ${(statSync(indexFile).size / 1e6).toFixed(0)} MB`,
);
if (theirs) {
  line('nuscenes-devkit, load', theirs);
  console.log(
    `ratio: ${(theirs.seconds / first.seconds).toFixed(1)} times as fast, ${(theirs.cpuSeconds / first.cpuSeconds).toFixed(1)} times less CPU, ${(theirs.peakMB / first.peakMB).toFixed(1)} times less memory`,
  );
  if (theirs.files !== first.files || theirs.boxes !== first.boxes) throw new Error('the two count differently');
} else if ('reason' in devkit) console.log(`nuscenes-devkit: not run, ${devkit.reason}`);
