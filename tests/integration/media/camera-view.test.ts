import { Transformer } from '@napi-rs/image';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { ModelView } from '../../../src/main/media/camera-frames.ts';
import { createCameraFrames } from '../../../src/main/media/create-camera-frames.ts';
import { findProgram } from '../../../src/main/media/video/ffmpeg.ts';
import { loadWebcodecs } from '../../../src/main/media/video/webcodecs.ts';
import type { CameraSpec } from '../../../src/main/sample-world/drive.ts';
import {
  navsimCameras,
  nuscenesCameras,
  physicalaiCameras,
  sampleCameras,
} from '../../../src/main/sample-world/render/cameras.ts';
import { createRenderer } from '../../../src/main/sample-world/render/renderer.ts';
import { decodeDriveFile } from '../../../src/main/sample-world/write/sample/drive-file.ts';
import { squareCrop } from '../../../src/main/sample-world/write/training/camera-crop.ts';
import { learnedCameraSchema } from '../../../src/shared/domain/world-camera.ts';
import { shownBecause, viewToPicture } from '../../../src/shared/maths/camera-view.ts';
import { agentAt, streetDrive } from '../../unit/sample-world/render-drive.ts';

const SIZE = 128;
const repository = join(import.meta.dirname, '../../..');
const stated = JSON.parse(readFileSync(join(repository, 'models/dit-wam/manifest.json'), 'utf8')) as {
  parameters: { camera: unknown };
};
const learned = learnedCameraSchema.parse(stated.parameters.camera);
const asLearned: ModelView = { sizePx: SIZE, camera: learned };
const asSquare: ModelView = { sizePx: SIZE, camera: null };

const root = mkdtempSync(join(tmpdir(), 'foresight-views-'));
const drives = join(repository, 'resources/sample/drives');
const video = '0001-bus-stop/CAM_FRONT.mp4';
const canDecode = 'codecs' in (await loadWebcodecs()) || (await findProgram('ffmpeg')) !== null;
const frames = createCameraFrames({
  workspace: {
    clips: {
      imageFile: async (_, channel) => ({ rootPath: root, relativePath: `${channel}.png` }),
      videoFile: async (clipId) =>
        clipId === 'd:video'
          ? { rootPath: drives, relativePath: video, offset: 0, bytes: statSync(join(drives, video)).size }
          : null,
    },
  },
});
afterAll(async () => {
  await frames.close();
  rmSync(root, { recursive: true });
});

const street = createRenderer(streetDrive({}, [agentAt('car', 18, -1.8), agentAt('truck', 30, 1.8)]));

/** The picture that a camera takes of the street, as a file of its own name. */
function filmed(channel: string, camera: CameraSpec) {
  const rgb = street.picture(camera, 0);
  const rgba = new Uint8Array(camera.widthPx * camera.heightPx * 4).fill(255);
  for (let i = 0, o = 0; i < rgb.length; i += 3, o += 4) rgba.set(rgb.subarray(i, i + 3), o);
  writeFileSync(
    join(root, `${channel}.png`),
    Transformer.fromRgbaPixels(rgba, camera.widthPx, camera.heightPx).pngSync(),
  );
  return { ...camera, channel, firstImage: 0, present: [1 as const] };
}
async function shown(of: ReturnType<typeof filmed>, view: ModelView): Promise<Uint8Array> {
  const [square] = await frames.squares('d:clip', of, [0], view);
  if (!square) throw new Error('no picture');
  return square.rgb;
}

const [sample] = sampleCameras();
const [nuscenes] = nuscenesCameras({ widthPx: 800, heightPx: 450 });
const [navsim] = navsimCameras({ widthPx: 960, heightPx: 540 });
const wide = physicalaiCameras({ widthPx: 960, heightPx: 540 }).filter(({ channel }) =>
  channel.includes('front_wide'),
)[0];
const distorted: CameraSpec = {
  ...navsim,
  lens: { model: 'pinhole', distortion: [-0.28, 0.08, 0.0008, -0.0005, -0.01] },
};

describe('a recorded picture as the camera sees that a model learned by', () => {
  it.each([
    ['nuScenes', nuscenes],
    ['NAVSIM', navsim],
    ['a lens with distortion', distorted],
    ['a wide f-theta lens', wide],
  ])('out of that of %s, is the picture that such a camera takes there', async (name, camera) => {
    const of = filmed(name.replaceAll(' ', '-'), camera);
    // The camera of the training data, carried to where this one stands.
    const there = squareCrop(sample, SIZE);
    const egoFromCamera = [...camera.egoFromCamera.slice(0, 3), ...sample.egoFromCamera.slice(3)];
    const wanted = street.picture({ ...there, egoFromCamera }, 0);
    const [made, cut] = [await shown(of, asLearned), await shown(of, asSquare)];
    const at = viewToPicture(camera, learned);
    const off = (rgb: Uint8Array) => {
      let [sum, count] = [0, 0];
      for (let pixel = 0; pixel < SIZE * SIZE; pixel++) {
        const [u, v] = at(((pixel % SIZE) + 0.5) / SIZE, (Math.floor(pixel / SIZE) + 0.5) / SIZE);
        if (u < 0 || v < 0 || u > camera.widthPx || v > camera.heightPx) continue;
        for (let c = 0; c < 3; c++) sum += Math.abs(rgb[pixel * 3 + c] - wanted[pixel * 3 + c]);
        count += 3;
      }
      return sum / count;
    };
    expect(off(made)).toBeLessThan(4);
    expect(off(made)).toBeLessThan(off(cut) / 3);
  });

  it('out of a sample drive’s own camera is its centre square, byte for byte', async () => {
    for (const size of [
      { widthPx: 640, heightPx: 360 },
      { widthPx: 480, heightPx: 270 },
    ]) {
      const of = filmed(`sample-${size.widthPx}`, sampleCameras(size)[0]);
      expect(Buffer.compare(await shown(of, asLearned), await shown(of, asSquare))).toBe(0);
    }
  });

  it('is the centre square of a camera without calibration', async () => {
    const of = { ...filmed('bare', nuscenes), intrinsic: [], egoFromCamera: [] };
    expect(Buffer.compare(await shown(of, asLearned), await shown(of, asSquare))).toBe(0);
  });

  it('is made anew for another camera of the same pictures', async () => {
    const of = filmed('twice', nuscenes);
    const up: ModelView = { sizePx: SIZE, camera: { ...learned, pitchDownDeg: -5 } };
    expect(Buffer.compare(await shown(of, asLearned), await shown(of, up))).not.toBe(0);
    expect(
      Buffer.compare(await shown(of, asLearned), await shown({ ...of, lens: distorted.lens }, asLearned)),
    ).not.toBe(0);
  });
});

describe('the bundled drives', () => {
  const { cameras } = decodeDriveFile(readFileSync(join(drives, '0001-bus-stop/drive.json.gz')));
  const front = cameras.filter(({ channel }) => channel === 'CAM_FRONT')[0];

  it('were taken by the camera that the models learned by', () => expect(shownBecause(front, learned)).toBe('same'));

  it.skipIf(!canDecode)('give the square that they always gave', async () => {
    const of = { ...front, firstImage: 0, present: Array<0 | 1>(201).fill(1) };
    const [learnedViews, squares] = [
      await frames.squares('d:video', of, [0, 120], asLearned),
      await frames.squares('d:video', of, [0, 120], asSquare),
    ];
    expect(squares.map((square) => square?.rgb.length)).toEqual([SIZE * SIZE * 3, SIZE * SIZE * 3]);
    expect(learnedViews).toEqual(squares);
  });

  it.skipIf(!canDecode)('give another view to a model that learned by another camera', async () => {
    const of = { ...front, firstImage: 0, present: Array<0 | 1>(201).fill(1) };
    const [narrow] = await frames.squares('d:video', of, [0], {
      sizePx: SIZE,
      camera: { ...learned, focalOfSide: 2.54 },
    });
    const [square] = await frames.squares('d:video', of, [0], { sizePx: 2 * SIZE, camera: null });
    // Twice the focal length is the middle of the square at twice the size.
    let off = 0;
    for (let y = 0; y < SIZE; y++)
      for (let x = 0; x < SIZE * 3; x++)
        off += Math.abs(narrow!.rgb[y * SIZE * 3 + x] - square!.rgb[(y + SIZE / 2) * SIZE * 6 + SIZE * 1.5 + x]);
    // The pitch is the same, so that the middle stays: but for the principal row nothing moves.
    expect(off / (SIZE * SIZE * 3)).toBeLessThan(2);
  });
});
