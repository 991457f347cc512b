import { crc32, deflateRawSync } from 'node:zlib';

/** A member to be; what is left out is told truly. */
export interface ZipEntry {
  name: string;
  content: Uint8Array;
  deflate?: boolean;
  /** What the directory (and the member's header) tells instead of the truth. */
  told?: { bytes?: number; compressedBytes?: number; crc32?: number; headerOffset?: number; method?: number };
  /** Sizes and offset go into a Zip64 field. */
  zip64?: boolean;
}

/** An archive, honest or not. With `zip64` its end is told in 64 bits too. */
export function zipFile(entries: readonly ZipEntry[], options: { zip64?: boolean; comment?: string } = {}): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const entry of entries) {
    const packed = entry.deflate ? deflateRawSync(entry.content) : Buffer.from(entry.content);
    const name = Buffer.from(entry.name);
    const told = {
      bytes: entry.content.length,
      compressedBytes: packed.length,
      crc32: crc32(entry.content),
      headerOffset: at,
      method: entry.deflate ? 8 : 0,
      ...entry.told,
    };
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(told.method, 8);
    local.writeUInt32LE(told.crc32, 14);
    local.writeUInt16LE(name.length, 26);
    parts.push(local, name, packed);
    at += local.length + name.length + packed.length;
    directory.push(directoryEntry(name, told, entry.zip64 ?? false));
  }
  const start = at;
  const list = Buffer.concat(directory);
  const comment = Buffer.from(options.comment ?? '');
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  if (options.zip64) {
    const end64 = Buffer.alloc(56);
    end64.writeUInt32LE(0x06064b50, 0);
    [entries.length, list.length, start].forEach((value, i) => end64.writeBigUInt64LE(BigInt(value), 32 + 8 * i));
    const locator = Buffer.alloc(20);
    locator.writeUInt32LE(0x07064b50, 0);
    locator.writeBigUInt64LE(BigInt(start + list.length), 8);
    end.fill(0xff, 8, 20);
    end.writeUInt16LE(comment.length, 20);
    return Buffer.concat([...parts, list, end64, locator, end, comment]);
  }
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(start, 16);
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([...parts, list, end, comment]);
}

function directoryEntry(name: Buffer, told: Required<NonNullable<ZipEntry['told']>>, zip64: boolean): Buffer {
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(told.method, 10);
  entry.writeUInt32LE(told.crc32, 16);
  entry.writeUInt32LE(zip64 ? 0xffffffff : told.compressedBytes, 20);
  entry.writeUInt32LE(zip64 ? 0xffffffff : told.bytes, 24);
  entry.writeUInt16LE(name.length, 28);
  entry.writeUInt16LE(zip64 ? 28 : 0, 30);
  entry.writeUInt32LE(zip64 ? 0xffffffff : told.headerOffset, 42);
  if (!zip64) return Buffer.concat([entry, name]);
  const extra = Buffer.alloc(28);
  extra.writeUInt16LE(1, 0);
  extra.writeUInt16LE(24, 2);
  [told.bytes, told.compressedBytes, told.headerOffset].forEach((v, i) => extra.writeBigUInt64LE(BigInt(v), 4 + 8 * i));
  return Buffer.concat([entry, name, extra]);
}
