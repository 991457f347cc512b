import { PickleGlobal, PickleObject, PickleText, PickleTuple, type PickleValue } from './pickle-values.ts';

const op = {
  proto: 0x80,
  frame: 0x95,
  stop: 0x2e,
  none: 0x4e,
  true: 0x88,
  false: 0x89,
  int1: 0x4b,
  int2: 0x4d,
  int4: 0x4a,
  long1: 0x8a,
  float: 0x47,
  text1: 0x8c,
  text4: 0x58,
  bytes1: 0x43,
  bytes4: 0x42,
  list: 0x5d,
  append: 0x61,
  appends: 0x65,
  dict: 0x7d,
  setItem: 0x73,
  setItems: 0x75,
  mark: 0x28,
  tuple0: 0x29,
  tuple1: 0x85,
  tuple: 0x74,
  global: 0x93,
  reduce: 0x52,
  build: 0x62,
  memoize: 0x94,
  get1: 0x68,
  get4: 0x6a,
} as const;

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
export function pickleBytes(value: PickleValue): Buffer {
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
    this.#reserve(2);
    this.#bytes.set([op.proto, PROTOCOL]);
    this.#length = 2;
  }

  end(): Buffer {
    this.#put(op.stop);
    this.#endFrame();
    return this.#bytes.subarray(0, this.#length);
  }

  save(value: PickleValue): void {
    // Frames are ended where a value begins, so that none is cut inside an opcode.
    if (this.#frameAt >= 0 && this.#length - this.#frameAt - FRAME_HEADER >= FRAME_TARGET) this.#endFrame();
    if (value === null) this.#put(op.none);
    else if (typeof value === 'boolean') this.#put(value ? op.true : op.false);
    else if (typeof value === 'number') this.#float(value);
    else if (typeof value === 'bigint') this.#integer(value);
    else if (value instanceof PickleGlobal) this.#global(value);
    else if (value instanceof PickleTuple && value.items.length === 0) this.#put(op.tuple0);
    else if (!this.#known(value)) this.#new(value);
  }

  #new(
    value:
      string | PickleText | Uint8Array | PickleValue[] | PickleTuple | PickleObject | Map<PickleValue, PickleValue>,
  ): void {
    if (typeof value === 'string') this.#text(value, value);
    else if (value instanceof PickleText) this.#text(value.text, value);
    else if (value instanceof Uint8Array) this.#raw(value);
    else if (value instanceof PickleTuple) this.#tuple(value);
    else if (value instanceof PickleObject) this.#object(value);
    else if (value instanceof Map) this.#dictionary(value);
    else this.#list(value);
  }

  #tuple(value: PickleTuple): void {
    const { items } = value;
    if (items.length > 3) this.#put(op.mark);
    items.forEach((item) => this.save(item));
    this.#put(items.length > 3 ? op.tuple : op.tuple1 + items.length - 1);
    this.#memoize(value);
  }

  #list(value: PickleValue[]): void {
    this.#put(op.list);
    this.#memoize(value);
    if (value.length === 1) {
      this.save(value[0]);
      this.#put(op.append);
      return;
    }
    for (let from = 0; from < value.length; from += BATCH) {
      this.#put(op.mark);
      value.slice(from, from + BATCH).forEach((item) => this.save(item));
      this.#put(op.appends);
    }
  }

  #dictionary(value: Map<PickleValue, PickleValue>): void {
    this.#put(op.dict);
    this.#memoize(value);
    const entries = [...value];
    const isOne = entries.length === 1;
    for (let from = 0; from < entries.length; from += BATCH) {
      if (!isOne) this.#put(op.mark);
      for (const [key, item] of entries.slice(from, from + BATCH)) {
        this.save(key);
        this.save(item);
      }
      this.#put(isOne ? op.setItem : op.setItems);
    }
  }

  #object(value: PickleObject): void {
    this.save(value.callable);
    this.save(value.args);
    this.#put(op.reduce);
    this.#memoize(value);
    this.save(value.state);
    this.#put(op.build);
  }

  #global({ module, name }: PickleGlobal): void {
    const key = `${module}\n${name}`;
    const at = this.#globals.get(key);
    if (at !== undefined) return this.#get(at);
    this.save(module);
    this.save(name);
    this.#put(op.global);
    this.#globals.set(key, this.#memo.size);
    this.#memoize({});
  }

  #text(text: string, value: string | PickleText): void {
    const bytes = Buffer.from(text, 'utf8');
    if (bytes.length < 256) this.#put(op.text1, bytes.length);
    else this.#put(op.text4, ...unsigned4(bytes.length));
    this.#payload(bytes);
    this.#memoize(value);
  }

  #raw(value: Uint8Array): void {
    // CPython keeps one object for the empty bytes and one for each single byte.
    const key = value.length < 2 ? `bytes ${value[0] ?? ''}` : value;
    const at = typeof key === 'string' ? this.#globals.get(key) : undefined;
    if (at !== undefined) return this.#get(at);
    if (value.length < 256) this.#put(op.bytes1, value.length);
    else this.#put(op.bytes4, ...unsigned4(value.length));
    this.#payload(value);
    if (typeof key === 'string') this.#globals.set(key, this.#memo.size);
    this.#memoize(value);
  }

  #float(value: number): void {
    const bytes = Buffer.alloc(9, op.float);
    bytes.writeDoubleBE(value, 1);
    this.#put(...bytes);
  }

  #integer(value: bigint): void {
    if (value >= 0n && value < 256n) this.#put(op.int1, Number(value));
    else if (value >= 0n && value < 65536n) this.#put(op.int2, Number(value) & 255, Number(value) >> 8);
    else if (value >= -(2n ** 31n) && value < 2n ** 31n) this.#put(op.int4, ...unsigned4(Number(value)));
    else {
      const bytes: number[] = [];
      let rest = value;
      // Little-endian two's complement, as short as keeps the sign.
      do {
        bytes.push(Number(BigInt.asUintN(8, rest)));
        rest >>= 8n;
      } while (!((rest === 0n && bytes[bytes.length - 1] < 128) || (rest === -1n && bytes[bytes.length - 1] >= 128)));
      this.#put(op.long1, bytes.length, ...bytes);
    }
  }

  #known(value: unknown): boolean {
    const at = this.#memo.get(value);
    if (at === undefined) return false;
    this.#get(at);
    return true;
  }

  #get(at: number): void {
    if (at < 256) this.#put(op.get1, at);
    else this.#put(op.get4, ...unsigned4(at));
  }

  #memoize(value: unknown): void {
    this.#memo.set(value, this.#memo.size);
    this.#put(op.memoize);
  }

  /** Bytes that follow an opcode; large ones stand outside of all frames, header included. */
  #payload(bytes: Uint8Array): void {
    if (bytes.length >= FRAME_TARGET) throw new RangeError('values of 64 KiB and more do not occur in logs');
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  #put(...bytes: number[]): void {
    this.#reserve(bytes.length + FRAME_HEADER);
    if (this.#frameAt < 0) {
      this.#frameAt = this.#length;
      this.#length += FRAME_HEADER;
    }
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  #endFrame(): void {
    const inside = this.#length - this.#frameAt - FRAME_HEADER;
    if (inside >= FRAME_LEAST) {
      this.#bytes[this.#frameAt] = op.frame;
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
