import { decompressLzf } from './lzf.ts';
import { pointsProblem } from './points-problem.ts';

/** A point cloud: one array a field, all of the same length. Metres; NAVSIM's merged clouds lie in the frame of `lidar2ego`. */
interface PointCloud {
  count: number;
  /** By the file's names: x, y, z, intensity, ring, lidar_info. */
  fields: Record<string, Float32Array>;
}

interface Field {
  name: string;
  size: number;
  type: string;
  /** Values of the field in one point; only the first is given. */
  count: number;
}

const MAX_POINTS = 20_000_000;
const HEADER_BYTES = 4096;

/** Reads a PCD file (ascii, binary or binary_compressed). Throws ProblemError `media.points-damaged`. */
export function readPcd(bytes: Uint8Array, file: string): PointCloud {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const fail = (finding: string) => pointsProblem(file, finding);
  const head = headerOf(buffer);
  if (!head) throw fail('it has no PCD header');
  const { fields, points, data, bodyAt } = head;
  if (!(points >= 0 && points <= MAX_POINTS)) throw fail(`its header tells of ${points} points`);
  if (fields.length === 0 || fields.some(({ size, type, count }) => !readerOf(type, size) || count < 1 || count > 4096))
    throw fail('its header has fields of unknown types');
  const body = buffer.subarray(bodyAt);
  const stride = fields.reduce((sum, { size, count }) => sum + size * count, 0);
  if (data === 'ascii') return { count: points, fields: fromText(body.toString('latin1'), fields, points, fail) };
  if (data === 'binary') {
    if (body.length < points * stride) throw fail(`it ends before its ${points} points do`);
    return { count: points, fields: fromBytes(body, fields, points, stride) };
  }
  if (data !== 'binary_compressed') throw fail(`its data are of the unknown form ${data.slice(0, 20)}`);
  if (body.length < 8) throw fail('it ends before its points begin');
  const packed = body.subarray(8, 8 + body.readUInt32LE(0));
  const unpacked = body.readUInt32LE(4) === points * stride ? decompressLzf(packed, points * stride) : null;
  if (!unpacked) throw fail('its compressed points are damaged');
  return { count: points, fields: fromColumns(unpacked, fields, points) };
}

function headerOf(buffer: Buffer) {
  const text = buffer.toString('latin1', 0, HEADER_BYTES);
  const found = /^DATA[ \t]+(\S+)[ \t]*\r?\n/m.exec(text);
  if (!found) return null;
  const words = (key: string): string[] =>
    new RegExp(`^${key}[ \\t]+(.*?)\\r?$`, 'm').exec(text.slice(0, found.index))?.[1].trim().split(/\s+/) ?? [];
  const names = words('FIELDS');
  const [sizes, types, counts] = [words('SIZE'), words('TYPE'), words('COUNT')];
  const points = words('POINTS')[0] ?? String(Number(words('WIDTH')[0]) * Number(words('HEIGHT')[0]));
  return {
    fields: names.map((name, i): Field => ({
      name,
      size: Number(sizes[i]),
      type: types[i] ?? '',
      count: Number(counts[i] ?? 1),
    })),
    points: Number(points),
    data: found[1],
    bodyAt: found.index + found[0].length,
  };
}

type ReadNumber = (view: DataView, at: number) => number;
const readers: Record<string, ReadNumber> = {
  F4: (view, at) => view.getFloat32(at, true),
  F8: (view, at) => view.getFloat64(at, true),
  I1: (view, at) => view.getInt8(at),
  I2: (view, at) => view.getInt16(at, true),
  I4: (view, at) => view.getInt32(at, true),
  U1: (view, at) => view.getUint8(at),
  U2: (view, at) => view.getUint16(at, true),
  U4: (view, at) => view.getUint32(at, true),
};
const readerOf = (type: string, size: number): ReadNumber | undefined => readers[`${type}${size}`];

/** Points one after the other. */
function fromBytes(body: Buffer, fields: readonly Field[], points: number, stride: number): PointCloud['fields'] {
  let offset = 0;
  return Object.fromEntries(
    fields.map((field) => {
      const values = columnOf(body, field, points, offset, stride);
      offset += field.size * field.count;
      return [field.name, values];
    }),
  );
}

/** Fields one after the other. */
function fromColumns(body: Buffer, fields: readonly Field[], points: number): PointCloud['fields'] {
  let offset = 0;
  return Object.fromEntries(
    fields.map((field) => {
      const values = columnOf(body, field, points, offset, field.size * field.count);
      offset += field.size * field.count * points;
      return [field.name, values];
    }),
  );
}

function columnOf(body: Buffer, { type, size }: Field, points: number, offset: number, stride: number): Float32Array {
  const read = readerOf(type, size);
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  const values = new Float32Array(points);
  if (read) for (let i = 0; i < points; i++) values[i] = read(view, offset + i * stride);
  return values;
}

function fromText(text: string, fields: readonly Field[], points: number, fail: (finding: string) => Error) {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (lines.length < points) throw fail(`it ends before its ${points} points do`);
  const columns = Object.fromEntries(fields.map(({ name }) => [name, new Float32Array(points)]));
  for (let i = 0; i < points; i++) {
    const words = lines[i].trim().split(/\s+/);
    let at = 0;
    for (const { name, count } of fields) {
      columns[name][i] = Number(words[at] ?? NaN);
      at += count;
    }
  }
  return columns;
}
