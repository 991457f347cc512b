/**
 * Damaged archives, tables and videos by the thousand: every input must give its content or a problem in words, soon, and
 * within bounds of memory. `node bench/physicalai/fuzz.ts [--seconds N] [--seed N]`; the exit code is 1 where one does not.
 */
import { readdirSync, readFileSync, writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readParquet } from '../../src/main/datasets/parquet/parquet-table.ts';
import { openZip } from '../../src/main/datasets/zip/open-zip.ts';
import { readMp4 } from '../../src/main/media/video/read-mp4.ts';
import { openVideo } from '../../src/main/media/video/video-frames.ts';
import { loadWebcodecs } from '../../src/main/media/video/webcodecs.ts';
import { ProblemError } from '../../src/shared/domain/problem.ts';
import { egomotionTable, obstacleTable, video } from '../../tests/synthetic/physicalai.ts';
import { randomOf } from '../../tests/synthetic/random.ts';
import { zipFile } from '../../tests/synthetic/zip-file.ts';

const { values: options } = parseArgs({
  options: { seconds: { type: 'string', default: '60' }, seed: { type: 'string', default: '1' } },
});
let random = randomOf(0);
const below = (n: number): number => Math.floor(random() * n);
const folder = mkdtempSync(join(tmpdir(), 'foresight-fuzz-'));
const golden = new URL('../../tests/golden/', import.meta.url).pathname;
const filesIn = (name: string, extension: string): Buffer[] =>
  readdirSync(join(golden, name))
    .filter((file) => file.endsWith(extension))
    .map((file) => readFileSync(join(golden, name, file)));

const archives = [false, true].map((zip64) =>
  zipFile(
    [
      { name: 'a.mp4', content: video, zip64 },
      { name: 'b.parquet', content: egomotionTable(1), deflate: true, zip64 },
      { name: 'c.parquet', content: Buffer.alloc(100_000), deflate: true },
    ],
    { zip64 },
  ),
);

/** Bytes set, cut out, doubled, swapped for words that lengths are made of, or the end cut off; footers more often. */
function damaged(whole: Buffer): Buffer {
  let bytes = Buffer.from(whole);
  for (let k = 1 + below(5); k > 0 && bytes.length > 16; k--) {
    const near = random() < 0.5 ? Math.max(0, bytes.length - 1500) : 0;
    const at = near + below(bytes.length - near - 8);
    const kind = below(10);
    if (kind < 4) bytes[at] = below(256);
    else if (kind < 6) bytes[at] ^= 1 << below(8);
    else if (kind < 7) bytes.writeUInt32LE([0, 1, 0x7fffffff, 0xffffffff, 0x80000000][below(5)], at);
    else if (kind < 8) bytes.fill(0xff, at, at + 1 + below(8));
    else if (kind < 9) bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + below(40))]);
    else bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at, at + 1 + below(40)), bytes.subarray(at)]);
  }
  return random() < 0.05 ? bytes.subarray(0, below(bytes.length)) : bytes;
}

const readers: Record<string, { inputs: Buffer[]; read: (bytes: Buffer) => Promise<void> | void }> = {
  zip: {
    inputs: archives,
    read(bytes) {
      const path = join(folder, 'a.zip');
      writeFileSync(path, bytes);
      const zip = openZip(path, 'a.zip');
      try {
        for (const member of zip.members.values()) {
          try {
            zip.rangeOf(member);
            zip.read(member, 2 ** 24);
          } catch (error) {
            if (!(error instanceof ProblemError)) throw error;
          }
        }
      } finally {
        zip.close();
      }
    },
  },
  parquet: {
    inputs: [...filesIn('parquet', '.parquet'), egomotionTable(2), obstacleTable(3)],
    async read(bytes) {
      const table = await readParquet(bytes, 'x', undefined, { rows: 100_000, bytes: 64 * 2 ** 20 });
      for (const column of table.columnNames)
        [table.numbers(column), table.texts(column), table.lists(column)].map(() => 0);
    },
  },
  mp4: {
    inputs: filesIn('video', '.mp4'),
    read: (bytes) => void readMp4((offset, length) => bytes.subarray(offset, offset + length), bytes.length, 'x'),
  },
  frames: {
    inputs: filesIn('video', '.mp4').filter((bytes) => bytes.includes('avcC')),
    async read(bytes) {
      const path = join(folder, 'a.mp4');
      writeFileSync(path, bytes);
      const decoders = { library: loadWebcodecs, program: async () => null };
      const video = openVideo({ path, offset: 0, bytes: bytes.length }, 'a.mp4', decoders);
      await video.decode([0, below(Math.max(1, video.frames.length)), video.frames.length - 1], () => undefined);
    },
  },
};

const HANG_MS = 5000;
let failed = false;
for (const [name, { inputs, read }] of Object.entries(readers)) {
  const until = performance.now() + (Number(options.seconds) * 1000) / Object.keys(readers).length;
  const result = { tried: 0, read: 0, refused: 0, crashes: 0, hangs: 0, slowestMs: 0 };
  let peak = 0;
  // Each reader gets the same inputs, however long the others took.
  random = randomOf(Number(options.seed));
  while (performance.now() < until) {
    const bytes = damaged(inputs[below(inputs.length)]);
    const cpu = process.cpuUsage();
    result.tried++;
    try {
      await read(bytes);
      result.read++;
    } catch (error) {
      if (error instanceof ProblemError) result.refused++;
      else {
        result.crashes++;
        const file = join(tmpdir(), `foresight-fuzz-${name}-${result.crashes}`);
        writeFileSync(file, bytes);
        console.error(name, file, error);
      }
    }
    // CPU time: the machine may be busy with other things.
    const { user, system } = process.cpuUsage(cpu);
    const ms = (user + system) / 1000;
    result.slowestMs = Math.max(result.slowestMs, ms);
    if (ms > HANG_MS) result.hangs++;
    peak = Math.max(peak, process.memoryUsage().rss);
  }
  failed ||= result.crashes + result.hangs > 0;
  console.log(
    `${name.padEnd(8)} ${result.tried.toLocaleString('en')} inputs: ${result.read.toLocaleString('en')} read, ${result.refused.toLocaleString('en')} refused in words, ${result.crashes} crashes, ${result.hangs} hangs; slowest ${result.slowestMs.toFixed(0)} ms CPU, peak ${(peak / 2 ** 20).toFixed(0)} MB`,
  );
}
rmSync(folder, { recursive: true });
process.exit(failed ? 1 : 0);
