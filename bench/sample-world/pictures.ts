import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CameraSpec, Environment } from '../../src/main/sample-world/drive.ts';
import { makeDrive } from '../../src/main/sample-world/make-drive.ts';
import { nuscenesCameras, physicalaiCameras, sampleCameras } from '../../src/main/sample-world/render/cameras.ts';
import { createRenderer } from '../../src/main/sample-world/render/renderer.ts';
import { encodeJpeg } from '../../src/main/sample-world/write/jpeg.ts';

/**
 * Draws the pictures of resources/sample/README.md.
 *
 *   node bench/sample-world/pictures.ts [folder]      resources/sample/pictures by default
 */
const folder = process.argv[2] ?? join(import.meta.dirname, '../../resources/sample/pictures');
const size = { widthPx: 640, heightPx: 360 };
const front = sampleCameras(size)[0];
const wide = physicalaiCameras(size)[1];
const left = nuscenesCameras(size)[1];

interface Shot {
  name: string;
  scenario: string;
  index: number;
  timeS: number;
  camera?: CameraSpec;
  /** Light and weather instead of the drive's own, so that all of them are shown. */
  environment: Pick<Environment, 'light' | 'weather'>;
  /** Puts the sun this far to the left of where the ego looks at that time, rad. */
  sunLeftRad?: number;
}

const shots: Shot[] = [
  {
    name: '01-construction-day',
    scenario: 'construction',
    index: 2,
    timeS: 4,
    environment: { light: 'day', weather: 'clear' },
  },
  {
    name: '02-narrow-street-rain',
    scenario: 'door-opening',
    index: 0,
    timeS: 10,
    environment: { light: 'day', weather: 'rain' },
  },
  {
    name: '03-traffic-light-night',
    scenario: 'red-light-queue',
    index: 1,
    timeS: 10,
    environment: { light: 'night', weather: 'clear' },
  },
  {
    name: '04-bus-night-rain',
    scenario: 'bus-stop',
    index: 2,
    timeS: 7,
    environment: { light: 'night', weather: 'rain' },
  },
  {
    name: '05-roundabout-dusk',
    scenario: 'crowd',
    index: 3,
    timeS: 13,
    environment: { light: 'dusk', weather: 'clear' },
  },
  {
    name: '06-t-junction-snow',
    scenario: 'green-light',
    index: 0,
    timeS: 4,
    environment: { light: 'day', weather: 'snow' },
  },
  { name: '07-merge-fog', scenario: 'merge', index: 0, timeS: 7.5, environment: { light: 'day', weather: 'fog' } },
  {
    name: '08-intersection-backlight',
    scenario: 'emergency-vehicle',
    index: 0,
    timeS: 6.6,
    environment: { light: 'backlight', weather: 'clear' },
    sunLeftRad: -0.25,
  },
  {
    name: '09-railway-crossing-wide',
    scenario: 'railway-crossing',
    index: 0,
    timeS: 2,
    camera: wide,
    environment: { light: 'day', weather: 'clear' },
  },
  {
    name: '10-jaywalking-overcast',
    scenario: 'jaywalking',
    index: 1,
    timeS: 10,
    environment: { light: 'day', weather: 'overcast' },
  },
  { name: '11-highway-day', scenario: 'cut-in', index: 1, timeS: 7, environment: { light: 'day', weather: 'clear' } },
  {
    name: '12-animal-front-left',
    scenario: 'animal',
    index: 0,
    timeS: 7.2,
    camera: left,
    environment: { light: 'day', weather: 'overcast' },
  },
];

mkdirSync(folder, { recursive: true });
for (const { name, scenario, index, timeS, camera = front, environment, sunLeftRad } of shots) {
  const drive = makeDrive({ seed: 1, index, scenario });
  const sun =
    sunLeftRad === undefined
      ? { sunElevationRad: environment.light === 'day' ? 0.8 : environment.light === 'dusk' ? 0.06 : -0.4 }
      : { sunElevationRad: 0.2, sunAzimuthRad: drive.ego.headingRad[Math.round(timeS * 10)] + sunLeftRad };
  const wetness = environment.weather === 'rain' ? 0.75 : 0;
  drive.environment = { ...drive.environment, ...environment, ...sun, wetness };
  const jpeg = encodeJpeg(createRenderer(drive).picture(camera, timeS), size.widthPx, size.heightPx);
  writeFileSync(join(folder, `${name}.jpg`), jpeg);
  console.log(`${name}  ${(jpeg.length / 1024).toFixed(0)} KB`);
}
