import type { ClipDetail } from '../../../shared/domain/clip.ts';
import { relativeSe2 } from '../../../shared/maths/se2.ts';
import { markup, type Markup } from '../html/markup.ts';
import { marker, seriesMarks } from '../html/series-marks.ts';
import type { SceneSeries } from './camera-overlay.ts';
import { originOf, pathPointAt } from './plan-geometry.ts';
import { boxesAt, classColours } from './scene-objects.ts';

const WIDTH = 640;
const HEIGHT = 360;
/** Distances are written off the road, at 50° to the right. */
const LABEL_ANGLE = { sin: 0.766, cos: 0.643 };

/** The scene from above, forward up: boxes, the ego vehicle and the paths. Stands where no camera image is on disk. */
export function birdsEye(clip: ClipDetail, frame: number, series: readonly SceneSeries[]): Markup {
  const origin = originOf(clip, clip.frames[frame].timeUs);
  const farthest = Math.max(16, ...series.flatMap((s) => s.path.points.map(([x]) => x)));
  const widest = Math.max(6, ...series.flatMap((s) => s.path.points.map(([, y]) => Math.abs(y))));
  const scale = Math.min((HEIGHT - 40) / (farthest + 10), (WIDTH / 2 - 24) / widest, 12);
  const groundY = HEIGHT - 20 - 6 * scale;
  const at = (x: number, y: number): [number, number] => [WIDTH / 2 - y * scale, groundY - x * scale];
  const boxes = origin
    ? boxesAt(clip, frame).flatMap((box) => {
        const local = relativeSe2(origin, { x: box.centre[0], y: box.centre[1], yaw: box.yaw });
        const [u, v] = at(local.x, local.y);
        if (u < -30 || u > WIDTH + 30 || v < -30 || v > HEIGHT + 30) return [];
        return [
          vehicle(u, v, local.yaw, box.sizeM[0] * scale, box.sizeM[1] * scale, classColours[box.objectClass].onLight),
        ];
      })
    : [];
  const { frontM, rearM, widthM } = clip.ego;
  const [egoU, egoV] = at((frontM - rearM) / 2, 0);
  return markup`<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" aria-hidden="true"><rect width="${WIDTH}" height="${HEIGHT}" fill="#f1f3f5"/>${rings(at, scale)}${boxes}<rect x="${egoU - (widthM * scale) / 2}" y="${egoV - ((frontM + rearM) * scale) / 2}" width="${widthM * scale}" height="${(frontM + rearM) * scale}" rx="3" fill="#15181d"/>${series.map((s) => pathOf(s, at))}</svg>`;
}

function vehicle(u: number, v: number, yaw: number, length: number, width: number, colour: string): Markup {
  const turn = r((-yaw * 180) / Math.PI);
  return markup`<g transform="translate(${r(u)} ${r(v)}) rotate(${turn})"><rect x="${r(-width / 2)}" y="${r(-length / 2)}" width="${r(width)}" height="${r(length)}" fill="${colour}" fill-opacity="0.2" stroke="${colour}" stroke-width="1.2"/><path d="M0 0V${r(-length / 2)}" stroke="${colour}" stroke-width="1.2"/></g>`;
}

/** Distance rings every 10 m, so that the drawing has a scale. */
function rings(at: (x: number, y: number) => [number, number], scale: number): Markup[] {
  const [u, v] = at(0, 0);
  return [10, 20, 30, 40, 60, 80]
    .filter((distance) => distance * scale < HEIGHT)
    .map(
      (distance) =>
        markup`<circle cx="${u}" cy="${v}" r="${r(distance * scale)}" fill="none" stroke="#dde2ea"/><text x="${r(u + distance * scale * LABEL_ANGLE.sin + 3)}" y="${r(v - distance * scale * LABEL_ANGLE.cos)}" font-size="11" fill="#5b6674">${distance} m</text>`,
    );
}

function pathOf({ series, path }: SceneSeries, at: (x: number, y: number) => [number, number]): Markup {
  const mark = seriesMarks[series];
  const d = path.points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${at(x, y).map(r).join(' ')}`).join('');
  const markers = [1, 2, 3, 4].map((second) => {
    const point = pathPointAt(path, second);
    return point && marker(mark, ...at(...point), 4.5, '#ffffff');
  });
  return markup`<path d="${d}" fill="none" stroke="#ffffff" stroke-width="${mark.width + 3}"/><path d="${d}" fill="none" stroke="${mark.colour}" stroke-width="${mark.width}" stroke-dasharray="${mark.dash}"/>${markers}`;
}

const r = (value: number): number => Math.round(value * 10) / 10;
