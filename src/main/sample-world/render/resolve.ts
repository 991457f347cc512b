import type { AgentShade } from './agent-shade.ts';
import type { Atmosphere } from './atmosphere.ts';
import type { CameraView } from './camera-view.ts';
import { crownMask, CROWN_SIZE } from './crowns.ts';
import { facade } from './facade.ts';
import type { GroundLight } from './ground-light.ts';
import type { GroundPicture } from './ground-picture.ts';
import { beamAt } from './headlights.ts';
import { finish } from './mesh.ts';
import { grain, smoothNoiseAt } from './noise.ts';
import { mixPacked, packRgb, scalePacked } from './packed.ts';
import { SKY_COLUMNS, skyAt } from './sky.ts';
import { UV, type Stage } from './stage.ts';
import { exponential } from './trigonometry.ts';

/** Steps of the haze table, m, and its length. */
const HAZE_STEP_M = 0.5;
const HAZE_STEPS = 2000;
/** Row of the sky that far things fade into. */
const HAZE_ROW = 11;
/** Pixels that a wet road's mirror may be off, up or down, by share of the picture's height. */
const RIPPLE = 0.03;

/** What pixels are coloured from. */
interface Surroundings {
  air: Atmosphere;
  sky: Int32Array;
  ground: GroundPicture;
  light: GroundLight;
  shade: AgentShade;
}

/** Ego pose at the instant: heading as cosine and sine, and as columns of the sky. */
export interface EgoInstant {
  x: number;
  y: number;
  cos: number;
  sin: number;
  skyColumns: number;
}

/** Turns a stage into colours, pixel by pixel. */
export class Resolver {
  private readonly to: Surroundings;
  private readonly haze = new Uint16Array(HAZE_STEPS);
  /** Light on the ground by the still light's level, 256 = as painted. */
  private readonly lit = new Int32Array(256 * 3);
  private readonly beams = new WeakMap<CameraView, Uint8Array>();

  constructor(to: Surroundings) {
    this.to = to;
    const { air } = to;
    for (let i = 0; i < HAZE_STEPS; i++) {
      const depth = Math.min(20, i * HAZE_STEP_M * air.hazePerM);
      this.haze[i] = Math.round(256 * (1 - exponential(-depth)));
    }
    const lamp = [1.0, 0.84, 0.6];
    for (let level = 0; level < 256; level++)
      for (let c = 0; c < 3; c++) {
        const direct = air.lamps === 1 ? lamp[c] * 0.92 : air.sunLight[c] * Math.min(1, 0.35 + air.sun[2]);
        this.lit[level * 3 + c] = Math.round(256 * (air.ambient[c] + (direct * level) / 255));
      }
  }

  /** Colours of all pixels into `out`, RGB row-major. */
  picture(view: CameraView, stage: Stage, mirror: Stage | null, ego: EgoInstant, out: Uint8Array): void {
    const beam = this.beamOf(view);
    const count = view.widthPx * view.heightPx;
    const { owner } = stage;
    const { samplesOf, samplesPerPixel } = view;
    const width = view.widthPx;
    const sampleWidth = view.targets[0].width;
    for (let i = 0; i < count; i++) {
      let a: number;
      let b: number;
      let c: number;
      let d: number;
      if (samplesOf) {
        const o = i * samplesPerPixel;
        a = owner[samplesOf[o]];
        b = owner[samplesOf[o + 1]];
        c = owner[samplesOf[o + 2]];
        d = owner[samplesOf[o + 3]];
      } else {
        const y = (i / width) | 0;
        const o = 2 * y * sampleWidth + 2 * (i - y * width);
        a = owner[o];
        b = owner[o + 1];
        c = owner[o + sampleWidth];
        d = owner[o + sampleWidth + 1];
      }
      let colour: number;
      const first = a === 0 ? this.background(view, i, ego, beam, mirror) : this.face(view, stage, a, i, ego);
      if (a === b && a === c && a === d) colour = first;
      else {
        const second =
          b === a ? first : b === 0 ? this.background(view, i, ego, beam, mirror) : this.face(view, stage, b, i, ego);
        const third =
          c === a
            ? first
            : c === b
              ? second
              : c === 0
                ? this.background(view, i, ego, beam, mirror)
                : this.face(view, stage, c, i, ego);
        const fourth =
          d === c
            ? third
            : d === b
              ? second
              : d === a
                ? first
                : d === 0
                  ? this.background(view, i, ego, beam, mirror)
                  : this.face(view, stage, d, i, ego);
        const rb = (first & 0xff00ff) + (second & 0xff00ff) + (third & 0xff00ff) + (fourth & 0xff00ff);
        const g = (first & 0xff00) + (second & 0xff00) + (third & 0xff00) + (fourth & 0xff00);
        colour = ((rb >>> 2) & 0xff00ff) | ((g >>> 2) & 0xff00);
      }
      out[i * 3] = colour >> 16;
      out[i * 3 + 1] = (colour >> 8) & 255;
      out[i * 3 + 2] = colour & 255;
    }
  }

  private hazeOf(distanceM: number): number {
    const step = (distanceM / HAZE_STEP_M) | 0;
    return this.haze[step < HAZE_STEPS ? step : HAZE_STEPS - 1];
  }

  private hazeColour(view: CameraView, i: number, ego: EgoInstant): number {
    const column = (view.skyColumn[i] + ego.skyColumns + 2 * SKY_COLUMNS) & (SKY_COLUMNS - 1);
    return this.to.sky[HAZE_ROW * SKY_COLUMNS + column];
  }

  private background(
    view: CameraView,
    i: number,
    ego: EgoInstant,
    beam: Uint8Array | null,
    mirror: Stage | null,
  ): number {
    if (view.groundScale[i] > 0) return this.groundColour(view, i, ego, beam, mirror);
    if (view.rayZ[i] < 0) return this.hazeColour(view, i, ego);
    return skyAt(this.to.sky, view.skyColumn[i] + ego.skyColumns + 2 * SKY_COLUMNS, view.skyRow[i]);
  }

  private groundColour(
    view: CameraView,
    i: number,
    ego: EgoInstant,
    beam: Uint8Array | null,
    mirror: Stage | null,
  ): number {
    const { ground, light, shade, air } = this.to;
    const scale = view.groundScale[i];
    const rx = view.rayX[i] * scale;
    const ry = view.rayY[i] * scale;
    const gx = rx + view.position[0];
    const gy = ry + view.position[1];
    const x = ego.x + ego.cos * gx - ego.sin * gy;
    const y = ego.y + ego.sin * gx + ego.cos * gy;
    const level = view.groundLevel[i];
    const perCell = 16 / (1 << level);
    const u = (x - ground.extent.minX) * perCell;
    const v = (y - ground.extent.minY) * perCell;
    const distance = scale * view.rayLength[i];
    let packed: number;
    if (level === 0) packed = ground.near(u, v);
    else {
      const k = view.groundStep[i] * perCell;
      packed = ground.far(
        level,
        u,
        v,
        (ego.cos * rx - ego.sin * ry) * k,
        (ego.sin * rx + ego.cos * ry) * k,
        view.groundWidth[i],
      );
    }
    const paved = packed >>> 24;
    let colour = packed & 0xffffff;
    if (distance < 16) {
      const g = grain[((Math.floor(y * 60) & 255) << 8) | (Math.floor(x * 60) & 255)] - 128;
      colour = scalePacked(colour, 256 + ((g * (16 - distance)) >> 6));
    }
    const dark = distance < 90 ? shade.at(x, y) | 0 : 0;
    let still = light.at(x, y) | 0;
    if (dark > 0 && air.lamps !== 1) still = Math.min(still, 255 - dark);
    const keep = 256 - ((dark * 140) >> 8);
    const { lit } = this;
    const extra = beam ? beam[i] << 1 : 0;
    const r = (((colour >> 16) & 255) * (((lit[still * 3] * keep) >> 8) + extra)) >> 8;
    const g = (((colour >> 8) & 255) * (((lit[still * 3 + 1] * keep) >> 8) + ((extra * 246) >> 8))) >> 8;
    const b = ((colour & 255) * (((lit[still * 3 + 2] * keep) >> 8) + ((extra * 222) >> 8))) >> 8;
    let result = packRgb(r, g, b);
    if (air.wet > 0 && paved > 4) result = this.wetted(view, i, ego, mirror, result, paved, x, y);
    return mixPacked(result, this.hazeColour(view, i, ego), this.hazeOf(distance));
  }

  /** The road as a rough mirror of what stands on it and of the sky. */
  private wetted(
    view: CameraView,
    i: number,
    ego: EgoInstant,
    mirror: Stage | null,
    colour: number,
    paved: number,
    x: number,
    y: number,
  ): number {
    const strength = Math.min(0.85, (view.mirror[i] * 1.5 + 0.1) * this.to.air.wet * (0.4 + paved / 110));
    const column = view.skyColumn[i] + ego.skyColumns + 2 * SKY_COLUMNS;
    const sky = skyAt(this.to.sky, column, Math.max(HAZE_ROW, view.skyRow[i]));
    if (!mirror) return mixPacked(colour, sky, Math.round(256 * strength));
    // Ripples bend the mirror up and down, and roughness draws what is in it out to streaks.
    const px = i % view.widthPx;
    const row = (i / view.widthPx) | 0;
    const ripple = (smoothNoiseAt(grain, x * 7, y * 7) / 255 - 0.5) * RIPPLE * view.heightPx;
    const spread = 0.6 * RIPPLE * view.heightPx;
    let result = colour;
    for (let tap = 0; tap < 3; tap++) {
      const at = Math.max(0, Math.min(view.heightPx - 1, Math.round(row + ripple + (tap - 1) * spread)));
      const sample = at * view.widthPx + px;
      const id = mirror.owner[mirror.view!.samplesOf ? mirror.view!.samplesOf[sample] : sample];
      const glows = id > 0 && (mirror.finishes[id] === finish.glow || mirror.finishes[id] === finish.lamp);
      const seen = id > 0 ? mirror.colours[id] : sky;
      const share = glows ? Math.min(0.9, strength * 2.2 + 0.12) : strength;
      // Each tap is a third of what is there in the end.
      result = mixPacked(result, seen, Math.round((256 * share) / (tap === 0 ? 3 : tap === 1 ? 2.5 : 2)));
    }
    return result;
  }

  private face(view: CameraView, stage: Stage, id: number, i: number, ego: EgoInstant): number {
    const { planes } = stage;
    const rx = view.rayX[i];
    const ry = view.rayY[i];
    const rz = view.rayZ[i];
    const inverse = planes[id * 3] * rx + planes[id * 3 + 1] * ry + planes[id * 3 + 2] * rz;
    const scale = inverse > 1e-3 ? 1 / inverse : 1e3;
    const distance = scale * view.rayLength[i];
    const look = stage.finishes[id];
    let colour = stage.colours[id];
    if (look === finish.glow || look === finish.lamp)
      return mixPacked(colour, this.hazeColour(view, i, ego), this.hazeOf(distance) >> 1);
    if (look !== finish.flat) {
      const { uv } = stage;
      const o = id * UV;
      const u = (uv[o] * rx + uv[o + 1] * ry + uv[o + 2] * rz) * scale + uv[o + 3];
      const v = (uv[o + 4] * rx + uv[o + 5] * ry + uv[o + 6] * rz) * scale + uv[o + 7];
      if (look === finish.round) {
        const w = 2 * u - 1;
        colour = scalePacked(colour, (286 - 120 * w * w + 26 * w) | 0);
      } else if (look === finish.wall)
        colour = facade(colour, u, v, stage.aux[id], distance * view.pixelRad, this.to.air);
      else if (look === finish.crown) {
        const mask = crownMask(stage.aux[id]);
        const cell = ((v * CROWN_SIZE) & (CROWN_SIZE - 1)) * CROWN_SIZE + ((u * CROWN_SIZE) & (CROWN_SIZE - 1));
        colour = scalePacked(colour, 96 + ((mask[cell] || 100) * 5) / 4);
      } else if (look === finish.glass)
        colour = mixPacked(colour, this.hazeColour(view, i, ego), (36 + 60 * Math.max(0, Math.min(1, v))) | 0);
      else if (look === finish.stripes) {
        const stripe = Math.floor(u * 4 + v * 1.2) & 1;
        if (stripe === 1) colour = scalePacked(mixPacked(colour, 0xffffff, 200), 240);
      } else if (look === finish.ball) {
        const du = u - 0.5;
        const dv = v - 0.65;
        colour = scalePacked(colour, Math.max(130, 282 - 420 * (du * du + dv * dv)) | 0);
      }
    }
    return mixPacked(colour, this.hazeColour(view, i, ego), this.hazeOf(distance));
  }

  /** The ego's headlights on the ground of each pixel; null by day. */
  private beamOf(view: CameraView): Uint8Array | null {
    const { lamps } = this.to.air;
    if (lamps < 0.5) return null;
    let beam = this.beams.get(view);
    if (!beam) {
      beam = new Uint8Array(view.groundScale.length);
      for (let i = 0; i < beam.length; i++) {
        const scale = view.groundScale[i];
        const x = view.position[0] + view.rayX[i] * scale;
        const y = view.position[1] + view.rayY[i] * scale;
        if (scale > 0) beam[i] = Math.min(255, 230 * lamps * beamAt(x, y, 0));
      }
      this.beams.set(view, beam);
    }
    return beam;
  }
}
