import { describe, expect, it } from 'vitest';
import { decompressLzf } from '../../../src/main/media/points/lzf.ts';
import { readPcd } from '../../../src/main/media/points/read-pcd.ts';

const fields = ['x', 'y', 'z', 'intensity', 'ring', 'lidar_info'];
const points = [
  [1.5, -2.25, 0.5, 17, 3, 0],
  [100.125, 0, -1.75, 255, 31, 4],
  [0, 0, 0, 0, 0, 1],
];
const header = (data: string, count = points.length) =>
  `# .PCD v0.7 - Point Cloud Data file format\nVERSION 0.7\nFIELDS ${fields.join(' ')}\nSIZE 4 4 4 1 2 4\nTYPE F F F U U I\nCOUNT 1 1 1 1 1 1\nWIDTH ${count}\nHEIGHT 1\nVIEWPOINT 0 0 0 1 0 0 0\nPOINTS ${count}\nDATA ${data}\n`;
const write: ((bytes: Buffer, value: number, at: number) => void)[] = [
  ...Array.from({ length: 3 }, () => (bytes: Buffer, value: number, at: number) => bytes.writeFloatLE(value, at)),
  (bytes, value, at) => bytes.writeUInt8(value, at),
  (bytes, value, at) => bytes.writeUInt16LE(value, at),
  (bytes, value, at) => bytes.writeInt32LE(value, at),
];
const sizes = [4, 4, 4, 1, 2, 4];
const offsets = sizes.map((_, i) => sizes.slice(0, i).reduce((sum, size) => sum + size, 0));
const stride = 19;

const binary = (): Buffer => {
  const body = Buffer.alloc(points.length * stride);
  points.forEach((point, p) => point.forEach((value, f) => write[f](body, value, p * stride + offsets[f])));
  return body;
};
const byField = (): Buffer => {
  const body = Buffer.alloc(points.length * stride);
  points.forEach((point, p) =>
    point.forEach((value, f) => write[f](body, value, offsets[f] * points.length + p * sizes[f])),
  );
  return body;
};
/** LZF without any copies. */
const literal = (content: Buffer): Buffer =>
  Buffer.concat(
    Array.from({ length: Math.ceil(content.length / 32) }, (_, i) => {
      const run = content.subarray(i * 32, i * 32 + 32);
      return Buffer.concat([Buffer.of(run.length - 1), run]);
    }),
  );
const compressed = (packed: Buffer, length: number): Buffer => {
  const head = Buffer.alloc(8);
  head.writeUInt32LE(packed.length, 0);
  head.writeUInt32LE(length, 4);
  return Buffer.concat([head, packed]);
};

describe('point clouds as PCD', () => {
  const whole = points.length * stride;
  it.each<[string, Buffer]>([
    ['ascii', Buffer.from(header('ascii') + points.map((point) => point.join(' ')).join('\n') + '\n')],
    ['binary', Buffer.concat([Buffer.from(header('binary')), binary()])],
    [
      'binary_compressed',
      Buffer.concat([Buffer.from(header('binary_compressed')), compressed(literal(byField()), whole)]),
    ],
  ])('%s', (_, bytes) => {
    const cloud = readPcd(bytes, 'cloud.pcd');
    expect(cloud.count).toBe(3);
    expect(Object.keys(cloud.fields)).toEqual(fields);
    fields.forEach((name, f) => expect(Array.from(cloud.fields[name])).toEqual(points.map((point) => point[f])));
  });

  it.each<[string, Buffer, RegExp]>([
    ['no header', Buffer.from('hello'), /no PCD header/],
    ['too many points', Buffer.from(header('binary', 4e9)), /points/],
    ['fewer bytes than points', Buffer.concat([Buffer.from(header('binary')), binary().subarray(5)]), /ends before/],
    ['fewer lines than points', Buffer.from(`${header('ascii')}1 2 3 4 5 6\n`), /ends before/],
    [
      'another size',
      Buffer.concat([Buffer.from(header('binary_compressed')), compressed(literal(byField()), 1 << 30)]),
      /damaged/,
    ],
    [
      'copies from before its start',
      Buffer.concat([Buffer.from(header('binary_compressed')), compressed(Buffer.of(0xff, 0xff, 0xff), whole)]),
      /damaged/,
    ],
    ['an unknown form', Buffer.from(header('zipped')), /unknown form/],
    ['an unknown type', Buffer.from(header('binary').replace('TYPE F', 'TYPE Q')), /unknown types/],
  ])('%s is told', (_, bytes, says) => {
    expect(() => readPcd(bytes, 'cloud.pcd')).toThrow(says);
  });
});

it('LZF copies may overlap what they make', () => {
  // "ab", then 8 bytes from 2 back.
  expect(decompressLzf(Buffer.of(1, 97, 98, 0xc0, 1), 10)?.toString()).toBe('ababababab');
  expect(decompressLzf(Buffer.of(1, 97, 98, 0xc0, 1), 9)).toBeNull();
  expect(decompressLzf(Buffer.of(1, 97), 2)).toBeNull();
});
