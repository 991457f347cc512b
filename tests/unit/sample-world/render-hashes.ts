import { createHash } from 'node:crypto';
import type { Environment } from '../../../src/main/sample-world/drive.ts';
import { physicalaiCameras, sampleCameras } from '../../../src/main/sample-world/render/cameras.ts';
import { createRenderer } from '../../../src/main/sample-world/render/renderer.ts';
import { streetDrive } from './render-drive.ts';

const environments: Partial<Environment>[] = [
  {},
  { weather: 'rain', wetness: 0.9 },
  { light: 'dusk', sunElevationRad: 0.1, weather: 'snow' },
  { light: 'night', weather: 'fog' },
  { light: 'backlight', sunAzimuthRad: 0.1, sunElevationRad: 0.15 },
];
const size = { widthPx: 160, heightPx: 96 };

/** SHA-256 of pictures in several kinds of weather, by two cameras at two times, and of a depth picture each. */
export function pictureHashes({ backwards }: { backwards: boolean }): Record<string, string> {
  const jobs = environments.flatMap((environment, e) => {
    const renderer = createRenderer(streetDrive(environment));
    return [sampleCameras(size)[0], physicalaiCameras(size)[1]].flatMap((camera) =>
      [0.03, 2.5].flatMap((timeS) => [
        { name: `${String(e)} ${camera.channel} ${String(timeS)}`, draw: () => renderer.picture(camera, timeS) },
        { name: `${String(e)} ${camera.channel} ${String(timeS)} depth`, draw: () => renderer.depth(camera, timeS) },
      ]),
    );
  });
  if (backwards) jobs.reverse();
  const out: Record<string, string> = {};
  for (const { name, draw } of jobs) {
    const bytes = draw();
    out[name] = createHash('sha256')
      .update(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength))
      .digest('hex');
  }
  return out;
}
