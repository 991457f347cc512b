/**
 * NAVSIM at the size of navtrain: `node bench/navsim/main.ts --root FOLDER [--split trainval] [--python PYTHON]`, FOLDER made by
 * make_logs.py. Prints: pickle MB/s beside CPython's pickle.load of the same file, index time and memory, an unchanged root,
 * list, filter and facet latency through the workspace's threads, clip switch, map and lane graph of a clip in a city.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { indexNavsim } from '../../src/main/datasets/navsim/index-navsim.ts';
import { numpyGlobals } from '../../src/main/datasets/numpy/numpy-globals.ts';
import { readPickle } from '../../src/main/datasets/pickle/read-pickle.ts';
import { openIndex } from '../../src/main/workspace/index/open-index.ts';
import { roadParts } from '../../src/main/workspace/index/road-parts.ts';
import { openWorkspace } from '../../src/main/workspace/open-workspace.ts';
import { gridCity } from './city.ts';

const { values } = parseArgs({
  options: { root: { type: 'string' }, split: { type: 'string', default: 'trainval' }, python: { type: 'string' } },
});
if (!values.root) throw new Error('--root names a folder made by make_logs.py');
const { root, split } = values;
const logs = join(root, 'navsim_logs', split);
const largest = readdirSync(logs).reduce((a, b) =>
  statSync(join(logs, a)).size >= statSync(join(logs, b)).size ? a : b,
);
const cpuMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e3;
};
const percentile = (times: number[], p: number): string =>
  `${[...times].sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * p))].toFixed(1)}`;
async function timed(name: string, rounds: number, work: (round: number) => unknown): Promise<void> {
  const times: number[] = [];
  for (let i = 0; i < rounds; i++) {
    const begun = performance.now();
    await work(i);
    times.push(performance.now() - begun);
  }
  console.log(`${name.padEnd(44)} p50 ${percentile(times, 0.5)} ms   p95 ${percentile(times, 0.95)} ms`);
}

console.log(`${cpus().length} cores, load ${loadavg()[0].toFixed(1)}; times are wall clock unless CPU is said`);

const bytes = readFileSync(join(logs, largest));
let best = Infinity;
for (let i = 0; i < 12; i++) {
  const begun = cpuMs();
  readPickle(bytes, { file: largest, allowed: numpyGlobals });
  best = Math.min(best, cpuMs() - begun);
}
const rate = (ms: number): string => `${(bytes.length / 1e3 / ms).toFixed(0)} MB/s (CPU, best of 12)`;
console.log(`pickle of ${(bytes.length / 1e6).toFixed(1)} MB: Foresight ${rate(best)}`);
if (values.python) {
  const script =
    'import sys,time,pickle\nb=open(sys.argv[1],"rb").read()\nm=9e9\nfor _ in range(12):\n t=time.process_time();v=pickle.loads(b);m=min(m,time.process_time()-t);del v\nprint(m*1e3)';
  const ms = Number(execFileSync(values.python, ['-c', script, join(logs, largest)], { encoding: 'utf8' }));
  console.log(`pickle, the same file:   CPython   ${rate(ms)}`);
}

const folder = mkdtempSync(join(tmpdir(), 'foresight-bench-'));
const workspace = await openWorkspace(folder);
try {
  const { datasetId } = await workspace.datasets.register({
    kind: 'navsim',
    version: split,
    title: 'N',
    rootPath: root,
  });
  const index = async (): Promise<{ seconds: number; cpu: number; clips: number }> => {
    const db = openIndex(workspace.indexFile);
    const [begun, cpu] = [performance.now(), cpuMs()];
    const { clips } = await indexNavsim(db, {
      ...{ datasetId, root, version: split, signal: new AbortController().signal },
      progress: () => undefined,
      failure: (item, { whatHappened }) => console.log(item, whatHappened),
    });
    db.close();
    return { seconds: (performance.now() - begun) / 1e3, cpu: (cpuMs() - cpu) / 1e3, clips };
  };
  const first = await index();
  const peakMB = process.resourceUsage().maxRSS / 1e3;
  console.log(
    `index: ${first.clips} samples in ${first.seconds.toFixed(1)} s (${first.cpu.toFixed(1)} s CPU), peak ${peakMB.toFixed(0)} MB, file ${(statSync(workspace.indexFile).size / 1e6).toFixed(0)} MB`,
  );
  console.log(`unchanged root: ${(await index()).seconds.toFixed(3)} s`);

  const db = openIndex(workspace.indexFile);
  const city = gridCity(655_000, 3_990_000, 100);
  const insert = db.prepare('INSERT OR REPLACE INTO dataset_part (dataset_id, part, body) VALUES (?, ?, ?)');
  const begun = performance.now();
  let cityBytes = 0;
  db.transaction(() => {
    for (const [part, body] of roadParts('us-nv-las-vegas-strip', city)) {
      insert.run(datasetId, part, body);
      cityBytes += body.length;
    }
  })();
  db.close();
  console.log(
    `city of ${city.lanes.length} lanes and ${city.connectors.length} connectors into tiles: ${((performance.now() - begun) / 1e3).toFixed(1)} s, ${(cityBytes / 1e6).toFixed(0)} MB`,
  );

  workspace.datasets.indexed(datasetId);
  const ids = await workspace.library.clipIds({});
  const page = (after: string | null, by: 'name' | 'time' | 'boxes' | 'meanSpeed', filter = {}) =>
    workspace.library.page({ filter, sort: { by, direction: 'descending' }, scores: null, after, limit: 100 });
  await timed('first list after indexing', 1, () => page(null, 'name'));
  for (const by of ['name', 'time', 'boxes', 'meanSpeed'] as const) {
    let after: string | null = null;
    await timed(`page of 100 by ${by}`, 60, async () => (after = (await page(after, by)).next));
  }
  await timed('page of text search', 30, (i) => page(null, 'name', { text: `veh-${35 + (i % 9)} 0${i}` }));
  await timed('facets', 20, () => workspace.library.facets({}));
  await timed('filter of 12,000 tokens', 10, () => page(null, 'name', { clipIds: ids.slice(0, 12_000) }));
  const some = (i: number): string => ids[(i * 7919) % ids.length];
  await timed('clip switch (detail)', 100, (i) => workspace.clips.detail(some(i)));
  await timed('map of a clip', 60, (i) => workspace.clips.map(some(i)));
  await timed('lane graph of a clip', 60, (i) => workspace.clips.roads(some(i)));
} finally {
  await workspace.close();
  rmSync(folder, { recursive: true, force: true });
}
