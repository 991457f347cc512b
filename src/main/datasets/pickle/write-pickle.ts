import { op } from './opcodes.ts';
import { PickledCall, PickledName, PickledObject, PickledText, PickledTuple, type Picklable } from './picklable.ts';

const PROTOCOL = 4;
const BATCH = 1000;
const FRAME_TARGET = 64 * 1024;
const FRAME_LEAST = 4;
const FRAME_HEADER = 9;

/**
 * The bytes that CPython's pickler writes for such a value with protocol 4, when equal strings are one object: opcodes,
 * memo, batches and frames (Python's pickle.py and PEP 3154 tell them). Arrays, dictionaries and the like are one object
 * where they are the same object here.
 */
export function writePickle(value: Picklable): Buffer {
  const writer = new PickleWriter();
  writer.save(value);
  return writer.end();
}

class PickleWriter {
  #bytes = Buffer.alloc(1 << 16);
  #length = 0;
  /** Start of the frame under way, −1 between frames. */
  #frameAt = -1;
  readonly #memo = new Map<unknown, number>();
  readonly #globals = new Map<string, number>();

  constructor() {
    this.#append([op.PROTO, PROTOCOL]);
  }

  end(): Buffer {
    this.#put(op.STOP);
    this.#endFrame();
    return this.#bytes.subarray(0, this.#length);
  }

  save(value: Picklable): void {
    // Frames are ended where a value begins, so that none is cut inside an opcode.
    if (this.#frameAt >= 0 && this.#length - this.#frameAt - FRAME_HEADER >= FRAME_TARGET) this.#endFrame();
    if (value === null) this.#put(op.NONE);
    else if (typeof value === 'boolean') this.#put(value ? op.NEWTRUE : op.NEWFALSE);
    else if (typeof value === 'number') this.#float(value);
    else if (typeof value === 'bigint') this.#integer(value);
    else if (value instanceof PickledName) this.#global(value);
    else if (value instanceof PickledTuple && value.items.length === 0) this.#put(op.EMPTY_TUPLE);
    else if (!this.#known(value)) this.#new(value);
  }

  #new(value: Exclude<Picklable, null | boolean | number | bigint | PickledName>): void {
    if (typeof value === 'string') this.#text(value, value);
    else if (value instanceof PickledText) this.#text(value.text, value);
    else if (value instanceof Uint8Array) this.#raw(value);
    else if (value instanceof PickledTuple) this.#tuple(value);
    else if (value instanceof PickledObject) this.#object(value);
    else if (value instanceof PickledCall) this.#call(value);
    else if (value instanceof Map) this.#dictionary(value as ReadonlyMap<Picklable, Picklable>);
    else this.#list(value as readonly Picklable[]);
  }

  #tuple(value: PickledTuple): void {
    const { items } = value;
    if (items.length > 3) this.#put(op.MARK);
    items.forEach((item) => this.save(item));
    this.#put(items.length > 3 ? op.TUPLE : op.TUPLE1 + items.length - 1);
    this.#memoize(value);
  }

  #list(value: readonly Picklable[]): void {
    this.#put(op.EMPTY_LIST);
    this.#memoize(value);
    if (value.length === 1) {
      this.save(value[0]);
      this.#put(op.APPEND);
      return;
    }
    for (let from = 0; from < value.length; from += BATCH) {
      this.#put(op.MARK);
      value.slice(from, from + BATCH).forEach((item) => this.save(item));
      this.#put(op.APPENDS);
    }
  }

  #dictionary(value: ReadonlyMap<Picklable, Picklable>): void {
    this.#put(op.EMPTY_DICT);
    this.#memoize(value);
    const entries = [...value];
    const isOne = entries.length === 1;
    for (let from = 0; from < entries.length; from += BATCH) {
      if (!isOne) this.#put(op.MARK);
      for (const [key, item] of entries.slice(from, from + BATCH)) {
        this.save(key);
        this.save(item);
      }
      this.#put(isOne ? op.SETITEM : op.SETITEMS);
    }
  }

  #object(value: PickledObject): void {
    this.save(value.type);
    this.#put(op.EMPTY_TUPLE, op.NEWOBJ);
    this.#memoize(value);
    this.save(value.attributes);
    this.#put(op.BUILD);
  }

  #call(value: PickledCall): void {
    this.save(value.callee);
    this.save(value.args);
    this.#put(op.REDUCE);
    this.#memoize(value);
    this.save(value.state);
    this.#put(op.BUILD);
  }

  #global({ module, name }: PickledName): void {
    const key = `${module}\n${name}`;
    const at = this.#globals.get(key);
    if (at !== undefined) return this.#get(at);
    this.save(module);
    this.save(name);
    this.#put(op.STACK_GLOBAL);
    this.#globals.set(key, this.#memo.size);
    this.#memoize({});
  }

  #text(text: string, value: string | PickledText): void {
    const bytes = Buffer.from(text, 'utf8');
    this.#sized(op.SHORT_BINUNICODE, op.BINUNICODE, bytes);
    this.#memoize(value);
  }

  #raw(value: Uint8Array): void {
    // CPython keeps one object for the empty bytes and one for each single byte.
    const key = value.length < 2 ? `bytes ${value[0] ?? ''}` : value;
    const at = typeof key === 'string' ? this.#globals.get(key) : undefined;
    if (at !== undefined) return this.#get(at);
    this.#sized(op.SHORT_BINBYTES, op.BINBYTES, value);
    if (typeof key === 'string') this.#globals.set(key, this.#memo.size);
    this.#memoize(value);
  }

  #float(value: number): void {
    const bytes = Buffer.alloc(9, op.BINFLOAT);
    bytes.writeDoubleBE(value, 1);
    this.#put(...bytes);
  }

  #integer(value: bigint): void {
    if (value >= 0n && value < 256n) this.#put(op.BININT1, Number(value));
    else if (value >= 0n && value < 65536n) this.#put(op.BININT2, Number(value) & 255, Number(value) >> 8);
    else if (value >= -(2n ** 31n) && value < 2n ** 31n) this.#put(op.BININT, ...unsigned4(Number(value)));
    else {
      const bytes: number[] = [];
      let rest = value;
      // Little-endian two's complement, as short as keeps the sign.
      do {
        bytes.push(Number(BigInt.asUintN(8, rest)));
        rest >>= 8n;
      } while (!((rest === 0n && bytes[bytes.length - 1] < 128) || (rest === -1n && bytes[bytes.length - 1] >= 128)));
      this.#put(op.LONG1, bytes.length, ...bytes);
    }
  }

  #known(value: unknown): boolean {
    const at = this.#memo.get(value);
    if (at === undefined) return false;
    this.#get(at);
    return true;
  }

  #get(at: number): void {
    if (at < 256) this.#put(op.BINGET, at);
    else this.#put(op.LONG_BINGET, ...unsigned4(at));
  }

  #memoize(value: unknown): void {
    this.#memo.set(value, this.#memo.size);
    this.#put(op.MEMOIZE);
  }

  /** An opcode with bytes, by their size; large ones stand outside of all frames, opcode included. */
  #sized(small: number, large: number, bytes: Uint8Array): void {
    const isFramed = bytes.length < FRAME_TARGET;
    if (!isFramed && this.#frameAt >= 0) this.#endFrame();
    const head = bytes.length < 256 ? [small, bytes.length] : [large, ...unsigned4(bytes.length)];
    if (isFramed) this.#put(...head);
    else this.#append(head);
    this.#append(bytes);
  }

  #put(...bytes: number[]): void {
    this.#reserve(bytes.length + FRAME_HEADER);
    if (this.#frameAt < 0) {
      this.#frameAt = this.#length;
      this.#length += FRAME_HEADER;
    }
    this.#append(bytes);
  }

  #append(bytes: ArrayLike<number>): void {
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  #endFrame(): void {
    const inside = this.#length - this.#frameAt - FRAME_HEADER;
    if (inside >= FRAME_LEAST) {
      this.#bytes[this.#frameAt] = op.FRAME;
      this.#bytes.writeBigUInt64LE(BigInt(inside), this.#frameAt + 1);
    } else {
      this.#bytes.copyWithin(this.#frameAt, this.#frameAt + FRAME_HEADER, this.#length);
      this.#length -= FRAME_HEADER;
    }
    this.#frameAt = -1;
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const larger = Buffer.alloc(Math.max(this.#bytes.length * 2, this.#length + more));
    larger.set(this.#bytes);
    this.#bytes = larger;
  }
}

const unsigned4 = (value: number): number[] => [
  value & 255,
  (value >> 8) & 255,
  (value >> 16) & 255,
  (value >>> 24) & 255,
];
