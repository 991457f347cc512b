import type { Scan } from '../lidar.ts';

const POINT_BYTES = 15;

/** PCD v0.7, binary: x y z as float32, intensity, ring and lidar number as bytes, as merged clouds of nuPlan have them. */
export function pointCloudFile({ points }: Scan): Buffer {
  const count = points.length / 5;
  const header = Buffer.from(
    [
      '# .PCD v0.7 - Point Cloud Data file format',
      'VERSION 0.7',
      'FIELDS x y z intensity ring lidar_info',
      'SIZE 4 4 4 1 1 1',
      'TYPE F F F U U U',
      'COUNT 1 1 1 1 1 1',
      `WIDTH ${count}`,
      'HEIGHT 1',
      'VIEWPOINT 0 0 0 1 0 0 0',
      `POINTS ${count}`,
      'DATA binary',
      '',
    ].join('\n'),
  );
  const body = Buffer.alloc(count * POINT_BYTES);
  for (let i = 0; i < count; i++) {
    for (let axis = 0; axis < 3; axis++) body.writeFloatLE(points[5 * i + axis], POINT_BYTES * i + 4 * axis);
    body[POINT_BYTES * i + 12] = points[5 * i + 3];
    body[POINT_BYTES * i + 13] = points[5 * i + 4];
  }
  return Buffer.concat([header, body]);
}
