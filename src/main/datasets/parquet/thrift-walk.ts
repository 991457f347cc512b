/** Fields of a Thrift struct that are numbers, truth values (1 and 0) or structs; all else is walked over. */
export interface ThriftStruct {
  numbers: Map<number, number>;
  structs: Map<number, ThriftStruct>;
}

const DEEPEST = 24;

/**
 * Walks a struct of Thrift's compact protocol from `at` on and tells its numbers and where it ends. Every length is held
 * against what is left of `bytes` before it is believed, so that no reader after this one can be made to allocate more
 * than the bytes can fill. Throws RangeError or Error on anything that is no such struct.
 */
export function walkThrift(bytes: Buffer, at: number): { struct: ThriftStruct; end: number } {
  let offset = at;
  const varint = (): number => {
    let value = 0;
    for (let scale = 1, count = 0; count < 10; count++, scale *= 128) {
      const byte = bytes.readUInt8(offset++);
      value += (byte & 0x7f) * scale;
      if (byte < 128) return value;
    }
    throw new Error('a number has no end');
  };
  const zigzag = (): number => {
    const value = varint();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  };
  const skip = (count: number): void => {
    if (count > bytes.length - offset)
      throw new RangeError(`${count} bytes are told, ${bytes.length - offset} are left`);
    offset += count;
  };
  const struct = (depth: number): ThriftStruct => {
    if (depth > DEEPEST) throw new Error('it is nested too deep');
    const out: ThriftStruct = { numbers: new Map(), structs: new Map() };
    for (let field = 0; ;) {
      const head = bytes.readUInt8(offset++);
      if ((head & 15) === 0) return out;
      field = head >> 4 ? field + (head >> 4) : zigzag();
      value(head & 15, depth, out, field);
    }
  };
  const value = (type: number, depth: number, into: ThriftStruct | null, field: number): void => {
    if (type === 1 || type === 2) {
      into?.numbers.set(field, type === 1 ? 1 : 0);
      return;
    }
    if (type === 3) return skip(1);
    if (type === 4 || type === 5 || type === 6) {
      const number = zigzag();
      if (Math.abs(number) > Number.MAX_SAFE_INTEGER) throw new Error('a number is too large');
      into?.numbers.set(field, number);
      return;
    }
    if (type === 7) return skip(8);
    if (type === 8) return skip(varint());
    if (type === 12) {
      const inner = struct(depth + 1);
      into?.structs.set(field, inner);
      return;
    }
    if (type !== 9 && type !== 10) throw new Error(`there is no type ${type}`);
    const head = bytes.readUInt8(offset++);
    const size = head >> 4 === 15 ? varint() : head >> 4;
    const element = head & 15;
    if (size > bytes.length - offset)
      throw new RangeError(`a list of ${size} is told, ${bytes.length - offset} bytes are left`);
    // In a list each truth value takes a byte.
    for (let i = 0; i < size; i++) {
      if (element <= 2) skip(1);
      else value(element, depth + 1, null, 0);
    }
  };
  const found = struct(0);
  return { struct: found, end: offset };
}
