import { indexDataset } from '../../src/main/jobs/index-dataset.ts';

/** Indexes a root into a file in a process of its own and prints what it took as one line of JSON. */
const [root, version, indexFile] = process.argv.slice(2);
const quiet = { signal: new AbortController().signal, progress: () => undefined, failure: () => undefined };
const start = performance.now();
const counts = await indexDataset({ datasetId: 'bench', kind: 'nuscenes', version, rootPath: root, indexFile }, quiet);
const seconds = (performance.now() - start) / 1000;
const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
const rows = Object.values(counts.tables).reduce((sum, count) => sum + count, 0);
console.log(
  JSON.stringify({
    seconds,
    cpuSeconds: (userCPUTime + systemCPUTime) / 1e6,
    peakMB: maxRSS / 1024,
    rows,
    boxes: counts.boxes,
    files: counts.sensorFiles,
  }),
);
