/**
 * Squares of recorded pictures as models see them: time, and the host's event-loop delay meanwhile.
 * `node bench/camera-frames.ts [--size 128] [--images 40]`
 */
import { Transformer } from '@napi-rs/image';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { createCameraFrames } from '../src/main/media/create-camera-frames.ts';

const { values } = parseArgs({
  options: { size: { type: 'string', default: '128' }, images: { type: 'string', default: '40' } },
});
const [sizePx, count] = [Number(values.size), Number(values.images)];
const folder = mkdtempSync(join(tmpdir(), 'foresight-squares-'));
const drives = join(import.meta.dirname, '../resources/sample/drives');
const video = '0001-bus-stop/CAM_FRONT.mp4';
// One texture, moved on from picture to picture: as large as a photograph when packed.
const texture = new Uint8Array(1600 * 900 * 4).map((_, k) => ((k >> 9) & 127) + (Math.imul(k >> 2, 0x9e3779b1) >>> 26));
for (let i = 0; i < count; i++) {
  texture.copyWithin(0, 64);
  writeFileSync(join(folder, `${i}.jpg`), Transformer.fromRgbaPixels(texture, 1600, 900).jpegSync(85));
}

const frames = createCameraFrames({
  workspace: {
    clips: {
      imageFile: async (_, _channel, i) => ({ rootPath: folder, relativePath: `${i}.jpg` }),
      videoFile: async (_, channel) =>
        channel === 'JPEG'
          ? null
          : { rootPath: drives, relativePath: video, offset: 0, bytes: statSync(join(drives, video)).size },
    },
  },
});
const delay = monitorEventLoopDelay({ resolution: 1 });
const measure = async (title: string, channel: string, images: number[]) => {
  delay.reset();
  delay.enable();
  const began = performance.now();
  const camera = { channel, firstImage: 0, present: Array<0 | 1>(201).fill(1) };
  await frames.squares('d:t', camera, images, sizePx);
  const ms = performance.now() - began;
  delay.disable();
  console.log(
    `${title.padEnd(46)} ${ms.toFixed(0).padStart(5)} ms, loop p99 ${(delay.percentile(99) / 1e6).toFixed(1)} ms`,
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
await measure(`${count} JPEGs, 1600x900`, 'JPEG', all);
await measure(`${count} JPEGs, kept`, 'JPEG', all);
await frames.close();
rmSync(folder, { recursive: true });
