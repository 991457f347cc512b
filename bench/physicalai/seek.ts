/** Exact frames of a video in a random order: `node bench/physicalai/seek.ts FILE.mp4 [rounds]`. */
import { statSync } from 'node:fs';
import { loadavg } from 'node:os';
import { openVideo } from '../../src/main/media/video/video-frames.ts';
import { randomOf } from '../../tests/synthetic/random.ts';

const [path, rounds = '40'] = process.argv.slice(2);
const random = randomOf(1);
const opened = performance.now();
const video = openVideo({ path, offset: 0, bytes: statSync(path).size }, path);
const openMs = performance.now() - opened;
const times: number[] = [];
for (let i = 0; i < Number(rounds); i++) {
  const start = performance.now();
  await video.frame(Math.floor(random() * video.frames.length));
  times.push(performance.now() - start);
}
times.sort((a, b) => a - b);
const p = (share: number): string => times[Math.floor((times.length - 1) * share)].toFixed(0);
console.log(
  `${video.widthPx} x ${video.heightPx} ${video.codec}, ${video.frames.length} frames, opened in ${openMs.toFixed(1)} ms; ` +
    `a random frame: p50 ${p(0.5)} ms, p95 ${p(0.95)} ms (load ${loadavg()[0].toFixed(1)})`,
);
