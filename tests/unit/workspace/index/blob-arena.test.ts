import { describe, expect, it } from 'vitest';
import { BlobArena } from '../../../../src/main/workspace/index/blob-arena.ts';
import { decodeColumns, encodeColumns } from '../../../../src/main/workspace/index/columns.ts';

describe('memory for blobs', () => {
  it('holds blobs side by side, and a blob too large for it too', () => {
    const arena = new BlobArena();
    const sizes = [1, 8, 3_000_001, 13, 2_000_000, 6_000_000, 5];
    const blobs = sizes.map((size, i) => arena.allocate(size).fill(i));
    expect(blobs.map((blob) => blob.length)).toEqual(sizes);
    blobs.forEach((blob, i) => expect(blob.every((byte) => byte === i)).toBe(true));
  });

  it('is used again, and nothing of what lay there before is in the next blob', () => {
    const columns = { a: Uint8Array.of(1, 2, 3), words: ['x', 'yz'], b: Float64Array.of(0.1, NaN), c: 4.5 };
    const arena = new BlobArena();
    const first = arena.allocate(4096).fill(255);
    arena.reset();
    const blob = encodeColumns(columns, arena.allocate);
    expect(blob.byteOffset).toBe(first.byteOffset);
    expect(blob).toEqual(encodeColumns(columns));
    expect(decodeColumns(blob)).toEqual(columns);
  });

  it('is the same memory in another thread', () => {
    const blob = new BlobArena().allocate(16);
    const elsewhere = structuredClone(new Uint8Array(blob.buffer, blob.byteOffset, blob.length));
    blob.fill(9);
    expect([...elsewhere]).toEqual(new Array(16).fill(9));
  });
});
