/**
 * Pictures as models see them, the centre square and the view of the camera that a model learned by: time, and the host's
 * event-loop delay meanwhile.
 * `node bench/camera-frames.ts [--size 128] [--images 40]`
 */
import { Transformer } from '@napi-rs/image';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import type { ModelView } from '../src/main/media/camera-frames.ts';
import { createCameraFrames } from '../src/main/media/create-camera-frames.ts';
import { nuscenesCameras, physicalaiCameras, sampleCameras } from '../src/main/sample-world/render/cameras.ts';

const { values } = parseArgs({
  options: { size: { type: 'string', default: '128' }, images: { type: 'string', default: '40' } },
});
const [sizePx, count] = [Number(values.size), Number(values.images)];
const folder = mkdtempSync(join(tmpdir(), 'foresight-squares-'));
const drives = join(import.meta.dirname, '../resources/sample/drives');
const video = '0001-bus-stop/CAM_FRONT.mp4';
// One texture, moved on from picture to picture: as large as a photograph when packed.
const sources = { '1600x900': [1600, 900], '1920x1080': [1920, 1080] } as const;
for (const [name, [widthPx, heightPx]] of Object.entries(sources)) {
  const texture = new Uint8Array(widthPx * heightPx * 4).map(
    (_, k) => ((k >> 9) & 127) + (Math.imul(k >> 2, 0x9e3779b1) >>> 26),
  );
  for (let i = 0; i < count; i++) {
    texture.copyWithin(0, 64);
    writeFileSync(
      join(folder, `${name}-${i}.jpg`),
      Transformer.fromRgbaPixels(texture, widthPx, heightPx).jpegSync(85),
    );
  }
}

const frames = createCameraFrames({
  workspace: {
    clips: {
      imageFile: async (_, channel, i) => ({ rootPath: folder, relativePath: `${channel}-${i}.jpg` }),
      videoFile: async (_, channel) =>
        channel in sources
          ? null
          : { rootPath: drives, relativePath: video, offset: 0, bytes: statSync(join(drives, video)).size },
    },
  },
});
const delay = monitorEventLoopDelay({ resolution: 1 });
const learned = { focalOfSide: 1.27, principalOfSide: [0.5, 0.5] as [number, number], pitchDownDeg: 2.5 };
const [sampleFront] = sampleCameras();
const measure = async (
  title: string,
  channel: string,
  images: number[],
  { camera = null, lens = sampleFront }: { camera?: ModelView['camera']; lens?: typeof sampleFront } = {},
) => {
  delay.reset();
  delay.enable();
  const began = performance.now();
  const filmed = { ...lens, channel, firstImage: 0, present: Array<0 | 1>(201).fill(1) };
  await frames.squares('d:t', filmed, images, { sizePx, camera });
  const ms = performance.now() - began;
  delay.disable();
  console.log(
    `${title.padEnd(52)} ${ms.toFixed(0).padStart(5)} ms, loop p99 ${(delay.percentile(99) / 1e6).toFixed(1)} ms`,
  );
};

const all = Array.from({ length: count }, (_, i) => i);
const spread = all.map((i) => Math.floor((i * 200) / count));
await measure(`${count} of 201 frames, 480x270, threads not started`, 'VIDEO', spread);
await measure(
  `${count} other frames`,
  'VIDEO',
  spread.map((i) => i + 1),
);
await measure(`${count} frames, kept`, 'VIDEO', spread);
const [nuscenesFront] = nuscenesCameras();
const wideFront = physicalaiCameras().find(({ channel }) => channel === 'camera_front_wide_120fov') ?? sampleFront;
for (const [channel, lens, about] of [
  ['1600x900', nuscenesFront, 'pinhole'],
  ['1920x1080', wideFront, 'f-theta'],
] as const) {
  await measure(`${count} JPEGs, ${channel}, squares`, channel, all);
  await measure(`${count} JPEGs, ${channel}, kept`, channel, all);
  const [first, ...rest] = all;
  await measure(`1 JPEG, ${channel}, a view by ${about}, with its table`, channel, [first], { camera: learned, lens });
  // The other thread makes its table too.
  await measure(`${rest.length} JPEGs, ${channel}, views by ${about}`, channel, rest, { camera: learned, lens });
  await measure(`${count} JPEGs, ${channel}, views, kept`, channel, all, { camera: learned, lens });
}
await frames.close();
rmSync(folder, { recursive: true });
