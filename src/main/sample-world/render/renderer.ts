import { STEP_S, type CameraSpec, type Drive } from '../drive.ts';
import { AgentShade } from './agent-shade.ts';
import { AgentsDrawing } from './agents-drawing.ts';
import { egoAt } from './agent-motion.ts';
import { atmosphereOf, type Atmosphere } from './atmosphere.ts';
import { Brush } from './brush.ts';
import { cameraView, viewKey, type CameraView } from './camera-view.ts';
import { Glare } from './glare.ts';
import { GroundLight } from './ground-light.ts';
import { groundLayers } from './ground-layers.ts';
import { GroundPicture, type Extent } from './ground-picture.ts';
import { packRgb } from './packed.ts';
import { drawRain, drawSnow } from './precipitation.ts';
import { Resolver, type EgoInstant } from './resolve.ts';
import { paintSky, SKY_COLUMNS } from './sky.ts';
import { Stage } from './stage.ts';
import { StandingThings } from './standing-things.ts';
import { cosine, sine } from './trigonometry.ts';

/** Samples along each side of a pixel. */
const SAMPLES = 2;
/** Ground painted around the ego's way, m. */
const MARGIN_M = 260;
/** Tables of cameras with this many pixels in all are kept for all renderers of a thread: 800 MB at most. */
const MOST_PIXELS = 20e6;

interface Renderer {
  /**
   * Picture of a camera at a time from the drive's start, RGB row-major, into `out` where it is given. The top left corner
   * of the picture is at 0 0 px, the middle of the first pixel at 0.5 0.5.
   */
  picture(camera: CameraSpec, timeS: number, out?: Uint8Array): Uint8Array;
  /** Distance along the ray through the middle of each pixel, m; Infinity for the sky. */
  depth(camera: CameraSpec, timeS: number): Float32Array;
  /** World point (x y z, m) seen at the middle of each pixel; NaN for the sky. */
  pointsAt(camera: CameraSpec, timeS: number): Float32Array;
}

/** Draws a drive. The same drive, camera and time give the same bytes, whatever was drawn before and on any machine. */
export function createRenderer(drive: Drive): Renderer {
  const air = atmosphereOf(drive.environment);
  const extent = extentOf(drive);
  const light = new GroundLight(drive.place, air, extent);
  const shade = new AgentShade();
  const surroundings = {
    air,
    sky: paintSky(air, drive.seed),
    ground: new GroundPicture(groundLayers(drive.place, air.snow > 0), extent, air),
    light,
    shade,
  };
  const resolver = new Resolver(surroundings);
  const standing = new StandingThings(drive, air);
  const agents = new AgentsDrawing(drive, air);
  const brush = new Brush(air, light);
  const glare = new Glare();
  let shadedS = NaN;

  const instantAt = (timeS: number): EgoInstant => {
    const [x, y, heading] = egoAt(drive.ego, timeS);
    return {
      x,
      y,
      cos: cosine(heading),
      sin: sine(heading),
      skyColumns: wrapped((heading * SKY_COLUMNS) / (2 * Math.PI)),
    };
  };

  const fill = (view: CameraView, mirror: CameraView | null, ego: EgoInstant, timeS: number): void => {
    stage.begin(view);
    if (mirror) mirrorStage.begin(mirror);
    glare.begin();
    const shadows = timeS !== shadedS;
    if (shadows) shade.begin(ego.x, ego.y);
    shadedS = timeS;
    brush.begin(view, stage, mirror ? mirrorStage : null, ego);
    standing.draw(brush, glare, timeS);
    agents.draw(brush, glare, shade, shadows, timeS);
  };

  return {
    picture(camera, timeS, out) {
      const view = viewOf(camera, SAMPLES);
      const mirror = air.wet > 0.3 ? viewOf(camera, 1) : null;
      const ego = instantAt(timeS);
      fill(view, mirror, ego, timeS);
      const picture = out ?? new Uint8Array(camera.widthPx * camera.heightPx * 3);
      resolver.picture(view, stage, mirror ? mirrorStage : null, ego, picture);
      addSunGlare(glare, air, ego);
      glare.draw(camera, view, stage, air, picture);
      const speedMps = drive.ego.speedMps[Math.max(0, Math.min(drive.steps - 1, Math.round(timeS / STEP_S)))];
      if (air.rain > 0) drawRain(picture, camera.widthPx, camera.heightPx, timeS, speedMps, drive.seed, air);
      if (air.flakes > 0)
        drawSnow(picture, camera.widthPx, camera.heightPx, timeS, speedMps, ego.skyColumns, drive.seed, air);
      return picture;
    },
    depth(camera, timeS) {
      const view = viewOf(camera, 1);
      fill(view, null, instantAt(timeS), timeS);
      const out = new Float32Array(camera.widthPx * camera.heightPx);
      for (let i = 0; i < out.length; i++) out[i] = scaleAt(view, i) * view.rayLength[i];
      return out;
    },
    pointsAt(camera, timeS) {
      const view = viewOf(camera, 1);
      const ego = instantAt(timeS);
      fill(view, null, ego, timeS);
      const out = new Float32Array(camera.widthPx * camera.heightPx * 3);
      for (let i = 0; i < camera.widthPx * camera.heightPx; i++) {
        const scale = scaleAt(view, i);
        const x = view.rayX[i] * scale + view.position[0];
        const y = view.rayY[i] * scale + view.position[1];
        out[i * 3] = scale < Infinity ? ego.x + ego.cos * x - ego.sin * y : NaN;
        out[i * 3 + 1] = scale < Infinity ? ego.y + ego.sin * x + ego.cos * y : NaN;
        out[i * 3 + 2] = scale < Infinity ? view.rayZ[i] * scale + view.position[2] : NaN;
      }
      return out;
    },
  };
}

/** How often the ray of a pixel reaches to what is seen there; Infinity for the sky. */
function scaleAt(view: CameraView, i: number): number {
  const id = stage.owner[view.samplesOf ? view.samplesOf[i] : i];
  if (id === 0) return view.rayZ[i] < 0 ? -view.position[2] / view.rayZ[i] : Infinity;
  const { planes } = stage;
  const inverse = planes[id * 3] * view.rayX[i] + planes[id * 3 + 1] * view.rayY[i] + planes[id * 3 + 2] * view.rayZ[i];
  return 1 / Math.max(1e-4, inverse);
}

const wrapped = (columns: number): number => columns - Math.floor(columns / SKY_COLUMNS) * SKY_COLUMNS;

function addSunGlare(glare: Glare, air: Atmosphere, ego: EgoInstant): void {
  if (air.glowStrength < 0.5) return;
  const far = 4000;
  const [sx, sy, sz] = air.sun;
  const point = Float64Array.of((ego.cos * sx + ego.sin * sy) * far, (ego.cos * sy - ego.sin * sx) * far, sz * far);
  const packed = packRgb(air.glow[0], air.glow[1], air.glow[2]);
  const blinding = air.glowStrength > 0.9 ? 1 : 0.35;
  glare.add(point, packed, 0.5 * blinding, far * 0.75, true);
  glare.add(point, packed, 0.8 * blinding, far * 0.22, true);
  glare.add(point, packed, 1.2 * blinding, far * 0.07, true);
}

function extentOf(drive: Drive): Extent {
  const extent: Extent = { minX: Infinity, minY: Infinity, maxX: -Infinity, maxY: -Infinity };
  for (let i = 0; i < drive.steps; i++) {
    extent.minX = Math.min(extent.minX, drive.ego.x[i]);
    extent.maxX = Math.max(extent.maxX, drive.ego.x[i]);
    extent.minY = Math.min(extent.minY, drive.ego.y[i]);
    extent.maxY = Math.max(extent.maxY, drive.ego.y[i]);
  }
  return {
    minX: Math.floor(extent.minX) - MARGIN_M,
    minY: Math.floor(extent.minY) - MARGIN_M,
    maxX: Math.ceil(extent.maxX) + MARGIN_M,
    maxY: Math.ceil(extent.maxY) + MARGIN_M,
  };
}

/** Pictures are drawn one at a time in a thread, so one stage serves all renderers. */
const stage = new Stage();
const mirrorStage = new Stage();

const views = new Map<string, CameraView>();
const keys = new WeakMap<CameraSpec, string[]>();

function viewOf(camera: CameraSpec, samples: number): CameraView {
  let known = keys.get(camera);
  if (!known) keys.set(camera, (known = []));
  const key = (known[samples] ??= viewKey(camera, samples));
  let view = views.get(key);
  if (view) return view;
  view = cameraView(camera, samples, samples === SAMPLES ? undefined : viewOf(camera, SAMPLES));
  views.set(key, view);
  let pixels = 0;
  for (const one of views.values()) pixels += one.samplesPerPixel > 1 ? one.rayX.length : 0;
  for (const [oldest, one] of views) {
    if (pixels <= MOST_PIXELS || one === view) break;
    views.delete(oldest);
    pixels -= one.samplesPerPixel > 1 ? one.rayX.length : 0;
  }
  return view;
}
