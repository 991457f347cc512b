import { closeSync, openSync, writeFileSync } from 'node:fs';
import { crc32 } from 'node:zlib';

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const END64 = 0x06064b50;
const LOCATOR64 = 0x07064b50;
const ZIP64_FIELD = 1;
const [PLAIN_VERSION, ZIP64_VERSION] = [20, 45];
/** First of January 1980, midnight: archives of equal content are equal. */
const [DOS_TIME, DOS_DATE] = [0, 0x21];
const UTF8_NAMES = 0x0800;
const MOST_16 = 0xffff;
const MOST_32 = 0xffffffff;

interface Member {
  name: Buffer;
  crc: number;
  bytes: number;
  offset: number;
}

/**
 * Writes an archive whose members are stored as they are, so that each can be read by its byte range. Offsets past
 * 4 GiB and more members than 65,535 go into Zip64 records (APPNOTE 4.3.14, 4.5.3); `limit` is for tests of those.
 */
export class ZipWriter {
  readonly #fd: number;
  readonly #limit: number;
  readonly #members: Member[] = [];
  #at = 0;

  constructor(path: string, limit = MOST_32) {
    this.#fd = openSync(path, 'w');
    this.#limit = limit;
  }

  add(memberName: string, content: Uint8Array): void {
    const member = { name: Buffer.from(memberName), crc: crc32(content), bytes: content.length, offset: this.#at };
    if (member.bytes > MOST_32) throw new RangeError(`${memberName} is larger than 4 GiB`);
    const header = Buffer.alloc(30);
    header.writeUInt32LE(LOCAL, 0);
    header.writeUInt16LE(PLAIN_VERSION, 4);
    this.#describe(header, 6, member);
    header.writeUInt16LE(member.name.length, 26);
    this.#write(header, member.name, content);
    this.#members.push(member);
  }

  /** Writes the directory that makes the archive whole. */
  writeDirectory(): void {
    const start = this.#at;
    for (const member of this.#members) {
      const isFar = member.offset >= this.#limit;
      const extra = Buffer.alloc(isFar ? 12 : 0);
      if (isFar) {
        extra.writeUInt16LE(ZIP64_FIELD, 0);
        extra.writeUInt16LE(8, 2);
        extra.writeBigUInt64LE(BigInt(member.offset), 4);
      }
      const header = Buffer.alloc(46);
      header.writeUInt32LE(CENTRAL, 0);
      header.writeUInt16LE(isFar ? ZIP64_VERSION : PLAIN_VERSION, 4);
      header.writeUInt16LE(isFar ? ZIP64_VERSION : PLAIN_VERSION, 6);
      this.#describe(header, 8, member);
      header.writeUInt16LE(member.name.length, 28);
      header.writeUInt16LE(extra.length, 30);
      header.writeUInt32LE(isFar ? MOST_32 : member.offset, 42);
      this.#write(header, member.name, extra);
    }
    this.#end(start, this.#at - start);
  }

  close(): void {
    closeSync(this.#fd);
  }

  /** Flags, method (stored), time, check sum and sizes, which both kinds of headers have in this order. */
  #describe(header: Buffer, at: number, { crc, bytes }: Member): void {
    header.writeUInt16LE(UTF8_NAMES, at);
    header.writeUInt16LE(DOS_TIME, at + 4);
    header.writeUInt16LE(DOS_DATE, at + 6);
    header.writeUInt32LE(crc, at + 8);
    header.writeUInt32LE(bytes, at + 12);
    header.writeUInt32LE(bytes, at + 16);
  }

  #end(start: number, bytes: number): void {
    const count = this.#members.length;
    const isFar = start >= this.#limit || bytes >= this.#limit || count >= MOST_16;
    if (isFar) {
      const far = Buffer.alloc(56 + 20);
      far.writeUInt32LE(END64, 0);
      far.writeBigUInt64LE(44n, 4);
      far.writeUInt16LE(ZIP64_VERSION, 12);
      far.writeUInt16LE(ZIP64_VERSION, 14);
      far.writeBigUInt64LE(BigInt(count), 24);
      far.writeBigUInt64LE(BigInt(count), 32);
      far.writeBigUInt64LE(BigInt(bytes), 40);
      far.writeBigUInt64LE(BigInt(start), 48);
      far.writeUInt32LE(LOCATOR64, 56);
      far.writeBigUInt64LE(BigInt(start + bytes), 64);
      far.writeUInt32LE(1, 72);
      this.#write(far);
    }
    const end = Buffer.alloc(22);
    end.writeUInt32LE(END, 0);
    end.writeUInt16LE(isFar ? MOST_16 : count, 8);
    end.writeUInt16LE(isFar ? MOST_16 : count, 10);
    end.writeUInt32LE(isFar ? MOST_32 : bytes, 12);
    end.writeUInt32LE(isFar ? MOST_32 : start, 16);
    this.#write(end);
  }

  #write(...parts: Uint8Array[]): void {
    for (const part of parts) {
      writeFileSync(this.#fd, part);
      this.#at += part.length;
    }
  }
}
