import { z } from 'zod';
import type { CameraLens } from '../../../shared/domain/clip.ts';
import { fisheyePolynomials } from './fisheye.ts';
import { rowOfSensor } from './calibration-table.ts';
import type { CalibrationRows } from './clip-source.ts';

/** What a calibration tells of a camera's pictures. */
export interface LensFacts {
  widthPx: number;
  heightPx: number;
  /** 3x3 row-major, px; for wide lenses that of the pinhole they touch at the axis. */
  intrinsic: number[];
  lens: CameraLens;
  /** From the start of a frame's read-out to its end, which the timestamps tell, µs; 0 where it is not told. */
  shutterDelayUs: number;
}

const numbers = z.array(z.number());
const pair = z.tuple([z.number(), z.number()]);
const common = z.object({
  resolution: pair,
  principal_point: pair,
  shutter_delay_us: z.number().min(0).max(1e6).optional(),
});
const ftheta = common.extend({
  angle_to_pixeldist_poly: numbers.min(2).max(8),
  pixeldist_to_angle_poly: numbers.min(2).max(8),
  max_angle: z.number().nullish(),
  linear_cde: numbers.nullish(),
  external_distortion_parameters: z.unknown().optional(),
});
const opencv = common.extend({ focal_length: pair, radial_coeffs: numbers.max(6).nullish() });
const pinhole = opencv.extend({ tangential_coeffs: numbers.nullish(), thin_prism_coeffs: numbers.nullish() });

/** Lens of a camera from the first release's columns or the later one's JSON; null where the table does not tell it, or not sanely. */
export function lensOf(rows: CalibrationRows, camera: string): LensFacts | null {
  const row = rowOfSensor(rows, camera);
  if (row < 0) return null;
  const { table } = rows;
  const json = table.texts('model_parameters')?.[row];
  if (json) return lensOfModel(table.texts('model_type')?.[row] ?? '', json);
  const value = (name: string): number => table.numbers(name)?.[row] ?? NaN;
  const poly = (name: string): number[] => [0, 1, 2, 3, 4].map((k) => value(`${name}_poly_${k}`));
  const [widthPx, heightPx, cxPx, cyPx] = ['width', 'height', 'cx', 'cy'].map(value);
  const facts = wide(widthPx, heightPx, cxPx, cyPx, poly('fw'), poly('bw'), null, 0);
  return [widthPx, heightPx, cxPx, cyPx, ...poly('fw'), ...poly('bw')].every(Number.isFinite) ? facts : null;
}

/** Reads NCore's `model_parameters`. */
export function lensOfModel(type: string, json: string): LensFacts | null {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return null;
  }
  if (type === 'ftheta') {
    const parsed = ftheta.safeParse(value);
    if (!parsed.success) return null;
    const { resolution, principal_point, angle_to_pixeldist_poly, pixeldist_to_angle_poly, shutter_delay_us } =
      parsed.data;
    return wide(
      ...resolution,
      ...principal_point,
      angle_to_pixeldist_poly,
      pixeldist_to_angle_poly,
      leftOut(parsed.data),
      shutter_delay_us ?? 0,
    );
  }
  if (type === 'opencv-fisheye') {
    const parsed = opencv.safeParse(value);
    if (!parsed.success) return null;
    const { resolution, principal_point, focal_length, radial_coeffs, shutter_delay_us } = parsed.data;
    const { forward, backward, approximate } = fisheyePolynomials(focal_length, radial_coeffs ?? [], resolution);
    return wide(...resolution, ...principal_point, forward, backward, approximate, shutter_delay_us ?? 0);
  }
  const parsed = pinhole.safeParse(value);
  if (type !== 'opencv-pinhole' || !parsed.success) return null;
  const { resolution, principal_point, focal_length, radial_coeffs, tangential_coeffs, shutter_delay_us } = parsed.data;
  const [k1 = 0, k2 = 0, k3 = 0] = radial_coeffs ?? [];
  const [p1 = 0, p2 = 0] = tangential_coeffs ?? [];
  return {
    widthPx: resolution[0],
    heightPx: resolution[1],
    intrinsic: [focal_length[0], 0, principal_point[0], 0, focal_length[1], principal_point[1], 0, 0, 1],
    lens: { model: 'pinhole', distortion: [k1, k2, p1, p2, k3] },
    shutterDelayUs: shutter_delay_us ?? 0,
  };
}

function wide(
  widthPx: number,
  heightPx: number,
  cxPx: number,
  cyPx: number,
  forward: number[],
  backward: number[],
  approximate: string | null,
  shutterDelayUs: number,
): LensFacts {
  return {
    widthPx,
    heightPx,
    intrinsic: [forward[1], 0, cxPx, 0, forward[1], cyPx, 0, 0, 1],
    lens: { model: 'ftheta', cxPx, cyPx, forward, backward, approximate },
    shutterDelayUs,
  };
}

/** What of an f-theta calibration is not applied, in words; null where that is nothing. */
function leftOut(model: z.infer<typeof ftheta>): string | null {
  const [c = 1, d = 0, e = 0] = model.linear_cde ?? [];
  const parts: string[] = [];
  if (c !== 1 || d !== 0 || e !== 0) parts.push('its linear term');
  if (model.external_distortion_parameters) parts.push('the windshield');
  if (model.max_angle) parts.push(`its largest angle (${((model.max_angle * 180) / Math.PI).toFixed(0)}°)`);
  return parts.length > 0 ? `${parts.join(' and ')} not applied` : null;
}
