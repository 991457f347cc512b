import { zipDamaged } from './zip-problem.ts';

/** A file in an archive, as the archive's directory tells it. */
export interface ZipMember {
  name: string;
  /** 0 stored, 8 deflated. */
  method: number;
  compressedBytes: number;
  bytes: number;
  crc32: number;
  /** Where its local header begins. */
  headerOffset: number;
}

export interface RefusedMember {
  name: string;
  reason: string;
}

/** Reads `length` bytes from `offset`; fewer come back only at the end of the file. */
export type ReadBytes = (offset: number, length: number) => Buffer;

const END_BYTES = 22;
const LONGEST_COMMENT = 0xffff;
const LOCATOR_BYTES = 20;
const END64_BYTES = 56;
const ENTRY_BYTES = 46;
const LOCAL_BYTES = 30;
/** 1,000,000 members of 100 bytes each; the largest real archives have some hundred. */
const MOST_DIRECTORY_BYTES = 128 * 2 ** 20;
const MOST_MEMBERS = 1_000_000;
const ENCRYPTED = 1;

/**
 * Reads the directory at the end of an archive (APPNOTE 6.3.10, with Zip64); member data is not touched. Members whose
 * name or place cannot be trusted (`..`, absolute, told twice, overlapping or past the data, encrypted, packed by another
 * method) are left out and told. Throws ProblemError `dataset.zip-damaged` where the directory itself is cut off or lies.
 */
export function readCentralDirectory(
  read: ReadBytes,
  fileBytes: number,
  name: string,
): { members: ZipMember[]; refused: RefusedMember[] } {
  const end = findEnd(read, fileBytes, name);
  if (end.bytes > MOST_DIRECTORY_BYTES || end.count > MOST_MEMBERS)
    throw zipDamaged(name, `its directory tells ${end.count} files in ${end.bytes} bytes, more than is ever read`);
  if (end.offset + end.bytes > end.at || end.count * ENTRY_BYTES > end.bytes)
    throw zipDamaged(name, 'its directory does not fit where the archive says it lies');
  const directory = read(end.offset, end.bytes);
  if (directory.length < end.bytes) throw zipDamaged(name, 'its directory is cut off');
  const members: DirectoryMember[] = [];
  let at = 0;
  for (let i = 0; i < end.count; i++) {
    if (at + ENTRY_BYTES > directory.length || directory.readUInt32LE(at) !== 0x02014b50)
      throw zipDamaged(name, `its directory breaks off after ${i} of ${end.count} files`);
    const next =
      at +
      ENTRY_BYTES +
      directory.readUInt16LE(at + 28) +
      directory.readUInt16LE(at + 30) +
      directory.readUInt16LE(at + 32);
    if (next > directory.length) throw zipDamaged(name, `its directory breaks off after ${i} of ${end.count} files`);
    members.push(memberAt(directory, at, name));
    at = next;
  }
  return judge(members, end.offset);
}

interface End {
  count: number;
  bytes: number;
  offset: number;
  /** Where the directory must have ended. */
  at: number;
}

function findEnd(read: ReadBytes, fileBytes: number, name: string): End {
  const tailBytes = Math.min(fileBytes, END_BYTES + LONGEST_COMMENT + LOCATOR_BYTES);
  const from = fileBytes - tailBytes;
  const tail = read(from, tailBytes);
  for (let at = tail.length - END_BYTES; at >= 0; at--) {
    if (tail.readUInt32LE(at) !== 0x06054b50 || at + END_BYTES + tail.readUInt16LE(at + 20) !== tail.length) continue;
    const end: End = {
      count: tail.readUInt16LE(at + 10),
      bytes: tail.readUInt32LE(at + 12),
      offset: tail.readUInt32LE(at + 16),
      at: from + at,
    };
    const large = end.count === 0xffff || end.bytes === 0xffffffff || end.offset === 0xffffffff;
    const locator = at - LOCATOR_BYTES;
    if (!large || locator < 0 || tail.readUInt32LE(locator) !== 0x07064b50) return end;
    return readEnd64(read, Number(tail.readBigUInt64LE(locator + 8)), from + locator, name);
  }
  throw zipDamaged(name, 'the directory at its end is missing: it is cut off or no zip archive');
}

function readEnd64(read: ReadBytes, offset: number, before: number, name: string): End {
  if (!Number.isSafeInteger(offset) || offset + END64_BYTES > before)
    throw zipDamaged(name, 'its Zip64 directory lies outside the file');
  const end = read(offset, END64_BYTES);
  if (end.length < END64_BYTES || end.readUInt32LE(0) !== 0x06064b50)
    throw zipDamaged(name, 'its Zip64 directory is missing');
  const [count, bytes, start] = [32, 40, 48].map((at) => Number(end.readBigUInt64LE(at)));
  if (![count, bytes, start].every(Number.isSafeInteger))
    throw zipDamaged(name, 'its Zip64 directory tells no sane size');
  return { count, bytes, offset: start, at: offset };
}

/** With what only the judgement needs. */
type DirectoryMember = ZipMember & { flags: number; nameBytes: number };

function memberAt(directory: Buffer, at: number, name: string): DirectoryMember {
  const nameBytes = directory.readUInt16LE(at + 28);
  const nameEnd = at + ENTRY_BYTES + nameBytes;
  const extra = directory.subarray(nameEnd, nameEnd + directory.readUInt16LE(at + 30));
  const member = {
    name: directory.toString('utf8', at + ENTRY_BYTES, nameEnd),
    nameBytes,
    flags: directory.readUInt16LE(at + 8),
    method: directory.readUInt16LE(at + 10),
    crc32: directory.readUInt32LE(at + 16),
    compressedBytes: directory.readUInt32LE(at + 20),
    bytes: directory.readUInt32LE(at + 24),
    headerOffset: directory.readUInt32LE(at + 42),
  };
  const long = [member.bytes, member.compressedBytes, member.headerOffset].filter((value) => value === 0xffffffff);
  if (long.length === 0) return member;
  const wide = zip64Field(extra);
  if (!wide || wide.length < long.length * 8) throw zipDamaged(name, `${member.name} lacks its Zip64 sizes`);
  let used = 0;
  const wideOr = (value: number): number => (value === 0xffffffff ? Number(wide.readBigUInt64LE(8 * used++)) : value);
  // In this order in the field, each only where the short one is full.
  const bytes = wideOr(member.bytes);
  const compressedBytes = wideOr(member.compressedBytes);
  return { ...member, bytes, compressedBytes, headerOffset: wideOr(member.headerOffset) };
}

function zip64Field(extra: Buffer): Buffer | null {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) === 1) return extra.subarray(at + 4, at + 4 + extra.readUInt16LE(at + 2));
  }
  return null;
}

/** Leaves out what cannot be trusted. `dataEnd` is where the directory begins. */
function judge(all: DirectoryMember[], dataEnd: number): { members: ZipMember[]; refused: RefusedMember[] } {
  const told = new Map<string, number>();
  for (const { name } of all) told.set(name, (told.get(name) ?? 0) + 1);
  const refused: RefusedMember[] = [];
  const keep = (members: DirectoryMember[], reasonOf: (member: DirectoryMember) => string | null) =>
    members.filter((member) => {
      const reason = reasonOf(member);
      if (reason !== null) refused.push({ name: member.name, reason });
      return reason === null;
    });
  const files = all.filter((member) => !(member.name.endsWith('/') && member.bytes === 0));
  const sane = keep(files, (member) => nameReason(member.name, told) ?? placeReason(member, dataEnd));
  const shared = overlapping(sane);
  return {
    members: keep(sane, (member) =>
      shared.has(member) ? 'its bytes are shared with another file of the archive' : null,
    ),
    refused,
  };
}

function overlapping(members: readonly DirectoryMember[]): ReadonlySet<ZipMember> {
  const inOrder = [...members].sort((a, b) => a.headerOffset - b.headerOffset);
  const found = new Set<ZipMember>();
  let furthest: DirectoryMember | null = null;
  const endOf = (member: DirectoryMember) =>
    member.headerOffset + LOCAL_BYTES + member.nameBytes + member.compressedBytes;
  for (const member of inOrder) {
    if (furthest && endOf(furthest) > member.headerOffset) found.add(furthest).add(member);
    if (!furthest || endOf(member) > endOf(furthest)) furthest = member;
  }
  return found;
}

function nameReason(name: string, told: ReadonlyMap<string, number>): string | null {
  if (name === '' || /[\0\\]/.test(name)) return 'its name is empty or holds a NUL or a backslash';
  if (name.startsWith('/') || /^[A-Za-z]:/.test(name)) return 'its name is an absolute path';
  if (name.split('/').includes('..')) return 'its name goes up by ".."';
  return told.get(name)! > 1 ? 'its name is in the archive more than once' : null;
}

function placeReason(member: DirectoryMember, dataEnd: number): string | null {
  const { method, bytes, compressedBytes, headerOffset, flags } = member;
  if (flags & ENCRYPTED) return 'it is encrypted';
  if (method !== 0 && method !== 8) return `it is packed by method ${method}; stored and deflated files are read`;
  if (![bytes, compressedBytes, headerOffset].every(Number.isSafeInteger)) return 'its sizes are no sane numbers';
  if (method === 0 && bytes !== compressedBytes) return 'it is stored, yet its two sizes differ';
  // Deflate cannot pack denser than 1032 to 1.
  if (bytes > compressedBytes * 1032 + 64) return 'it claims to unpack to more than deflate can hold';
  if (headerOffset + LOCAL_BYTES + compressedBytes > dataEnd) return 'its bytes lie outside the archive';
  return null;
}
