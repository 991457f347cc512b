import { describe, expect, it } from 'vitest';
import type { RgbText, SteerEvent, SteerRequest } from '../../../src/shared/domain/steering.ts';
import { answerOf } from '../../../src/renderer/lab/answer.ts';
import { columnsS } from '../../../src/renderer/lab/columns.ts';
import { differencePicture, meanDifference } from '../../../src/renderer/lab/difference.ts';
import { pictureRow } from '../../../src/renderer/lab/picture-rows.ts';
import {
  applySteerEvent,
  asked,
  emptyVariant,
  pictureAt,
  shownPictureAt,
  type Variant,
} from '../../../src/renderer/lab/variant.ts';

const SIDE = 16;
/** A picture with a bright bar at a column. */
const barAt = (column: number, bright = 200): RgbText => {
  const rgb = new Uint8Array(SIDE * SIDE * 3).fill(20);
  for (let y = 0; y < SIDE; y++) rgb.fill(bright, 3 * (y * SIDE + column), 3 * (y * SIDE + column) + 6);
  return { widthPx: SIDE, heightPx: SIDE, rgbBase64: Buffer.from(rgb).toString('base64') };
};
const request = (steering: number, part: Partial<SteerRequest> = {}): SteerRequest => ({
  clipId: 'd:c',
  frame: 0,
  modelId: 'm',
  steering: [steering],
  acceleration: [0],
  options: { steps: 4, guidance: 1, seed: 7, calibrate: 'none', blend: 0 },
  ...part,
});
const start = (steering: number, atS: number[]): SteerEvent => ({
  type: 'start',
  present: barAt(8),
  steering: atS.map(() => steering),
  acceleration: atS.map(() => 0),
  speedMps: 5,
  atS,
});
const run = (from: Variant, events: readonly SteerEvent[]): Variant => events.reduce(applySteerEvent, from);
/** A whole rendering whose last picture has its bar at a column. */
const rendered = (id: string, steering: number, column: number, part: Partial<SteerRequest> = {}): Variant =>
  run(asked(emptyVariant(id, id), request(steering, part)), [
    start(steering, [4, 8]),
    { type: 'step', done: 4, total: 4 },
    { type: 'picture', index: 0, atS: 4, picture: barAt(8) },
    { type: 'picture', index: 1, atS: 8, picture: barAt(column) },
    { type: 'done', stageMs: { network: 40 }, totalMs: 60 },
  ]);

describe('a variant', () => {
  it('goes through its events', () => {
    const waiting = asked(emptyVariant('left', 'Left'), request(0.2));
    expect(waiting.state).toBe('waiting');
    const begun = run(waiting, [start(0.2, [4, 8]), { type: 'step', done: 1, total: 4 }]);
    expect([begun.state, begun.step, begun.pictures]).toEqual(['rendering', { done: 1, total: 4 }, [null, null]]);
    expect(pictureAt(begun, 0)?.rgb.length).toBe(SIDE * SIDE * 3);
    const done = rendered('left', 0.2, 10);
    expect(done.state).toBe('done');
    expect(done.timing).toEqual({ totalMs: 60, stageMs: { network: 40 }, evaluations: 4 });
    expect(pictureAt(done, 8)?.rgb[3 * 10]).toBe(200);
  });

  it('shows the old pictures until their successors are there, but measures none of them', () => {
    const again = run(asked(rendered('left', 0.2, 10), request(0.1)), [start(0.1, [4, 8])]);
    expect(shownPictureAt(again, 8)).toMatchObject({ fresh: false });
    expect(shownPictureAt(again, 8).picture).not.toBeNull();
    expect(pictureAt(again, 8)).toBeNull();
    const [first] = [run(again, [{ type: 'picture', index: 0, atS: 4, picture: barAt(9) }])];
    expect(pictureAt(first, 4)?.rgb[3 * 9]).toBe(200);
    expect(pictureAt(first, 8)).toBeNull();
  });

  it('drops the pictures of another instant, and those of a model with other seconds', () => {
    expect(asked(rendered('left', 0.2, 10), request(0.2, { frame: 1 })).pictures).toEqual([]);
    const other = run(asked(rendered('left', 0.2, 10), request(0.2)), [start(0.2, [2, 4])]);
    expect(other.pictures).toEqual([null, null]);
  });
});

describe('the answer', () => {
  const straight = rendered('straight', 0, 8);
  it.each([
    [0.2, 11, 3, 'right'],
    [-0.2, 5, -3, 'right'],
    [0.2, 5, -3, 'wrong'],
    [0.2, 8, 0, null],
  ] as const)('steering %d with the bar at %d is a shift of %d, %s sign', (steering, column, shiftPx, sign) =>
    expect(answerOf(rendered('x', steering, column), straight)).toMatchObject({ shiftPx, sign, atS: 8 }),
  );

  it('has the sharpness against the straight picture', () => {
    const faint = run(rendered('x', 0.2, 8), [{ type: 'picture', index: 1, atS: 8, picture: barAt(8, 110) }]);
    // Half the contrast has a quarter of the variance.
    expect(answerOf(faint, straight)?.sharpness).toBeCloseTo(0.25, 9);
  });

  it.each([
    ['another model', { modelId: 'n' }],
    ['another seed', { options: { ...request(0).options, seed: 8 } }],
    ['another acceleration', { acceleration: [0.1] }],
    ['another instant', { frame: 2 }],
  ])('is not given against %s', (_, part) => expect(answerOf(rendered('x', 0.2, 11, part), straight)).toBeNull());

  it('is not given for the straight row itself or without one', () => {
    expect(answerOf(straight, straight)).toBeNull();
    expect(answerOf(rendered('x', 0.2, 11), undefined)).toBeNull();
  });
});

describe('differences', () => {
  it('are measured as a share of the range', () => {
    const flat = (v: number) => ({ widthPx: 1, heightPx: 1, rgb: Uint8Array.of(v, v, v) });
    expect(meanDifference(flat(0), flat(51))).toBeCloseTo(0.2, 12);
    expect([...differencePicture(flat(10), flat(10)).rgb]).toEqual([0x08, 0x09, 0x0e]);
    expect([...differencePicture(flat(0), flat(255)).rgb]).toEqual([0xfc, 0xf8, 0xd6]);
  });
});

describe('the lines of the panel', () => {
  const rows = [rendered('left', 0.2, 11), rendered('straight', 0, 8), rendered('right', -0.2, 5)];
  it('have the difference of left and right below them while frames are shown', () => {
    const lines = pictureRow(rows, 'frames');
    expect(lines.map((l) => l.id)).toEqual(['left', 'straight', 'right', 'left-right']);
    expect([...lines[3].pictureAt(4).picture!.rgb.subarray(0, 3)]).toEqual([0x08, 0x09, 0x0e]);
  });
  it('have no difference of rows that differ in more than steering', () => {
    const odd = [rows[0], rows[1], rendered('right', -0.2, 5, { modelId: 'n' })];
    expect(pictureRow(odd, 'frames').map((l) => l.id)).toEqual(['left', 'straight', 'right']);
  });
  it('are each their own difference against straight', () => {
    const [left, straight] = pictureRow(rows, 'straight');
    expect([...left.pictureAt(8).picture!.rgb.subarray(33, 36)]).not.toEqual([0x08, 0x09, 0x0e]);
    expect(new Set(straight.pictureAt(8).picture!.rgb)).toEqual(new Set([0x08, 0x09, 0x0e]));
  });
});

describe('columns', () => {
  const all = { atS: [1, 2, 3, 4, 5, 6, 7, 8] };
  it.each([
    [9, [0, 1, 2, 3, 4, 5, 6, 7, 8]],
    [6, [0, 1, 2, 4, 6, 8]],
    [4, [0, 4, 6, 8]],
  ])('with room for %d are %o', (most, columns) => expect(columnsS([all], most)).toEqual(columns));
  it('are those that any row has', () => expect(columnsS([{ atS: [2, 4] }, { atS: [4, 6] }], 9)).toEqual([0, 2, 4, 6]));
  it('are the present alone before anything is known', () => expect(columnsS([], 6)).toEqual([0]));
});
