import type { CameraTrack, ClipDetail } from '../../../shared/domain/clip.ts';
import { projectPoint, projectPolygon, projectPolyline } from '../../../shared/maths/lens.ts';
import { BOX_EDGES, boxCorners, cameraFromGlobal } from '../../../shared/maths/projection.ts';
import { composeSe2 } from '../../../shared/maths/se2.ts';
import { transformPoint, type Affine } from '../../../shared/maths/se3.ts';
import type { RunLetter } from '../data/report-data.ts';
import { markup, type Markup } from '../html/markup.ts';
import { marker, pictureMarks, type SeriesMark } from '../html/series-marks.ts';
import { originOf, pathPointAt, type Path } from './plan-geometry.ts';
import { boxesAt, classColours } from './scene-objects.ts';

export interface SceneSeries {
  series: RunLetter | 'human';
  path: Path;
}

/** Boxes farther than this are too small to be worth their ink, m. */
const FAR_M = 70;
const CASING = '#0a0b0d';

/**
 * Boxes and paths of a key frame as an SVG over one image, projected with that image's own pose and calibration; what
 * lies behind the camera is cut at its near plane.
 * @param image index into the camera's images
 */
export function cameraOverlay(
  clip: ClipDetail,
  frame: number,
  camera: CameraTrack,
  image: number,
  series: readonly SceneSeries[],
): Markup {
  const fromGlobal = cameraFromGlobal(camera.egoFromCamera, camera.globalFromEgo, image);
  const unit = camera.widthPx / 640;
  return markup`<svg viewBox="0 0 ${camera.widthPx} ${camera.heightPx}" preserveAspectRatio="none" aria-hidden="true">${boxes(clip, frame, camera, fromGlobal, unit)}${series.map((s) => path(clip, frame, camera, fromGlobal, s, unit))}</svg>`;
}

function boxes(clip: ClipDetail, frame: number, camera: CameraTrack, fromGlobal: Affine, unit: number): Markup[] {
  return boxesAt(clip, frame).flatMap((box) => {
    const [, , depth] = transformPoint(fromGlobal, ...box.centre);
    if (depth > FAR_M) return [];
    const corners = boxCorners(box.centre, box.sizeM, box.yaw);
    const inCamera = Array.from({ length: 8 }, (_, i) =>
      transformPoint(fromGlobal, corners[i * 3], corners[i * 3 + 1], corners[i * 3 + 2]),
    );
    const lines = BOX_EDGES.flatMap(([from, to]) => linesOn(camera, [inCamera[from], inCamera[to]]));
    if (lines.length === 0) return [];
    const colour = classColours[box.objectClass].onPicture;
    const d = joined(lines);
    const front = facePath(camera, inCamera.slice(0, 4));
    return [
      markup`<path d="${d}" fill="none" stroke="${CASING}" stroke-opacity="0.5" stroke-width="${2.6 * unit}"/>${front !== '' && markup`<path d="${front}" fill="${colour}" fill-opacity="0.26"/>`}<path d="${d}" fill="none" stroke="${colour}" stroke-width="${1.25 * unit}"/>`,
    ];
  });
}

const facePath = (camera: CameraTrack, corners: readonly Point3[]): string => {
  const seen = corners.every((corner) => projectPoint(camera.lens, camera.intrinsic, ...corner) !== null);
  return seen ? `M${projectPolygon(camera.lens, camera.intrinsic, corners).map(pair).join('L')}z` : '';
};

function path(
  clip: ClipDetail,
  frame: number,
  camera: CameraTrack,
  fromGlobal: Affine,
  { series, path: planned }: SceneSeries,
  unit: number,
): Markup | null {
  const origin = originOf(clip, clip.frames[frame].timeUs);
  if (!origin) return null;
  const place = ([x, y]: readonly [number, number]) => {
    const global = composeSe2(origin, { x, y, yaw: 0 });
    return transformPoint(fromGlobal, global.x, global.y, origin.z);
  };
  const points = planned.points.map(place);
  const lines = linesOn(camera, points);
  if (lines.length === 0) return null;
  const mark = pictureMarks[series];
  const d = joined(lines);
  const scaled = mark.dash
    .split(' ')
    .map((n) => (n === '' ? '' : String(Number(n) * unit)))
    .join(' ');
  return markup`<path d="${d}" fill="none" stroke="${CASING}" stroke-opacity="0.75" stroke-width="${(mark.width + 2.6) * unit}" stroke-linejoin="round"/><path d="${d}" fill="none" stroke="${mark.colour}" stroke-width="${mark.width * unit}" stroke-dasharray="${scaled}" stroke-linejoin="round"/>${markers(camera, planned, place, mark, unit)}`;
}

type Point3 = readonly [number, number, number];
type Line = readonly (readonly [number, number])[];

/** Where a line of the camera frame runs on the image; parts that lie wholly outside it are left out. */
const linesOn = (camera: CameraTrack, points: readonly Point3[]): Line[] =>
  projectPolyline(camera.lens, camera.intrinsic, points).flatMap((line) => partsInside(line, camera));

/** The stretches of a line whose segments touch the image. */
function partsInside(line: Line, camera: CameraTrack): Line[] {
  const parts: [number, number][][] = [];
  let open = false;
  line.slice(1).forEach((to, i) => {
    const from = line[i];
    const inside = crosses(from, to, camera);
    if (inside && !open) parts.push([[...from]]);
    if (inside) parts[parts.length - 1].push([...to]);
    open = inside;
  });
  return parts;
}

const joined = (lines: readonly Line[]): string => lines.map((line) => `M${line.map(pair).join('L')}`).join('');
const pair = ([u, v]: readonly [number, number]): string => `${px(u)} ${px(v)}`;

function markers(
  camera: CameraTrack,
  planned: Path,
  place: (point: readonly [number, number]) => [number, number, number],
  mark: SeriesMark,
  unit: number,
): (Markup | null)[] {
  return [1, 2, 3, 4].map((second) => {
    const point = pathPointAt(planned, second);
    if (!point) return null;
    const [x, y, z] = place(point);
    if (Math.hypot(x, y, z) < 1) return null;
    const at = projectPoint(camera.lens, camera.intrinsic, x, y, z);
    if (!at) return null;
    const [u, v] = at;
    return u >= 0 && v >= 0 && u <= camera.widthPx && v <= camera.heightPx
      ? marker(mark, u, v, 4 * unit, CASING)
      : null;
  });
}

/** Whether a segment touches the image; also drops the ones that would be drawn far outside it. */
function crosses(
  [u0, v0]: readonly [number, number],
  [u1, v1]: readonly [number, number],
  { widthPx, heightPx }: CameraTrack,
): boolean {
  return Math.max(u0, u1) >= 0 && Math.min(u0, u1) <= widthPx && Math.max(v0, v1) >= 0 && Math.min(v0, v1) <= heightPx;
}

const px = (value: number): number => Math.round(Math.max(-20_000, Math.min(20_000, value)) * 10) / 10;
