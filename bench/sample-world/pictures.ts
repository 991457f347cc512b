import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { STEP_S, type CameraSpec, type Environment } from '../../src/main/sample-world/drive.ts';
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
  /** The picture is taken this long after the first moment of this label. */
  label: string;
  afterS: number;
  camera?: CameraSpec;
  /** Light and weather instead of the drive's own, so that all of them are shown. */
  light: Environment['light'];
  weather: Environment['weather'];
  /** Puts the sun this far to the left of where the ego looks at that time, rad. */
  sunLeftRad?: number;
}

const shots: Shot[] = [
  {
    name: '01-construction-day',
    scenario: 'construction',
    index: 2,
    label: 'construction',
    afterS: 4,
    light: 'day',
    weather: 'clear',
  },
  {
    name: '02-narrow-street-rain',
    scenario: 'door-opening',
    index: 0,
    label: 'door opening',
    afterS: 3,
    light: 'day',
    weather: 'rain',
  },
  {
    name: '03-traffic-light-night',
    scenario: 'red-light-queue',
    index: 1,
    label: 'red light',
    afterS: 7.7,
    light: 'night',
    weather: 'clear',
  },
  {
    name: '04-bus-night-rain',
    scenario: 'bus-stop',
    index: 2,
    label: 'urban',
    afterS: 7,
    light: 'night',
    weather: 'rain',
  },
  {
    name: '05-roundabout-dusk',
    scenario: 'crowd',
    index: 3,
    label: 'crowd',
    afterS: 6,
    light: 'dusk',
    weather: 'clear',
  },
  {
    name: '06-t-junction-snow',
    scenario: 'green-light',
    index: 0,
    label: 'urban',
    afterS: 4,
    light: 'day',
    weather: 'snow',
  },
  { name: '07-merge-fog', scenario: 'merge', index: 0, label: 'ramp', afterS: 7.5, light: 'day', weather: 'fog' },
  {
    name: '08-intersection-backlight',
    scenario: 'emergency-vehicle',
    index: 0,
    label: 'emergency vehicle',
    afterS: 3,
    light: 'backlight',
    weather: 'clear',
    sunLeftRad: -0.25,
  },
  {
    name: '09-railway-crossing-wide',
    scenario: 'railway-crossing',
    index: 0,
    label: 'railway crossing',
    afterS: 1.4,
    camera: wide,
    light: 'day',
    weather: 'clear',
  },
  {
    name: '10-jaywalking-overcast',
    scenario: 'jaywalking',
    index: 2,
    label: 'jaywalking',
    afterS: 4.5,
    light: 'day',
    weather: 'overcast',
  },
  { name: '11-highway-day', scenario: 'cut-in', index: 1, label: 'highway', afterS: 7, light: 'day', weather: 'clear' },
  {
    name: '12-front-left-day',
    scenario: 'emergency-vehicle',
    index: 0,
    label: 'emergency vehicle',
    afterS: 2.4,
    camera: left,
    light: 'day',
    weather: 'clear',
  },
];

mkdirSync(folder, { recursive: true });
for (const { name, scenario, index, label, afterS, camera = front, light, weather, sunLeftRad } of shots) {
  const drive = makeDrive({ seed: 1, index, scenario });
  const first = drive.labels.find((one) => one.name === label)?.firstStep;
  if (first === undefined) throw new Error(`${drive.name} shows no ${label}: choose another index for ${name}`);
  const timeS = Math.min((drive.steps - 1) * STEP_S, first * STEP_S + afterS);
  const sun =
    sunLeftRad === undefined
      ? { sunElevationRad: light === 'day' ? 0.8 : light === 'dusk' ? 0.06 : -0.4 }
      : { sunElevationRad: 0.2, sunAzimuthRad: drive.ego.headingRad[Math.round(timeS / STEP_S)] + sunLeftRad };
  drive.environment = { ...drive.environment, light, weather, ...sun, wetness: weather === 'rain' ? 0.75 : 0 };
  const jpeg = encodeJpeg(createRenderer(drive).picture(camera, timeS), size.widthPx, size.heightPx);
  writeFileSync(join(folder, `${name}.jpg`), jpeg);
  console.log(`${name}  ${(jpeg.length / 1024).toFixed(0)} KB`);
}
