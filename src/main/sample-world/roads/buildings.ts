import type { Scenery } from '../drive.ts';
import type { Random } from '../random.ts';
import type { Setting } from './cross-section.ts';
import type { Ground } from './open-ground.ts';
import type { Pose } from './reference-line.ts';
import type { Roadside } from './roadside.ts';

type Building = Scenery['buildings'][number];

/** How buildings line a road of a setting; ranges in m. A row is skipped with the chance `open` at each building. */
interface Row {
  setbackM: [number, number];
  alongM: [number, number];
  deepM: [number, number];
  highM: [number, number];
  gapM: [number, number];
  open: number;
}

const rows: Record<Setting, Row[]> = {
  town: [
    { setbackM: [0.6, 2.5], alongM: [9, 24], deepM: [9, 15], highM: [7, 20], gapM: [0.5, 4], open: 0.12 },
    { setbackM: [24, 34], alongM: [14, 28], deepM: [12, 20], highM: [14, 38], gapM: [6, 26], open: 0.3 },
  ],
  suburb: [{ setbackM: [4.5, 9], alongM: [8, 14], deepM: [8, 11], highM: [4.5, 8.5], gapM: [5, 16], open: 0.2 }],
  rural: [{ setbackM: [14, 34], alongM: [10, 20], deepM: [8, 12], highM: [5, 9], gapM: [70, 190], open: 0.2 }],
  highway: [{ setbackM: [38, 70], alongM: [24, 60], deepM: [16, 30], highM: [7, 14], gapM: [70, 220], open: 0.3 }],
};

/** Free ground that a building keeps around itself, m. */
const MARGIN_M = 0.4;

interface Box extends Pose {
  halfLengthM: number;
  halfWidthM: number;
}

const cornersOf = (box: Box, marginM: number): [number, number][] => {
  const [c, s] = [Math.cos(box.headingRad), Math.sin(box.headingRad)];
  const [l, w] = [box.halfLengthM + marginM, box.halfWidthM + marginM];
  return [
    [box.x + c * l - s * w, box.y + s * l + c * w],
    [box.x - c * l - s * w, box.y - s * l + c * w],
    [box.x - c * l + s * w, box.y - s * l - c * w],
    [box.x + c * l + s * w, box.y + s * l - c * w],
  ];
};

/** Whether all of a box's outline lies on free ground, tried every metre and a half: sidewalks and lanes are wider. */
function standsFree(box: Box, ground: Ground): boolean {
  const corners = cornersOf(box, MARGIN_M);
  return corners.every(([ax, ay], i) => {
    const [bx, by] = corners[(i + 1) % 4];
    const steps = Math.ceil((2 * (i % 2 === 0 ? box.halfLengthM : box.halfWidthM) + 2 * MARGIN_M) / 1.5);
    for (let k = 0; k < steps; k++) {
      if (ground.taken(ax + ((bx - ax) * k) / steps, ay + ((by - ay) * k) / steps)) return false;
    }
    return true;
  });
}

/** Whether a line along one side of `a` separates the two boxes. */
function separated(a: Box, b: Box): boolean {
  const [c, s] = [Math.cos(a.headingRad), Math.sin(a.headingRad)];
  const local = cornersOf(b, MARGIN_M).map(([x, y]) => [(x - a.x) * c + (y - a.y) * s, (y - a.y) * c - (x - a.x) * s]);
  const beyond = (axis: 0 | 1, half: number): boolean =>
    local.every((p) => p[axis] > half) || local.every((p) => p[axis] < -half);
  return beyond(0, a.halfLengthM) || beyond(1, a.halfWidthM);
}

/** Whether a point lies inside a building or nearer than `marginM` to it. */
export function nearBuilding(building: Building, x: number, y: number, marginM: number): boolean {
  const [c, s] = [Math.cos(building.headingRad), Math.sin(building.headingRad)];
  const along = Math.abs((x - building.x) * c + (y - building.y) * s);
  const across = Math.abs((y - building.y) * c - (x - building.x) * s);
  return along < building.lengthM / 2 + marginM && across < building.widthM / 2 + marginM;
}

/** Buildings along the roads: `lengthM` runs along the road, fronts are parallel to it. */
export function buildingsAlong(sides: readonly Roadside[], ground: Ground, random: Random): Building[] {
  const boxes: Box[] = [];
  const buildings: Building[] = [];
  const ranged = ([low, high]: [number, number]): number => random.between(low, high);
  const tryOne = (side: Roadside, s: number, row: Row, lengthM: number): void => {
    const [widthM, heightM] = [ranged(row.deepM), ranged(row.highM)];
    const pose = side.at(s, side.sidewalkM + ranged(row.setbackM) + widthM / 2);
    const style = random.integer(0, 11);
    if (random.chance(row.open)) return;
    const box = { ...pose, halfLengthM: lengthM / 2, halfWidthM: widthM / 2 };
    if (!standsFree(box, ground)) return;
    if (boxes.some((other) => !separated(box, other) && !separated(other, box))) return;
    boxes.push(box);
    buildings.push({ ...pose, lengthM, widthM, heightM, style });
  };
  for (const depth of [0, 1]) {
    for (const side of sides) {
      const row = rows[side.street.setting].at(depth);
      if (row === undefined) continue;
      let s = side.fromM - 20;
      while (s < side.toM + 10) {
        const lengthM = ranged(row.alongM);
        tryOne(side, s + lengthM / 2, row, lengthM);
        s += lengthM + ranged(row.gapM);
      }
    }
  }
  return buildings;
}
