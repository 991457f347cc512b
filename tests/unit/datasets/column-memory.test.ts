import { describe, expect, it } from 'vitest';
import { ColumnMemory } from '../../../src/main/datasets/nuscenes/column-memory.ts';

describe('memory for the columns of a clip', () => {
  it('gives columns that do not touch each other, beyond its first size too', () => {
    const memory = new ColumnMemory();
    for (let clip = 0; clip < 3; clip++) {
      memory.reset();
      const columns = Array.from({ length: 40 }, (_, i) => [
        memory.u8(i).fill(i),
        memory.f64(i * 700).fill(i),
        memory.u16(3).fill(i),
        memory.i32(i * 100).fill(-i),
        memory.f32(7).fill(i),
        memory.u32(1).fill(i),
      ]);
      columns.forEach((kinds, i) =>
        kinds.forEach((column, k) => expect(column.every((value) => value === (k === 3 ? -i : i))).toBe(true)),
      );
    }
  });
});
