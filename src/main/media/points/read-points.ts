import { pointsProblem } from './points-problem.ts';
import { readPcd } from './read-pcd.ts';

/** More are thinned out evenly: the merged clouds of five lidars have some 100,000. */
const MAX_SENT = 150_000;
/** x y z intensity ring of nuScenes, 32-bit floats, little-endian. */
const NUSCENES_STRIDE = 5;

/**
 * Places of a lidar's points, x y z one after the other, m, in the frame of the file: `.pcd.bin` as nuScenes writes it, else
 * PCD. Points without a place are left out. Throws ProblemError `media.points-damaged`.
 */
export function readPoints(bytes: Uint8Array, name: string): Float32Array {
  const [x, y, z, count] = /\.pcd\.bin$/i.test(name) ? ofNuscenes(bytes, name) : ofPcd(bytes, name);
  const every = Math.max(1, Math.ceil(count / MAX_SENT));
  const places = new Float32Array(3 * Math.ceil(count / every));
  let n = 0;
  for (let i = 0; i < count; i += every) {
    if (!Number.isFinite(x(i)) || !Number.isFinite(y(i)) || !Number.isFinite(z(i))) continue;
    places[n++] = x(i);
    places[n++] = y(i);
    places[n++] = z(i);
  }
  return places.subarray(0, n);
}

type Column = (i: number) => number;

function ofNuscenes(bytes: Uint8Array, name: string): [Column, Column, Column, number] {
  const stride = 4 * NUSCENES_STRIDE;
  if (bytes.length === 0 || bytes.length % stride !== 0)
    throw pointsProblem(name, `its ${bytes.length} bytes are not points of ${stride} bytes`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const column = (field: number) => (i: number) => view.getFloat32(i * stride + 4 * field, true);
  return [column(0), column(1), column(2), bytes.length / stride];
}

function ofPcd(bytes: Uint8Array, name: string): [Column, Column, Column, number] {
  const { fields, count } = readPcd(bytes, name);
  const [x, y, z] = ['x', 'y', 'z'].map((field): Column => {
    const values = fields[field];
    if (!values) throw pointsProblem(name, `its header names no field ${field}`);
    return (i) => values[i];
  });
  return [x, y, z, count];
}
