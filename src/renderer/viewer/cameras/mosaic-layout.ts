import type { CameraTrack } from '../../../shared/domain/clip.ts';

export const mosaicLayouts = ['mosaic', 'front', 'surround'] as const;
export type MosaicLayout = (typeof mosaicLayouts)[number];

/** A camera by where it looks: 0 forward, positive to the left, rad; `aspect` is width over height of its pictures. */
export interface PlacedCamera {
  channel: string;
  azimuthRad: number;
  aspect: number;
}

/** Where a camera is shown, CSS px. `main`: the large one of a mosaic; `alone`: the only one. */
export interface Tile {
  channel: string;
  role: 'main' | 'side' | 'alone';
  x: number;
  y: number;
  width: number;
  height: number;
}

interface Area {
  x: number;
  y: number;
  width: number;
  height: number;
}

const GUTTER = 1;
/** The large camera's share of the mosaic's width, and the most of its height where it stands above the others. */
const MAIN_SHARE = 0.7;
const MAIN_SHARE_ABOVE = 0.75;
const MAX_IN_STRIP = 5;
/** Cameras within this of forward are front ones, beyond that of sideways rear ones, rad. */
const FRONT_BAND = (80 * Math.PI) / 180;
const REAR_BAND = (100 * Math.PI) / 180;

/** Heading of a camera's optical axis in the ego frame from its extrinsic pose (translation, quaternion w x y z), rad. */
export function azimuthOf(egoFromCamera: readonly number[]): number {
  const [, , , w, x, y, z] = egoFromCamera;
  // Third column of the rotation: where the camera's z axis (forward) points in the ego frame.
  return Math.atan2(2 * (y * z - w * x), 2 * (x * z + w * y));
}

/** A camera of a clip by where it looks. */
export const placedCamera = (
  camera: Pick<CameraTrack, 'channel' | 'egoFromCamera' | 'widthPx' | 'heightPx'>,
): PlacedCamera => ({
  channel: camera.channel,
  azimuthRad: azimuthOf(camera.egoFromCamera),
  aspect: camera.widthPx / camera.heightPx,
});

const byForwardness = (a: PlacedCamera, b: PlacedCamera) =>
  Math.abs(a.azimuthRad) - Math.abs(b.azimuthRad) || b.azimuthRad - a.azimuthRad;
const leftToRight = (a: PlacedCamera, b: PlacedCamera) => b.azimuthRad - a.azimuthRad;
/** Behind the car, left to right as on a map with forward up: from left side over the back to the right side. */
const aroundTheBack = (a: PlacedCamera, b: PlacedCamera) => rearAngle(a) - rearAngle(b);
const rearAngle = ({ azimuthRad }: PlacedCamera) => (azimuthRad < 0 ? azimuthRad + 2 * Math.PI : azimuthRad);

/** The camera that looks most nearly forward; undefined for none. */
export const frontCamera = (cameras: readonly PlacedCamera[]): PlacedCamera | undefined =>
  [...cameras].sort(byForwardness)[0];

/** Cuts an area into equal parts with one-pixel gutters, on whole pixels. */
function cut(area: Area, parts: number, along: 'x' | 'y'): Area[] {
  const length = along === 'x' ? area.width : area.height;
  const at = (i: number) => Math.round((i * (length + GUTTER)) / parts);
  return Array.from({ length: parts }, (_, i) => {
    const start = at(i);
    const size = Math.max(0, at(i + 1) - GUTTER - start);
    return along === 'x' ? { ...area, x: area.x + start, width: size } : { ...area, y: area.y + start, height: size };
  });
}

const inRows = (rows: readonly PlacedCamera[][], area: Area): Tile[] =>
  cut(area, rows.length, 'y').flatMap((rowArea, r) =>
    cut(rowArea, rows[r].length, 'x').map((part, c) => ({
      channel: rows[r][c].channel,
      role: 'side' as const,
      ...part,
    })),
  );

/** The side cameras of a mosaic in rows: pairs from front to back, left one left; few enough stand under each other. */
function sideRows(cameras: readonly PlacedCamera[]): PlacedCamera[][] {
  const sorted = [...cameras].sort(byForwardness);
  if (sorted.length <= 3) return sorted.map((c) => [c]);
  const rows: PlacedCamera[][] = [];
  for (let i = 0; i < sorted.length; i += 2) rows.push(sorted.slice(i, i + 2).sort(leftToRight));
  return rows;
}

/** Rows of the surround view: those looking forward, then sideways, then back; a long rear row gives its foremost pair away. */
function surroundRows(cameras: readonly PlacedCamera[]): PlacedCamera[][] {
  const off = (c: PlacedCamera) => Math.abs(c.azimuthRad);
  const front = cameras.filter((c) => off(c) <= FRONT_BAND);
  const side = cameras.filter((c) => off(c) > FRONT_BAND && off(c) < REAR_BAND);
  let rear = cameras.filter((c) => off(c) >= REAR_BAND).sort(byForwardness);
  if (rear.length > 3 && side.length === 0) {
    side.push(...rear.slice(0, 2));
    rear = rear.slice(2);
  }
  return [front.sort(leftToRight), side.sort(leftToRight), rear.sort(aroundTheBack)].filter((row) => row.length > 0);
}

/**
 * Places the cameras of a clip, any number of them, in an area of CSS px. With `enlarged` only that camera is shown.
 * Cameras that have no tile are not shown and need not be loaded.
 */
export function mosaicTiles(
  cameras: readonly PlacedCamera[],
  layout: MosaicLayout,
  enlarged: string | null,
  size: { width: number; height: number },
): Tile[] {
  const area: Area = { x: 0, y: 0, ...size };
  const front = frontCamera(cameras);
  if (!front || size.width < 1 || size.height < 1) return [];
  const only =
    cameras.find((c) => c.channel === enlarged) ?? (layout === 'front' || cameras.length === 1 ? front : null);
  if (only) return [{ channel: only.channel, role: 'alone', ...area }];
  if (layout === 'surround') return inRows(surroundRows(cameras), area);
  return mosaic(
    front,
    cameras.filter((c) => c !== front),
    area,
  );
}

/** The front camera large, the others beside it in a wide area and below it in a tall one: whichever shows it larger. */
function mosaic(front: PlacedCamera, others: PlacedCamera[], area: Area): Tile[] {
  const beside = Math.min(area.width * MAIN_SHARE, area.height * front.aspect);
  const above = Math.min(area.width, area.height * MAIN_SHARE_ABOVE * front.aspect);
  if (beside >= above) {
    const width = Math.round(area.width * MAIN_SHARE);
    const rest = { ...area, x: width + GUTTER, width: area.width - width - GUTTER };
    return [{ channel: front.channel, role: 'main', ...area, width }, ...inRows(sideRows(others), rest)];
  }
  const height = Math.round(Math.max(area.height / 2, above / front.aspect));
  const rest = { ...area, y: height + GUTTER, height: area.height - height - GUTTER };
  return [{ channel: front.channel, role: 'main', ...area, height }, ...inRows(stripRows(others), rest)];
}

/** The other cameras in a strip, in the order in which they stand around the vehicle, from its left over its back to its right. */
function stripRows(cameras: readonly PlacedCamera[]): PlacedCamera[][] {
  const around = [...cameras].sort(aroundTheBack);
  if (around.length <= MAX_IN_STRIP) return [around];
  const half = Math.ceil(around.length / 2);
  return [around.slice(0, half), around.slice(half)];
}
