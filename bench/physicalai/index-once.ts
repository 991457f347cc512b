import { indexDataset } from '../../src/main/jobs/index-dataset.ts';

/** Indexes a root into a file in a process of its own and prints what it took as one line of JSON. */
const [rootPath, indexFile] = process.argv.slice(2);
const failures: string[] = [];
const quiet = {
  signal: new AbortController().signal,
  progress: () => undefined,
  failure: (item: string) => void failures.push(item),
};
const start = performance.now();
const counts = await indexDataset(
  { datasetId: 'bench', kind: 'physicalai', version: 'chunks', rootPath, indexFile },
  quiet,
);
const seconds = (performance.now() - start) / 1000;
const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
const { clips, images } = counts;
console.log(
  JSON.stringify({
    seconds,
    cpuSeconds: (userCPUTime + systemCPUTime) / 1e6,
    peakMB: maxRSS / 1024,
    clips,
    images,
    onDisk: counts.tables['clips on disk'],
    failures: failures.length,
  }),
);
