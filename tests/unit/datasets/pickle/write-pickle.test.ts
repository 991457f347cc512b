import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PickledArrays } from '../../../../src/main/datasets/numpy/pickled-arrays.ts';
import {
  PickledName,
  PickledObject,
  PickledTuple,
  type Picklable,
} from '../../../../src/main/datasets/pickle/picklable.ts';
import { writePickle } from '../../../../src/main/datasets/pickle/write-pickle.ts';

const golden = join(import.meta.dirname, '../../../golden/navsim-pickles');
/** Printed by tests/reference/navsim_pickle.py: 1,200 frames, so that memo numbers pass 255, batches 1,000 and frames 64 KiB. */
const longSums = {
  1: '18a8b7123ecebe98f861dd928a6167b900c4417143ab1a56d7b5abe833d51f99',
  2: '430bfb2f0dde681733b86ad588eccb24b127a01efd4ef16c1495eb4460b521d9',
};

const dict = (entries: Record<string, Picklable>): Picklable => new Map(Object.entries(entries));
const hex = (i: number): string => i.toString(16).padStart(16, '0');

/** The same frames as in the script. */
const frame = (i: number, numpy: PickledArrays): Picklable =>
  dict({
    token: hex(i),
    frame_idx: BigInt(i),
    timestamp: 1_620_000_000_000_000n + BigInt(i) * 500_000n,
    log_name: 'a-log',
    integers: [-5n, -(2n ** 40n), 60000n, 70000n, 255n, 256n, 2n ** 31n, -(2n ** 31n), 127n, 128n, -128n, -129n],
    lidar_path: null,
    roadblock_ids: ['1', '22'],
    none: [],
    one: ['x'],
    empty: dict({}),
    lights: [new PickledTuple([12n, true]), new PickledTuple([70000n, false])],
    dynamic: [1.5, -0.25, 0, 1e300],
    can_bus: numpy.floats(
      Array.from({ length: 18 }, (_, k) => k * 0.1 * i),
      [18],
    ),
    command: numpy.integers([0, 1, 0, 0]),
    matrix: numpy.floats([1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1], [4, 4]),
    anns: dict({
      gt_boxes: i % 3 === 0 ? numpy.floats([], [0, 7]) : numpy.floats(new Array<number>(14).fill(i), [2, 7]),
      gt_names: numpy.texts(['vehicle', 'pedestrian']),
      single: dict({ k: numpy.texts(['é']) }),
      nobody: numpy.texts([]),
    }),
    sample_prev: i === 0 ? null : hex(i - 1),
    long: 'x'.repeat(300),
  });

const plan = (name: string): PickledObject =>
  new PickledObject(
    new PickledName('__main__', 'Plan'),
    new Map<string, Picklable>([
      ['name', name],
      ['share', 0.5],
    ]),
  );

const frames = (count: number, version: 1 | 2): Buffer => {
  const numpy = new PickledArrays(version);
  return writePickle(Array.from({ length: count }, (_, i) => frame(i, numpy)));
};

describe.each([1, 2] as const)('pickles as CPython with NumPy %i writes them', (version) => {
  it('are the same bytes', () => {
    expect(frames(3, version).equals(readFileSync(join(golden, `numpy${version}.pkl`)))).toBe(true);
  });

  it('are the same bytes over many frames', () => {
    expect(createHash('sha256').update(frames(1200, version)).digest('hex')).toBe(longSums[version]);
  });
});

/** Printed by tests/reference/python_pickles.py. */
const ofPython: [name: string, value: Picklable, sum: string][] = [
  ['objects with attributes', ['a', 'b'].map(plan), '2df19893bf3a7f77613c7b7b6ca1de6a7770622001f201121c19fb251d7ff898'],
  [
    'text of 64 KiB outside of frames',
    ['before', 'x'.repeat(1 << 16), 'after'],
    'cab58c2f691f6d5b2aa8ba3f33edcbc20c54bddf56d6948d0e4e0c285d0b8d6c',
  ],
  [
    'bytes of 70,000 outside of frames',
    [Buffer.alloc(70_000, 7), Buffer.alloc(70_000, 7)],
    'b6aa86c562b0e0e552e8e71def6b69511dcf41af42a74600a286657d6d02547d',
  ],
];

it.each(ofPython)('writes %s as CPython does', (_name, value, sum) => {
  expect(createHash('sha256').update(writePickle(value)).digest('hex')).toBe(sum);
});
