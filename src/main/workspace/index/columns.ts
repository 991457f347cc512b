/** Numbers in bulk, as they go into and come out of a columnar blob. */
export type NumberColumn = Float64Array | Float32Array | Int32Array | Uint32Array | Uint16Array | Uint8Array;
export type Column = NumberColumn | readonly string[] | number;
export type Columns = Record<string, Column>;

const arrayTypes = {
  f64: Float64Array,
  f32: Float32Array,
  i32: Int32Array,
  u32: Uint32Array,
  u16: Uint16Array,
  u8: Uint8Array,
} as const;
type ArrayType = keyof typeof arrayTypes;

/** [name, type, byte offset after the header, elements]; strings: offset of the UTF-8 JSON; scalars: the value itself. */
type Entry = [string, ArrayType | 'text', number, number] | [string, 'value', number];

const ALIGNMENT = 8;
const aligned = (bytes: number): number => (bytes + ALIGNMENT - 1) & ~(ALIGNMENT - 1);

/** Gives memory of that many bytes; what it held before does not matter. */
export type Allocate = (bytes: number) => Buffer;
export const newBytes: Allocate = (bytes) => Buffer.allocUnsafeSlow(bytes);

function arrayTypeOf(array: NumberColumn): ArrayType {
  const found = (Object.keys(arrayTypes) as ArrayType[]).find((type) => array instanceof arrayTypes[type]);
  if (!found) throw new Error('a column of an unknown array type');
  return found;
}

/**
 * Packs named columns into one blob: header length (u32 little-endian), JSON header, then the raw arrays, each on an
 * 8-byte boundary so that reading needs no copy. The machine's own byte order: an index is rebuilt, not carried over.
 */
export function encodeColumns(columns: Columns, allocate: Allocate = newBytes): Buffer {
  const entries: Entry[] = [];
  const bodies: { offset: number; bytes: Uint8Array }[] = [];
  let offset = 0;
  for (const [name, column] of Object.entries(columns)) {
    if (typeof column === 'number') {
      entries.push([name, 'value', column]);
      continue;
    }
    const isText = Array.isArray(column);
    const bytes = isText
      ? Buffer.from(JSON.stringify(column))
      : new Uint8Array(
          (column as NumberColumn).buffer,
          (column as NumberColumn).byteOffset,
          (column as NumberColumn).byteLength,
        );
    entries.push([
      name,
      isText ? 'text' : arrayTypeOf(column as NumberColumn),
      offset,
      isText ? bytes.length : (column as NumberColumn).length,
    ]);
    bodies.push({ offset, bytes });
    offset = aligned(offset + bytes.length);
  }
  const header = Buffer.from(JSON.stringify(entries));
  const start = aligned(4 + header.length);
  const blob = allocate(start + offset);
  blob.writeUInt32LE(header.length, 0);
  header.copy(blob, 4);
  let end = 4 + header.length;
  for (const body of bodies) {
    const at = start + body.offset;
    blob.fill(0, end, at).set(body.bytes, at);
    end = at + body.bytes.length;
  }
  blob.fill(0, end);
  return blob;
}

/** Unpacks a blob of encodeColumns. Number columns are views into the blob where its alignment allows, else copies. */
export function decodeColumns(blob: Uint8Array): Columns {
  const bytes = Buffer.from(blob.buffer, blob.byteOffset, blob.byteLength);
  const headerLength = bytes.readUInt32LE(0);
  const entries = JSON.parse(bytes.toString('utf8', 4, 4 + headerLength)) as Entry[];
  const start = aligned(4 + headerLength);
  const columns: Columns = {};
  for (const entry of entries) {
    const [name, type, at] = entry;
    if (type === 'value') columns[name] = at;
    else if (type === 'text')
      columns[name] = JSON.parse(bytes.toString('utf8', start + at, start + at + entry[3])) as string[];
    else columns[name] = arrayAt(bytes, type, start + at, entry[3]);
  }
  return columns;
}

function arrayAt(bytes: Buffer, type: ArrayType, at: number, length: number): NumberColumn {
  const ArrayOf = arrayTypes[type];
  const begin = bytes.byteOffset + at;
  if (begin % ArrayOf.BYTES_PER_ELEMENT === 0) return new ArrayOf(bytes.buffer as ArrayBuffer, begin, length);
  return new ArrayOf(new Uint8Array(bytes.subarray(at, at + length * ArrayOf.BYTES_PER_ELEMENT)).buffer);
}

/** A number column by name; its absence means that writer and reader disagree, which is a fault of the program. */
export function numbersOf(columns: Columns, name: string): NumberColumn {
  const column = columns[name];
  if (typeof column !== 'object' || Array.isArray(column)) throw new Error(`no number column ${name}`);
  return column as NumberColumn;
}

/** A text column by name. */
export function textsOf(columns: Columns, name: string): readonly string[] {
  const column = columns[name];
  if (!Array.isArray(column)) throw new Error(`no text column ${name}`);
  return column as readonly string[];
}

/** A scalar by name. */
export function valueOf(columns: Columns, name: string): number {
  const column = columns[name];
  if (typeof column !== 'number') throw new Error(`no value ${name}`);
  return column;
}
