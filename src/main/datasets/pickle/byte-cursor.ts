import { PickleFault } from './pickle-value.ts';

/** Walks over the bytes of a pickle, little-endian. Every method throws PickleFault where the file is too short. */
export class ByteCursor {
  readonly bytes: Buffer;
  at = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  cutOff(): PickleFault {
    return new PickleFault(`the file ends (${this.bytes.length} bytes) before the pickle does`, 'damaged');
  }

  /** Offset of the next `count` bytes, which are then behind. */
  take(count: number): number {
    const from = this.at;
    if (count > this.bytes.length - from) throw this.cutOff();
    this.at = from + count;
    return from;
  }

  byte(): number {
    return this.bytes[this.take(1)];
  }

  uint16(): number {
    return this.bytes.readUInt16LE(this.take(2));
  }

  int32(): number {
    return this.bytes.readInt32LE(this.take(4));
  }

  uint32(): number {
    return this.bytes.readUInt32LE(this.take(4));
  }

  uint64(): number {
    return Number(this.bytes.readBigUInt64LE(this.take(8)));
  }

  /** Big-endian, unlike all else. */
  float64(): number {
    return this.bytes.readDoubleBE(this.take(8));
  }

  /** Two's complement of `length` bytes. */
  integer(length: number): bigint {
    const from = this.take(length);
    let value = 0n;
    for (let i = length - 1; i >= 0; i--) value = (value << 8n) | BigInt(this.bytes[from + i]);
    return BigInt.asIntN(length * 8, value);
  }

  utf8(length: number): string {
    const from = this.take(length);
    return this.bytes.toString('utf8', from, from + length);
  }

  latin1(length: number): string {
    const from = this.take(length);
    return this.bytes.toString('latin1', from, from + length);
  }

  /** Up to the next line feed, without it. */
  line(): string {
    const end = this.bytes.indexOf(10, this.at);
    if (end < 0) throw this.cutOff();
    const line = this.bytes.toString('latin1', this.at, end);
    this.at = end + 1;
    return line;
  }
}
