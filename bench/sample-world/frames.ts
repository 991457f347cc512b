import { makeDrive } from '../../src/main/sample-world/make-drive.ts';
import {
  nuscenesCameras,
  physicalaiCameras,
  sampleCameras,
  type PictureSize,
} from '../../src/main/sample-world/render/cameras.ts';
import { createRenderer } from '../../src/main/sample-world/render/renderer.ts';

/**
 * Pictures a second of one core, by CPU time, over varied drives, weather and cameras: 20 s drives at 10 Hz, three cameras
 * each, with all that is prepared once a drive counted in.
 *
 *   node bench/sample-world/frames.ts [drives]      12 by default
 */
const drives = Number(process.argv[2] ?? '12');
const STATES = 200;

const sizes: { size: PictureSize; goal: number; every: number }[] = [
  { size: { widthPx: 128, heightPx: 128 }, goal: 300, every: 1 },
  { size: { widthPx: 640, heightPx: 360 }, goal: 30, every: 4 },
];
const rigs = {
  'pinhole, 70° wide': (size: PictureSize) => sampleCameras(size).slice(0, 3),
  'nuScenes, with the back': (size: PictureSize) => nuscenesCameras(size).slice(0, 4),
  'f-theta, 120° and 30° wide': (size: PictureSize) =>
    physicalaiCameras(size).filter((_, i) => i === 1 || i === 2 || i === 6),
};

const cpuMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

for (const { size, goal, every } of sizes)
  for (const [name, camerasOf] of Object.entries(rigs)) {
    const cameras = camerasOf(size);
    const out = new Uint8Array(size.widthPx * size.heightPx * 3);
    let [prepareMs, pictureMs, pictures] = [0, 0, 0];
    const each: number[] = [];
    for (let index = 0; index < drives; index++) {
      const drive = makeDrive({ seed: 1, index });
      const started = cpuMs();
      const renderer = createRenderer(drive);
      prepareMs += cpuMs() - started;
      const before = cpuMs();
      let count = 0;
      for (let state = 0; state < STATES; state += every)
        for (const camera of cameras) {
          renderer.picture(camera, state / 10, out);
          count++;
        }
      const spent = cpuMs() - before;
      each.push((1000 * count) / spent);
      pictureMs += spent;
      pictures += count;
    }
    // Preparation serves all states of a drive, however few of them this bench draws.
    const perSecond = (1000 * pictures) / (pictureMs + prepareMs / every);
    console.log(
      `${String(size.widthPx)}x${String(size.heightPx)}  ${name.padEnd(28)} ${perSecond.toFixed(0).padStart(4)} pictures/s a core ` +
        `(slowest drive ${Math.min(...each).toFixed(0)}, fastest ${Math.max(...each).toFixed(0)}; ` +
        `${(prepareMs / drives).toFixed(0)} ms once a drive; goal ${String(goal)})`,
    );
  }
