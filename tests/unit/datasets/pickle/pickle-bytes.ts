import { op } from '../../../../src/main/datasets/pickle/opcodes.ts';

/** Puts a pickle together opcode by opcode: numbers are bytes, texts are Latin-1. */
export const pickleOf = (...parts: (number | string | Uint8Array)[]): Buffer =>
  Buffer.concat(
    parts.map((part) =>
      typeof part === 'number' ? Buffer.of(part) : typeof part === 'string' ? Buffer.from(part, 'latin1') : part,
    ),
  );

export const u32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};
export const u64 = (value: bigint): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(value);
  return bytes;
};
export const text = (value: string): Buffer => pickleOf(op.SHORT_BINUNICODE, value.length, value);
export const bytes = (value: string): Buffer => pickleOf(op.SHORT_BINBYTES, value.length, value);
export const named = (module: string, name: string): Buffer => pickleOf(text(module), text(name), op.STACK_GLOBAL);
export const protocol = (version: number): Buffer => Buffer.of(op.PROTO, version);
export const times = (part: Uint8Array, count: number): Buffer =>
  Buffer.concat(Array.from({ length: count }, () => part));

/** A dtype as NumPy writes it. */
export const dtype = (code: string, order = '<', extra: Uint8Array = pickleOf(op.NONE, op.NONE, op.NONE)): Buffer =>
  pickleOf(
    ...[named('numpy', 'dtype'), text(code), op.NEWFALSE, op.NEWTRUE, op.TUPLE3, op.REDUCE],
    ...[op.MARK, op.BININT1, 3, text(order), extra, op.BININT1, 0, op.BININT1, 0, op.BININT1, 0, op.TUPLE, op.BUILD],
  );
/** An array of one dimension as NumPy writes it with protocol 4. */
export const array = (type: Uint8Array, length: number, body: Uint8Array): Buffer =>
  pickleOf(
    ...[named('numpy.core.multiarray', '_reconstruct'), named('numpy', 'ndarray'), op.BININT1, 0, op.TUPLE1],
    ...[bytes('b'), op.TUPLE3, op.REDUCE, op.MARK, op.BININT1, 1, op.BININT1, length, op.TUPLE1, type],
    ...[op.NEWFALSE, body, op.TUPLE, op.BUILD],
  );
