import { describe, expect, it } from 'vitest';
import {
  decodeColumns,
  encodeColumns,
  numbersOf,
  textsOf,
  valueOf,
} from '../../../../src/main/workspace/index/columns.ts';
import { encodeMap, readMapWithin } from '../../../../src/main/workspace/index/map-parts.ts';

describe('columnar blobs', () => {
  const columns = {
    f64: Float64Array.of(0.1, -0, NaN, 1532402927647951),
    f32: Float32Array.of(1.5),
    i32: Int32Array.of(-1, 2 ** 31 - 1),
    u32: Uint32Array.of(2 ** 32 - 1),
    u16: Uint16Array.of(65535, 0, 7),
    u8: Uint8Array.of(255),
    nothing: new Float64Array(0),
    words: ['', 'Zoë', '"\\\n', '{timeUs}'],
    count: 3.25,
  };

  it('give back what was put in, of every type', () => {
    expect(decodeColumns(encodeColumns(columns))).toEqual(columns);
  });

  it('are read wherever they lie in memory', () => {
    const blob = encodeColumns(columns);
    for (let shift = 0; shift < 9; shift++) {
      const moved = new Uint8Array(blob.length + 16).subarray(shift, shift + blob.length);
      moved.set(blob);
      expect(decodeColumns(moved)).toEqual(columns);
    }
  });

  it('take parts of larger and of shared arrays', () => {
    const shared = new Float64Array(new SharedArrayBuffer(80)).fill(7);
    const decoded = decodeColumns(
      encodeColumns({ part: shared.subarray(2, 5), other: Uint16Array.of(1, 2, 3, 4).subarray(1, 3) }),
    );
    expect(decoded).toEqual({ part: Float64Array.of(7, 7, 7), other: Uint16Array.of(2, 3) });
  });

  it('say which column is not there or is another kind', () => {
    const decoded = decodeColumns(encodeColumns(columns));
    expect(() => numbersOf(decoded, 'gone')).toThrow('gone');
    expect(() => numbersOf(decoded, 'words')).toThrow('words');
    expect(() => textsOf(decoded, 'count')).toThrow('count');
    expect(() => valueOf(decoded, 'u8')).toThrow('u8');
  });
});

describe('the map of a location', () => {
  const square = (x: number, y: number, side: number) => [x, y, x + side, y, x + side, y + side, x, y + side];
  const map = {
    layers: {
      drivableArea: [[square(0, 0, 10), square(2, 2, 1)], [square(100, 100, 10)]],
      lanes: [],
      laneDividers: [[[0, 0, 50, 50]]],
    },
    trafficLights: [5, 5, 1, 90, 90, 2],
  };
  const body = encodeMap(map);

  it('is cut to whole features that touch a box; layers that the source lacks stay absent', () => {
    expect(readMapWithin(body, [-5, -5, 20, 20])).toEqual({
      drivableArea: [[square(0, 0, 10), square(2, 2, 1)]],
      lanes: [],
      laneDividers: [[0, 0, 50, 50]],
      trafficLights: [{ x: 5, y: 5, headingRad: 1 }],
    });
    expect(readMapWithin(body, [200, 200, 300, 300])).toEqual({
      drivableArea: [],
      lanes: [],
      laneDividers: [],
      trafficLights: [],
    });
  });
});
