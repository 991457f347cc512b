import { createReadStream, createWriteStream, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { STEP_S, type Drive } from '../../drive.ts';
import { sampleCameras } from '../../render/cameras.ts';
import type { ClipJob, Layout, WorldParts } from '../layout.ts';
import { npyHeader, npyTypes, type NpyType } from '../npy.ts';
import { squareCrop } from './camera-crop.ts';
import { boxColumns, boxKinds, clipBoxes, clipFrames, clipStates, clipWords, stateColumns } from './clip-arrays.ts';

/** Clips that share the files of one shard. */
const SHARD_CLIPS = 64;
const DEFAULT_SIZE_PX = 128;

const bytesOf = (array: Float32Array): Uint8Array => new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
const framesFile = (channel: string): string => `frames-${channel}.u8`;
const frameCount = (steps: number, fps: number): number => Math.floor((steps - 1) * STEP_S * fps + 1e-9) + 1;

/**
 * Shards for the PyTorch trainers: `training.json` describes them; each shard is a folder of NPY files that NumPy maps
 * into memory, with a line of JSON a clip. Documented in models/training/README.md.
 */
export const trainingLayout: Layout = {
  name: 'training',
  title: 'training shards',
  cameras: (size) => sampleCameras().map((camera) => squareCrop(camera, size?.heightPx ?? DEFAULT_SIZE_PX)),
  notes: () => Promise.resolve([]),
  intentOf,
  writeClip,
  finish,
};

/**
 * Every other clip is counterfactual: logged steering teaches a model the sign of control but hardly its size. Of the
 * others one in five is driven with a fault.
 */
function intentOf(index: number): Drive['intent'] {
  if (index % 2 === 0) return 'counterfactual';
  return index % 10 === 1 ? 'failure' : 'expert';
}

function writeClip({ request, staging, index, drive, cameras, paint, signal, progress }: ClipJob): Promise<void> {
  const frames = frameCount(drive.steps, request.fps);
  const frameS = 1 / request.fps;
  cameras.forEach((camera, i) => {
    signal.throwIfAborted();
    if (paint) writeFileSync(join(staging, framesFile(camera.channel)), clipFrames(camera, frames, frameS, paint));
    progress((i + 1) / cameras.length);
  });
  writeFileSync(join(staging, 'states.f4'), bytesOf(clipStates(drive)));
  writeFileSync(join(staging, 'boxes.f4'), bytesOf(clipBoxes(drive, frames, frameS)));
  writeFileSync(
    join(staging, 'clip.json'),
    JSON.stringify({ ...clipWords(drive, index, frames, frameS), steps: drive.steps, frames }),
  );
  return Promise.resolve();
}

async function finish({ request, root, cameras, clips, signal }: WorldParts): Promise<void> {
  const shards: { folder: string; clips: number; boxes: number }[] = [];
  let shape = { steps: 0, frames: 0 };
  for (let from = 0; from < clips.length; from += SHARD_CLIPS) {
    signal.throwIfAborted();
    const own = clips.slice(from, from + SHARD_CLIPS).map((clip) => clip.staging);
    const folder = `shard-${String(from / SHARD_CLIPS).padStart(5, '0')}`;
    mkdirSync(join(root, folder), { recursive: true });
    const lines = own.map((staging) => readFileSync(join(staging, 'clip.json'), 'utf8'));
    shape = JSON.parse(lines[0]) as { steps: number; frames: number };
    const boxes = own.map((staging) => statSync(join(staging, 'boxes.f4')).size / (boxColumns.length * npyTypes.f4));
    const all = boxes.reduce((sum, rows) => sum + rows, 0);
    const join1 = (file: string, type: NpyType, sizes: number[], part: string) =>
      joinArray(
        join(root, folder, file),
        type,
        sizes,
        own.map((staging) => join(staging, part)),
      );
    for (const { channel, widthPx, heightPx } of request.pictures ? cameras : [])
      await join1(`frames-${channel}.npy`, 'u1', [own.length, shape.frames, heightPx, widthPx, 3], framesFile(channel));
    await join1('states.npy', 'f4', [own.length, shape.steps, stateColumns.length], 'states.f4');
    await join1('boxes.npy', 'f4', [all, boxColumns.length], 'boxes.f4');
    const starts = boxes.reduce((sums, rows) => [...sums, sums[sums.length - 1] + rows], [0]);
    writeFileSync(
      join(root, folder, 'box-starts.npy'),
      Buffer.concat([npyHeader('i4', [starts.length]), new Uint8Array(Int32Array.from(starts).buffer)]),
    );
    writeFileSync(join(root, folder, 'clips.jsonl'), lines.map((line) => `${line}\n`).join(''));
    shards.push({ folder, clips: own.length, boxes: all });
  }
  const { seed, fps } = request;
  const about = {
    format: 1,
    ...{ seed, clips: clips.length, fps, stepS: STEP_S, ...pickShape(shape), stateColumns, boxColumns, boxKinds },
    cameras: cameras.map(({ channel, title, widthPx, heightPx, intrinsic, egoFromCamera }) => {
      return { channel, title, widthPx, heightPx, intrinsic, egoFromCamera };
    }),
    shards,
  };
  writeFileSync(join(root, 'training.json'), `${JSON.stringify(about, null, 2)}\n`);
}

const pickShape = ({ steps, frames }: { steps: number; frames: number }) => ({ steps, frames });

/** One NPY file out of raw parts, without holding more than a buffer of them. */
async function joinArray(path: string, type: NpyType, shape: number[], parts: readonly string[]): Promise<void> {
  const expected = shape.reduce((product, size) => product * size, npyTypes[type]);
  const found = parts.reduce((sum, part) => sum + statSync(part).size, 0);
  if (found !== expected) throw new Error(`${path}: the parts have ${found} of ${expected} bytes`);
  const out = createWriteStream(path);
  out.write(npyHeader(type, shape));
  for (const part of parts)
    for await (const chunk of createReadStream(part, { highWaterMark: 2 ** 20 }))
      if (!out.write(chunk)) await new Promise<void>((resolve) => out.once('drain', () => resolve()));
  out.end();
  await finished(out);
}
