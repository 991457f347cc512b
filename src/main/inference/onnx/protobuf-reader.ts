import { readSync } from 'node:fs';

/** The bytes are no protobuf, or none that a model file would hold. */
export class ProtobufError extends Error {
  constructor(offset: number, reason: string) {
    super(`${reason} at byte ${offset}`);
    this.name = 'ProtobufError';
  }
}

/** One field: `value` holds a varint; `start` and `end` bound the payload of a length-delimited one. */
export interface ProtobufField {
  number: number;
  wire: number;
  value: number;
  start: number;
  end: number;
}

/** Read at once. Fields of interest lie side by side between payloads of weights, which are jumped over, not read. */
const WINDOW_BYTES = 4096;

/**
 * Walks protobuf fields in an open file without loading it, so that a model of gigabytes costs a few kilobytes.
 * `maxFields` bounds the work that a hostile file can ask for.
 */
export class ProtobufReader {
  readonly size: number;
  readonly #fd: number;
  readonly #window = Buffer.alloc(WINDOW_BYTES);
  #windowStart = 0;
  #windowEnd = 0;
  #fieldsLeft: number;

  constructor(fd: number, size: number, maxFields: number) {
    this.#fd = fd;
    this.size = size;
    this.#fieldsLeft = maxFields;
  }

  /** Fields of a message that spans [start, end). Throws ProtobufError where it is cut off or malformed. */
  *fields(start: number, end: number): Generator<ProtobufField> {
    let at = start;
    while (at < end) {
      if (this.#fieldsLeft-- <= 0) throw new ProtobufError(at, 'more fields than a model may have');
      const key = this.#varint(at, end);
      const number = Math.floor(key.value / 8);
      const wire = key.value % 8;
      if (number === 0) throw new ProtobufError(at, 'a field numbered 0');
      const field: ProtobufField = { number, wire, value: 0, start: key.next, end: key.next };
      if (wire === 0) {
        const body = this.#varint(key.next, end);
        field.value = body.value;
        field.end = body.next;
      } else if (wire === 1) field.end = key.next + 8;
      else if (wire === 5) field.end = key.next + 4;
      else if (wire === 2) {
        const length = this.#varint(key.next, end);
        field.start = length.next;
        field.end = length.next + length.value;
      } else throw new ProtobufError(at, `a field of unknown kind ${wire}`);
      if (field.end > end)
        throw new ProtobufError(at, 'a field that runs past the end: the file is cut off or damaged');
      yield field;
      at = field.end;
    }
  }

  /** Payload of a length-delimited field as text. */
  text(field: ProtobufField, maxBytes: number): string {
    const length = field.end - field.start;
    if (field.wire !== 2 || length > maxBytes) throw new ProtobufError(field.start, 'a text that is too long');
    const bytes = Buffer.alloc(length);
    if (readSync(this.#fd, bytes, 0, length, field.start) !== length)
      throw new ProtobufError(field.start, 'a text that is cut off');
    return bytes.toString('utf8');
  }

  /** Values above 2^53 lose their last bits: negative numbers, which no field that is read here may hold, come out huge. */
  #varint(at: number, end: number): { value: number; next: number } {
    let value = 0;
    let scale = 1;
    for (let i = at; i < at + 10; i++) {
      if (i >= end) throw new ProtobufError(at, 'a number that is cut off');
      const byte = this.#byte(i);
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return { value, next: i + 1 };
      scale *= 128;
    }
    throw new ProtobufError(at, 'a number of more than 64 bits');
  }

  #byte(at: number): number {
    if (at < this.#windowStart || at >= this.#windowEnd) {
      const got = readSync(this.#fd, this.#window, 0, WINDOW_BYTES, at);
      if (got === 0) throw new ProtobufError(at, 'the file ends');
      this.#windowStart = at;
      this.#windowEnd = at + got;
    }
    return this.#window[at - this.#windowStart];
  }
}
