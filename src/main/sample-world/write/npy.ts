/** Types of NPY arrays that are written here. */
export const npyTypes = { u1: 1, f4: 4, i4: 4 } as const;
export type NpyType = keyof typeof npyTypes;

const ALIGNMENT = 64;

/**
 * Header of an NPY file (NEP 1, version 1.0) for a C-order little-endian array of this shape; the raw numbers follow it.
 * `numpy.load(…, mmap_mode='r')` maps such a file without reading it.
 */
export function npyHeader(type: NpyType, shape: readonly number[]): Buffer {
  const order = type === 'u1' ? '|' : '<';
  const sizes = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const text = `{'descr': '${order}${type}', 'fortran_order': False, 'shape': (${sizes}), }`;
  const length = Math.ceil((10 + text.length + 1) / ALIGNMENT) * ALIGNMENT;
  const header = Buffer.alloc(length, ' ');
  header.write('\x93NUMPY', 0, 'latin1');
  header.writeUInt8(1, 6);
  header.writeUInt8(0, 7);
  header.writeUInt16LE(length - 10, 8);
  header.write(text, 10, 'latin1');
  header.write('\n', length - 1, 'latin1');
  return header;
}
