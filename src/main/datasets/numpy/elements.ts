import type { Dtype } from './dtype.ts';

/** Reads the number at a byte offset. */
type ReadNumber = (at: number) => number;

/** How elements of a type are read out of a file's bytes; null where they are no numbers. */
export function elementReader(dtype: Dtype, source: Buffer): ReadNumber | null {
  const view = new DataView(source.buffer, source.byteOffset, source.byteLength);
  const little = !dtype.bigEndian;
  switch (`${dtype.kind}${dtype.itemBytes}`) {
    case 'f8':
      return (at) => view.getFloat64(at, little);
    case 'f4':
      return (at) => view.getFloat32(at, little);
    case 'f2':
      return (at) => halfFloat(view.getUint16(at, little));
    case 'i8':
      return (at) => Number(view.getBigInt64(at, little));
    case 'i4':
      return (at) => view.getInt32(at, little);
    case 'i2':
      return (at) => view.getInt16(at, little);
    case 'i1':
      return (at) => view.getInt8(at);
    case 'u8':
      return (at) => Number(view.getBigUint64(at, little));
    case 'u4':
      return (at) => view.getUint32(at, little);
    case 'u2':
      return (at) => view.getUint16(at, little);
    case 'u1':
    case 'b1':
      return (at) => view.getUint8(at);
    default:
      return null;
  }
}

/** IEEE 754 binary16. */
function halfFloat(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction ? NaN : sign * Infinity;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15));
}

/** The text element at a byte offset, without the zeros that fill it up. */
export function textAt(dtype: Dtype, source: Buffer, at: number): string {
  const width = dtype.kind === 'U' ? 4 : 1;
  let text = '';
  for (let i = at; i < at + dtype.itemBytes; i += width) {
    const code = width === 1 ? source[i] : dtype.bigEndian ? source.readUInt32BE(i) : source.readUInt32LE(i);
    if (code === 0) break;
    text += code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
  }
  return text;
}
