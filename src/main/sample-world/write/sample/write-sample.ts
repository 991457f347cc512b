import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { STEP_S, type Drive } from '../../drive.ts';
import { sampleCameras } from '../../render/cameras.ts';
import { encodeJpeg } from '../jpeg.ts';
import type { ClipJob, Layout, WorldParts } from '../layout.ts';
import { findH264, videoNotes } from '../find-h264.ts';
import { writeVideo } from '../video-file.ts';
import { encodeDriveFile } from './drive-file.ts';
import { DRIVE_FILE, MANIFEST_FILE, POSTER_FILE, sampleManifestSchema, type SampleManifest } from './sample-folder.ts';

const FPS = 10;
/** A sync sample every two seconds: a step back decodes twenty small pictures at most. */
const GOP = 20;
/** x264's rate factor of the front camera and of the others, which are looked at less. */
const CRF = { front: 32, aside: 35 } as const;
/** When the poster is taken, s: things are under way by then. */
const POSTER_S = 6;

/** One in eight drivers has a fault, so that there is something to find. */
const intentOf = (index: number): Drive['intent'] => (index % 8 === 7 ? 'failure' : 'expert');

/** Sample drives: a folder a drive with its truth (`drive.json.gz`), a poster and a video a camera. */
export const sampleLayout: Layout = {
  name: 'sample',
  title: 'sample drives',
  intentOf,
  cameras: (size) => sampleCameras(size ?? { widthPx: 480, heightPx: 270 }).slice(0, 3),
  videos: true,
  notes: ({ pictures }) => videoNotes(pictures),
  writeClip,
  finish,
};

async function writeClip({ root, staging, drive, cameras, paint, signal, progress }: ClipJob): Promise<void> {
  const h264 = paint ? await findH264() : null;
  const program = h264 && 'program' in h264 ? h264.program : null;
  const frames = Math.floor((drive.steps - 1) * STEP_S * FPS + 1e-9) + 1;
  const folder = join(staging, 'drive');
  mkdirSync(folder, { recursive: true });
  for (const [i, camera] of program && paint ? cameras.entries() : []) {
    await writeVideo({
      program: program!,
      file: join(folder, `${camera.channel}.mp4`),
      widthPx: camera.widthPx,
      heightPx: camera.heightPx,
      fps: FPS,
      frames,
      preset: 'slow',
      crf: i === 0 ? CRF.front : CRF.aside,
      gop: GOP,
      picture: (frame) => {
        progress((i + frame / frames) / cameras.length);
        return paint!(camera, frame / FPS);
      },
      signal,
    });
  }
  if (paint) {
    const [front] = cameras;
    writeFileSync(join(folder, POSTER_FILE), encodeJpeg(paint(front, POSTER_S), front.widthPx, front.heightPx));
  }
  const filmed = cameras.map((camera) => ({
    ...camera,
    video: program ? `${camera.channel}.mp4` : null,
    frames: program ? frames : 0,
    frameStepS: 1 / FPS,
  }));
  writeFileSync(join(folder, DRIVE_FILE), encodeDriveFile(drive, filmed));
  writeFileSync(join(staging, 'about.json'), JSON.stringify({ name: drive.name, description: describe(drive) }));
  rmSync(join(root, drive.name), { recursive: true, force: true });
  renameSync(folder, join(root, drive.name));
  progress(1);
}

const inWords = (name: string): string => name.replaceAll('-', ' ');

/** `Cut in on a highway, night, rain. The driver brakes late.` */
function describe({ scenario, place, environment, fault }: Drive): string {
  const { light, weather } = environment;
  const title = inWords(scenario);
  const fact = `${title[0].toUpperCase()}${title.slice(1)}: ${inWords(place.kind)}, ${light}, ${weather}.`;
  return fault === null ? fact : `${fact} Driver's fault: ${inWords(fault)}.`;
}

function finish({ request, root, clips }: WorldParts): Promise<void> {
  const manifest: SampleManifest = {
    format: 1,
    title: 'Sample drives',
    version: `seed-${request.seed}`,
    seed: request.seed,
    drives: clips.map(({ staging }) =>
      aboutSchema.parse(JSON.parse(readFileSync(join(staging, 'about.json'), 'utf8'))),
    ),
  };
  writeFileSync(join(root, MANIFEST_FILE), `${JSON.stringify(manifest, null, 2)}\n`);
  return Promise.resolve();
}

const aboutSchema = sampleManifestSchema.shape.drives.element;
