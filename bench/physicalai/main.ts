/**
 * PhysicalAI at the size of the published data set: 306,152 clips of which a few chunks are on disk. Makes the indexes and
 * the chunks, indexes them in a process of their own, indexes the unchanged root again, then times pages, filters, sorting
 * and facets as the window asks for them: `node bench/physicalai/main.ts [--clips N] [--chunks N] [--rounds N]`.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { openWorkspace } from '../../src/main/workspace/open-workspace.ts';
import type { ClipFilter, ClipSort } from '../../src/shared/domain/clip.ts';
import { clipIdOf, writePhysicalai } from '../../tests/synthetic/physicalai.ts';

const { values: options } = parseArgs({
  options: {
    clips: { type: 'string', default: '306152' },
    chunks: { type: 'string', default: '3' },
    rounds: { type: 'string', default: '100' },
  },
});
const clips = Number(options.clips);
const rounds = Number(options.rounds);
const CLIPS_A_CHUNK = 98;

const cache = resolve(import.meta.dirname, '../../.cache/bench');
const root = join(cache, `physicalai-${clips}-${options.chunks}`);
const folder = join(cache, 'physicalai-workspace');
if (!existsSync(join(root, 'made'))) {
  mkdirSync(root, { recursive: true });
  const chunks = Array.from({ length: Number(options.chunks) }, (_, i) => i * 7);
  writePhysicalai(root, { release: 'later', clips, clipsAChunk: CLIPS_A_CHUNK, chunks });
  writeFileSync(join(root, 'made'), '');
}
rmSync(folder, { recursive: true, force: true });

interface Taken {
  seconds: number;
  cpuSeconds: number;
  peakMB: number;
  clips: number;
  images: number;
  onDisk: number;
  failures: number;
}

const workspace = await openWorkspace(folder);
const start = pathToFileURL(resolve(import.meta.dirname, '../../scripts/require-node.mjs')).href;
const index = (): Taken => {
  const args = ['--import', start, join(import.meta.dirname, 'index-once.ts'), root, workspace.indexFile];
  const lines = execFileSync(process.execPath, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }).trim();
  return JSON.parse(lines.split('\n').at(-1)!) as Taken;
};

console.log(
  `${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), load ${loadavg()[0].toFixed(1)}; ${clips.toLocaleString('en')} clips in ${Math.ceil(clips / CLIPS_A_CHUNK)} chunks`,
);
const first = index();
const again = index();
console.log(
  `index: ${first.seconds.toFixed(1)} s, ${first.cpuSeconds.toFixed(1)} s CPU, ${first.peakMB.toFixed(0)} MB peak; ` +
    `${first.clips.toLocaleString('en')} rows, ${first.onDisk} clips on disk with ${first.images.toLocaleString('en')} images, ${first.failures} failures; ` +
    `index file ${(statSync(workspace.indexFile).size / 1e6).toFixed(0)} MB`,
);
console.log(`unchanged root: ${again.seconds.toFixed(2)} s, ${again.peakMB.toFixed(0)} MB peak`);

workspace.datasets.indexed('bench');
const p = (times: number[], share: number): number =>
  times.sort((a, b) => a - b)[Math.floor((times.length - 1) * share)];
async function time(name: string, ask: (round: number) => Promise<unknown>): Promise<void> {
  const began = performance.now();
  await ask(0);
  const cold = performance.now() - began;
  const times: number[] = [];
  for (let round = 1; round <= rounds; round++) {
    const from = performance.now();
    await ask(round);
    times.push(performance.now() - from);
  }
  console.log(
    `${name.padEnd(34)} first ${cold.toFixed(0).padStart(5)} ms   p50 ${p(times, 0.5).toFixed(1).padStart(6)}   p95 ${p(times, 0.95).toFixed(1).padStart(6)} ms`,
  );
}
const page = (filter: ClipFilter, sort: ClipSort, after: string | null = null) =>
  workspace.library.page({ filter, sort, scores: null, after, limit: 100 });
const byName: ClipSort = { by: 'name', direction: 'ascending' };
const countries = ['Germany', 'France', 'Japan', 'Italy', 'United States'];
const words = ['val', 'night', 'radar-high', 'not-valid', 'partial', 'hyperion_8.1', 'march', 'absent'];

await time('page by name', () => page({}, byName));
let cursor: string | null = null;
await time('next page by name', async () => {
  cursor = (await page({}, byName, cursor)).next;
});
await time('page by mean speed, falling', () => page({}, { by: 'meanSpeed', direction: 'descending' }));
await time('filter by country', (i) => page({ locations: [countries[i % countries.length]] }, byName));
await time('filter by word', (i) => page({ words: [words[i % words.length]] }, byName));
await time('country, two words, by speed', (i) =>
  page(
    { locations: [countries[i % 5]], words: [words[i % 8], words[(i + 3) % 8]] },
    { by: 'meanSpeed', direction: 'descending' },
  ),
);
await time('text: start of a clip id', (i) => page({ text: clipIdOf(i * 2999).slice(0, 8) }, byName));
await time('facets', (i) => workspace.library.facets({ locations: [countries[i % 5]] }));
await time('detail of a clip on disk', (i) => workspace.clips.detail(`bench:${clipIdOf(i % CLIPS_A_CHUNK)}`));
await time('detail of an absent clip', (i) => workspace.clips.detail(`bench:${clipIdOf(100_000 + i)}`));
await workspace.close();
