import type { LearnedCamera } from '../domain/world-camera.ts';
import { viewToPicture, type CameraCalibration } from './camera-view.ts';

/** What a view is made of: pictures of a camera in a size, which may be another than the calibration's, and the view's own size. */
export interface ViewRequest {
  camera: CameraCalibration;
  view: LearnedCamera;
  pictureWidthPx: number;
  pictureHeightPx: number;
  sizePx: number;
}

/** Which pixels of a recorded picture make each pixel of a view, and by how much. */
export interface ViewTable {
  sizePx: number;
  /** Where the entries of each pixel begin, rows from the top; one more than there are pixels. */
  starts: Uint32Array;
  /** Pixel of the picture of each entry, counted along rows. */
  places: Uint32Array;
  /** Those of a pixel add up to 2^15. */
  weights: Uint16Array;
}

const WHOLE_BITS = 15;
const WHOLE = 2 ** WHOLE_BITS;
/** Parts along each pixel of the recorded picture, and along a pixel of the view at most. */
const PARTS_A_PIXEL = 2;
const MOST_PARTS = 128;
/** Rounding must not make a whole number of parts one more. */
const HARDLY = 1e-6;

/**
 * The table of a view. A pixel of it is the mean over the area that it covers: parts smaller than a pixel of the recorded
 * picture, each shared out over the pixels it lies on, which is exact for a view that is not rolled. Where the recorded picture is
 * the coarser one it is read between the centres of its pixels. Beyond the picture stands its nearest pixel. The mapping is made
 * at the corners of the view's pixels and taken as linear in between.
 */
export function makeViewTable(request: ViewRequest): ViewTable {
  const { pictureWidthPx: width, pictureHeightPx: height, sizePx } = request;
  const corners = cornersOf(request);
  const starts = new Uint32Array(sizePx * sizePx + 1);
  const entries = createEntries(sizePx * sizePx);
  const middle = Math.floor(sizePx / 2);
  const isCoarse = longestEdge(quadAt(corners, middle, middle, sizePx)) < 1;
  const take = isCoarse ? readBetween : countArea();
  for (let y = 0, pixel = 0; y < sizePx; y++)
    for (let x = 0; x < sizePx; x++, pixel++) {
      starts[pixel] = entries.length();
      take(quadAt(corners, x, y, sizePx), width, height, entries);
    }
  starts[sizePx * sizePx] = entries.length();
  return { sizePx, starts, ...entries.taken() };
}

/**
 * A view of a picture, RGB, rows from the top. Grey becomes RGB; alpha is left out.
 * @param data of the size that the table was made for, `channels` bytes a pixel
 */
export function applyViewTable(
  { sizePx, starts, places, weights }: ViewTable,
  data: Uint8Array | Uint8ClampedArray,
  channels: 1 | 2 | 3 | 4,
): Uint8Array {
  const rgb = new Uint8Array(sizePx * sizePx * 3);
  const [green, blue] = channels < 3 ? [0, 0] : [1, 2];
  for (let pixel = 0, o = 0; pixel < sizePx * sizePx; pixel++, o += 3) {
    let r = WHOLE / 2;
    let g = r;
    let b = r;
    for (let e = starts[pixel], end = starts[pixel + 1]; e < end; e++) {
      const at = places[e] * channels;
      const weight = weights[e];
      r += weight * data[at];
      g += weight * data[at + green];
      b += weight * data[at + blue];
    }
    rgb[o] = r >> WHOLE_BITS;
    rgb[o + 1] = g >> WHOLE_BITS;
    rgb[o + 2] = b >> WHOLE_BITS;
  }
  return rgb;
}

/** Bytes that a table takes. */
export const tableBytes = ({ starts, places, weights }: ViewTable): number =>
  starts.byteLength + places.byteLength + weights.byteLength;

/** Corners of a pixel of the view on the recorded picture, x y each: top left, top right, bottom left, bottom right. */
type Quad = [number, number, number, number, number, number, number, number];

type TakeEntries = (quad: Quad, width: number, height: number, entries: Entries) => void;

function cornersOf({ camera, view, pictureWidthPx, pictureHeightPx, sizePx }: ViewRequest): Float64Array {
  const at = viewToPicture(camera, view);
  const corners = new Float64Array((sizePx + 1) ** 2 * 2);
  for (let y = 0, o = 0; y <= sizePx; y++)
    for (let x = 0; x <= sizePx; x++) {
      const [u, v] = at(x / sizePx, y / sizePx);
      corners[o++] = (u * pictureWidthPx) / camera.widthPx;
      corners[o++] = (v * pictureHeightPx) / camera.heightPx;
    }
  return corners;
}

function quadAt(corners: Float64Array, x: number, y: number, sizePx: number): Quad {
  const top = (y * (sizePx + 1) + x) * 2;
  const bottom = top + (sizePx + 1) * 2;
  const c = corners;
  return [c[top], c[top + 1], c[top + 2], c[top + 3], c[bottom], c[bottom + 1], c[bottom + 2], c[bottom + 3]];
}

const longestEdge = ([ax, ay, bx, by, cx, cy, dx, dy]: Quad): number =>
  Math.max(
    Math.hypot(bx - ax, by - ay),
    Math.hypot(dx - cx, dy - cy),
    Math.hypot(cx - ax, cy - ay),
    Math.hypot(dx - bx, dy - by),
  );

const inside = (at: number, size: number): number => (at < 0 ? 0 : at >= size ? size - 1 : Math.floor(at));

/** The mean over a quad: shares its parts out over the pixels of the box around it. */
function countArea(): TakeEntries {
  let shares = new Float64Array(64);
  return (quad, width, height, entries) => {
    const [ax, ay, bx, by, cx, cy, dx, dy] = quad;
    const n = Math.min(MOST_PARTS, Math.max(1, Math.ceil(PARTS_A_PIXEL * longestEdge(quad) - HARDLY)));
    const left = inside(Math.min(ax, bx, cx, dx), width);
    const top = inside(Math.min(ay, by, cy, dy), height);
    const across = inside(Math.max(ax, bx, cx, dx), width) - left + 1;
    const down = inside(Math.max(ay, by, cy, dy), height) - top + 1;
    if (shares.length < across * down) shares = new Float64Array(2 * across * down);
    shares.fill(0, 0, across * down);
    // A part as wide and high as its own edges reach: of a view that is not rolled, as it is.
    const wide = (Math.abs(bx - ax) + Math.abs(dx - cx) + Math.abs(cx - ax) + Math.abs(dx - bx)) / (2 * n);
    const high = (Math.abs(by - ay) + Math.abs(dy - cy) + Math.abs(cy - ay) + Math.abs(dy - by)) / (2 * n);
    for (let j = 0; j < n; j++) {
      const t = (j + 0.5) / n;
      const fromX = ax + (cx - ax) * t;
      const fromY = ay + (cy - ay) * t;
      const stepX = (bx + (dx - bx) * t - fromX) / n;
      const stepY = (by + (dy - by) * t - fromY) / n;
      let u = fromX + (stepX - wide) / 2 - left;
      let v = fromY + (stepY - high) / 2 - top;
      for (let i = 0; i < n; i++, u += stepX, v += stepY) {
        const column = u <= 0 ? 0 : u >= across ? across - 1 : u | 0;
        const row = v <= 0 ? 0 : v >= down ? down - 1 : v | 0;
        // What of the part lies on the next column and the next row.
        const right = column + 1 < across && u + wide > column + 1 ? (u + wide - column - 1) / wide : 0;
        const below = row + 1 < down && v + high > row + 1 ? (v + high - row - 1) / high : 0;
        const at = row * across + column;
        shares[at] += (1 - right) * (1 - below);
        if (right > 0) shares[at + 1] += right * (1 - below);
        if (below > 0) {
          shares[at + across] += (1 - right) * below;
          if (right > 0) shares[at + across + 1] += right * below;
        }
      }
    }
    const scale = WHOLE / (n * n);
    let sum = 0;
    let given = 0;
    for (let row = 0, k = 0; row < down; row++)
      for (let column = 0; column < across; column++, k++) {
        sum += shares[k];
        const weight = Math.round(sum * scale) - given;
        if (weight <= 0) continue;
        given += weight;
        entries.add((top + row) * width + left + column, weight);
      }
  };
}

/** Between the centres of the four nearest pixels; the outermost half pixel repeats the edge. */
const readBetween: TakeEntries = ([ax, ay, bx, by, cx, cy, dx, dy], width, height, entries) => {
  const u = Math.min(width - 1, Math.max(0, (ax + bx + cx + dx) / 4 - 0.5));
  const v = Math.min(height - 1, Math.max(0, (ay + by + cy + dy) / 4 - 0.5));
  const [left, top] = [Math.floor(u), Math.floor(v)];
  const [right, bottom] = [Math.min(width - 1, left + 1), Math.min(height - 1, top + 1)];
  const corners = [
    [left, top, (1 - u + left) * (1 - v + top)],
    [right, top, (u - left) * (1 - v + top)],
    [left, bottom, (1 - u + left) * (v - top)],
    [right, bottom, (u - left) * (v - top)],
  ];
  let sum = 0;
  let given = 0;
  for (const [column, row, share] of corners) {
    sum += share;
    const weight = Math.round(sum * WHOLE) - given;
    given += weight;
    if (weight > 0) entries.add(row * width + column, weight);
  }
};

interface Entries {
  length(): number;
  add(place: number, weight: number): void;
  taken(): { places: Uint32Array; weights: Uint16Array };
}

function createEntries(pixels: number): Entries {
  let places = new Uint32Array(pixels * 4);
  let weights = new Uint16Array(pixels * 4);
  let length = 0;
  const grow = () => {
    const [oldPlaces, oldWeights] = [places, weights];
    places = new Uint32Array(2 * length);
    weights = new Uint16Array(2 * length);
    places.set(oldPlaces);
    weights.set(oldWeights);
  };
  return {
    length: () => length,
    add(place, weight) {
      if (length === places.length) grow();
      places[length] = place;
      weights[length++] = weight;
    },
    taken: () => ({ places: places.slice(0, length), weights: weights.slice(0, length) }),
  };
}
