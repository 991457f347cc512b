export interface Npy {
  descr: string;
  shape: number[];
  values: Uint8Array | Float32Array | Int32Array;
}

/** Reads an NPY file of version 1.0 in C order, as NumPy's format description has it. */
export function readNpy(file: Buffer): Npy {
  if (file.toString('latin1', 0, 6) !== '\x93NUMPY' || file[6] !== 1) throw new Error('no NPY file of version 1');
  const end = 10 + file.readUInt16LE(8);
  if (end % 64 !== 0) throw new Error('the header is not aligned');
  const header = file.toString('latin1', 10, end);
  const found = /^\{'descr': '([^']+)', 'fortran_order': False, 'shape': \(([\d, ]*)\), \} *\n$/.exec(header);
  if (!found) throw new Error(`an unknown header: ${header}`);
  const shape = found[2].split(',').flatMap((size) => (size.trim() === '' ? [] : [Number(size)]));
  const body = new Uint8Array(file.subarray(end)).buffer;
  const kinds = { '|u1': Uint8Array, '<f4': Float32Array, '<i4': Int32Array } as const;
  if (!(found[1] in kinds)) throw new Error(`an unknown type: ${found[1]}`);
  const values = new kinds[found[1] as keyof typeof kinds](body);
  if (values.length !== shape.reduce((product, size) => product * size, 1)) throw new Error('the shape does not fit');
  return { descr: found[1], shape, values };
}
