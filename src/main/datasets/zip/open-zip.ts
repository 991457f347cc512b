import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { crc32, inflateRawSync } from 'node:zlib';
import { readCentralDirectory, type RefusedMember, type ZipMember } from './central-directory.ts';
import { zipDamaged, zipMemberRefused } from './zip-problem.ts';

/** An archive that is open; only its directory is in memory. */
export interface ZipArchive {
  members: ReadonlyMap<string, ZipMember>;
  refused: readonly RefusedMember[];
  /** Byte range of a stored member's content in the file; null for a packed one. Throws `dataset.zip-member-refused`. */
  rangeOf(member: ZipMember): { offset: number; bytes: number } | null;
  /** Part of a stored member: what lies from `offset` on, at most `length` bytes. */
  readPart(member: ZipMember, offset: number, length: number): Buffer;
  /** Whole content, its size and CRC-32 proved. Throws `dataset.zip-member-refused`, also for more than `mostBytes`. */
  read(member: ZipMember, mostBytes: number): Buffer;
  close(): void;
}

/**
 * Opens an archive by its directory.
 * @param name how it is called in messages
 * Throws ProblemError `dataset.zip-damaged`.
 */
export function openZip(path: string, name: string): ZipArchive {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch (error) {
    throw zipDamaged(name, `it cannot be opened (${error instanceof Error ? error.message : String(error)})`, error);
  }
  const read = (offset: number, length: number): Buffer => {
    const buffer = Buffer.allocUnsafe(length);
    let filled = 0;
    while (filled < length) {
      const got = readSync(file, buffer, filled, length - filled, offset + filled);
      if (got === 0) break;
      filled += got;
    }
    return buffer.subarray(0, filled);
  };
  try {
    const { members, refused } = readCentralDirectory(read, fstatSync(file).size, name);
    return archiveOf(read, name, members, refused, () => closeSync(file));
  } catch (error) {
    closeSync(file);
    throw error instanceof RangeError ? zipDamaged(name, 'its directory tells sizes that are not there', error) : error;
  }
}

function archiveOf(
  read: (offset: number, length: number) => Buffer,
  name: string,
  members: ZipMember[],
  refused: RefusedMember[],
  close: () => void,
): ZipArchive {
  const starts = new Map<ZipMember, number>();
  /** Where a member's content begins; its own header must agree with the directory. */
  const startOf = (member: ZipMember): number => {
    const known = starts.get(member);
    if (known !== undefined) return known;
    const header = read(member.headerOffset, 30 + Buffer.byteLength(member.name));
    const agrees =
      header.length > 30 &&
      header.readUInt32LE(0) === 0x04034b50 &&
      header.readUInt16LE(8) === member.method &&
      header.toString('utf8', 30) === member.name;
    if (!agrees) throw zipMemberRefused(name, member.name, 'its own header contradicts the directory');
    const start = member.headerOffset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
    starts.set(member, start);
    return start;
  };
  const content = (member: ZipMember): Buffer => {
    const packed = read(startOf(member), member.compressedBytes);
    if (packed.length < member.compressedBytes) throw zipMemberRefused(name, member.name, 'its bytes are cut off');
    if (member.method === 0) return packed;
    try {
      // One byte more than told would be a lie; zlib stops there.
      return inflateRawSync(packed, { maxOutputLength: member.bytes + 1 });
    } catch (error) {
      const large = error instanceof RangeError;
      throw zipMemberRefused(
        name,
        member.name,
        large ? 'it unpacks to more than it tells' : 'it cannot be unpacked',
        error,
      );
    }
  };
  return {
    members: new Map(members.map((member) => [member.name, member])),
    refused,
    rangeOf: (member) => (member.method === 0 ? { offset: startOf(member), bytes: member.bytes } : null),
    readPart(member, offset, length) {
      if (member.method !== 0) throw zipMemberRefused(name, member.name, 'parts of packed files are not read');
      const from = Math.min(offset, member.bytes);
      return read(startOf(member) + from, Math.min(length, member.bytes - from));
    },
    read(member, mostBytes) {
      if (member.bytes > mostBytes)
        throw zipMemberRefused(name, member.name, `it tells ${member.bytes} bytes; at most ${mostBytes} are unpacked`);
      const bytes = content(member);
      if (bytes.length !== member.bytes)
        throw zipMemberRefused(name, member.name, `it has ${bytes.length} bytes and tells ${member.bytes}`);
      if (crc32(bytes) !== member.crc32) throw zipMemberRefused(name, member.name, 'its checksum is wrong');
      return bytes;
    },
    close,
  };
}
