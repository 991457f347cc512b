import type { Environment } from '../drive.ts';
import { cosine, sine } from './trigonometry.ts';

export type Rgb = readonly [number, number, number];

/** The light and air of a drive. Light factors multiply sRGB values; colours are sRGB 0 to 255. */
export interface Atmosphere {
  /** Unit vector to the sun, world frame. */
  sun: Rgb;
  /** Direct light on a face that looks at the sun; all 0 where no sun comes through. */
  sunLight: Rgb;
  /** Light from the whole sky. */
  ambient: Rgb;
  zenith: Rgb;
  horizon: Rgb;
  /** Colour of the glow around the sun, and its strength 0 to 1. */
  glow: Rgb;
  glowStrength: number;
  /** Sky covered by clouds, 0 to 1, and their colours in light and in shade. */
  clouds: number;
  cloudLight: Rgb;
  cloudShade: Rgb;
  haze: Rgb;
  /** Share of light lost a metre. */
  hazePerM: number;
  /** 0 to 1. */
  wet: number;
  snow: number;
  /** Falling rain and flakes, 0 to 1. */
  rain: number;
  flakes: number;
  /** Strength of street lamps and headlights, 0 in daylight to 1 at night. */
  lamps: number;
}

type Look = Pick<
  Atmosphere,
  | 'sunLight'
  | 'ambient'
  | 'zenith'
  | 'horizon'
  | 'glow'
  | 'glowStrength'
  | 'clouds'
  | 'cloudLight'
  | 'cloudShade'
  | 'lamps'
>;

const looks: Record<Environment['light'], Look> = {
  day: {
    sunLight: [0.86, 0.8, 0.69],
    ambient: [0.46, 0.5, 0.57],
    zenith: [62, 118, 196],
    horizon: [186, 208, 228],
    glow: [255, 250, 232],
    glowStrength: 0.7,
    clouds: 0.42,
    cloudLight: [250, 250, 250],
    cloudShade: [176, 186, 200],
    lamps: 0,
  },
  dusk: {
    sunLight: [0.5, 0.3, 0.17],
    ambient: [0.36, 0.34, 0.42],
    zenith: [58, 70, 122],
    horizon: [236, 158, 108],
    glow: [255, 190, 110],
    glowStrength: 0.85,
    clouds: 0.45,
    cloudLight: [240, 150, 120],
    cloudShade: [104, 88, 118],
    lamps: 0.55,
  },
  night: {
    sunLight: [0, 0, 0],
    ambient: [0.19, 0.2, 0.27],
    zenith: [7, 9, 22],
    horizon: [38, 35, 44],
    glow: [0, 0, 0],
    glowStrength: 0,
    clouds: 0.3,
    cloudLight: [38, 38, 48],
    cloudShade: [18, 19, 30],
    lamps: 1,
  },
  backlight: {
    sunLight: [0.74, 0.6, 0.4],
    ambient: [0.42, 0.42, 0.45],
    zenith: [98, 140, 190],
    horizon: [246, 226, 188],
    glow: [255, 244, 214],
    glowStrength: 1,
    clouds: 0.3,
    cloudLight: [255, 244, 222],
    cloudShade: [190, 180, 172],
    lamps: 0,
  },
};

const scaled = (a: Rgb, k: number): Rgb => [a[0] * k, a[1] * k, a[2] * k];
const mixed = (a: Rgb, b: Rgb, share: number): Rgb => [
  a[0] + (b[0] - a[0]) * share,
  a[1] + (b[1] - a[1]) * share,
  a[2] + (b[2] - a[2]) * share,
];

/** Light and air of an environment; closed cloud takes the sun away and spreads its light. */
export function atmosphereOf(environment: Environment): Atmosphere {
  const look = looks[environment.light];
  const { weather } = environment;
  const elevation = Math.max(environment.sunElevationRad, environment.light === 'backlight' ? 0.05 : 0.03);
  const across = cosine(elevation);
  const sun: Rgb = [
    across * cosine(environment.sunAzimuthRad),
    across * sine(environment.sunAzimuthRad),
    sine(elevation),
  ];
  const closed = { clear: 0, overcast: 0.9, rain: 1, fog: 1, snow: 0.97 }[weather];
  const shine = look.sunLight[0] + look.sunLight[1] + look.sunLight[2];
  const dim = { clear: 1, overcast: 0.98, rain: 0.9, fog: 0.98, snow: 1.04 }[weather];
  const luma = 0.3 * look.horizon[0] + 0.55 * look.horizon[1] + 0.15 * look.horizon[2];
  const greyLevel = luma * { clear: 1, overcast: 0.9, rain: 0.76, fog: 0.93, snow: 0.95 }[weather];
  const grey: Rgb = [greyLevel * 0.97, greyLevel, greyLevel * 1.04];
  const horizon = mixed(look.horizon, grey, closed * 0.85);
  return {
    sun,
    sunLight: scaled(look.sunLight, 1 - closed),
    ambient: mixed(look.ambient, scaled([0.98, 1, 1.04], ((look.ambient[1] + shine * 0.12) * dim) / 1), closed),
    zenith: mixed(look.zenith, scaled(grey, 0.86), closed * 0.95),
    horizon,
    glow: look.glow,
    glowStrength: look.glowStrength * (1 - closed),
    clouds: Math.max(look.clouds, closed * 0.9),
    cloudLight: mixed(look.cloudLight, scaled(grey, 1.02), closed),
    cloudShade: mixed(look.cloudShade, scaled(grey, 0.8), closed),
    haze: horizon,
    hazePerM: { clear: 0.0011, overcast: 0.0018, rain: 0.006, fog: 0.028, snow: 0.009 }[weather],
    wet: Math.max(environment.wetness, weather === 'rain' ? 0.6 : 0),
    snow: weather === 'snow' ? 1 : 0,
    rain: weather === 'rain' ? 1 : 0,
    flakes: weather === 'snow' ? 1 : 0,
    lamps: Math.max(look.lamps, look.lamps === 0 ? closed * (weather === 'fog' || weather === 'rain' ? 0.3 : 0) : 0),
  };
}
