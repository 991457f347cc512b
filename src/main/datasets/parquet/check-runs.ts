/** What of a page tells how its values are run-length coded. */
export interface PageRuns {
  /** 1: levels and values in one piece, each list of levels with its length before it. 2: lengths in the header. */
  version: 1 | 2;
  values: number;
  /** In thrift's numbers. */
  encoding: number;
  isBoolean: boolean;
  /** Highest repetition and definition level of the column. */
  levels: readonly [repetition: number, definition: number];
  /** Of version 2: bytes of both lists of levels. */
  levelBytes: readonly [number, number];
}

/** Runs are padded to 8 values; some writers pad to a whole group of 504. */
const PADDING = 512;
const MOST_BLOCK_VALUES = 1 << 20;

const encodings = {
  plainDictionary: 2,
  rle: 3,
  deltaBinary: 5,
  deltaLength: 6,
  deltaBytes: 7,
  rleDictionary: 8,
} as const;

/**
 * Walks the run lengths of an unpacked page as its decoder will, from the same places. A run that claims more values than the
 * page has would make the decoder fill memory or never end. Throws Error or RangeError.
 */
export function checkRuns(page: Buffer, runs: PageRuns): void {
  const { version, values, encoding, isBoolean, levels, levelBytes } = runs;
  let offset = 0;
  levels.forEach((level, i) => {
    if (version === 1 && level > 0) {
      walkRuns(page, offset + 4, bitsOf(level), values);
      offset += 4 + page.readUInt32LE(offset);
    } else if (version === 2) {
      if (level > 0) walkRuns(page, offset, bitsOf(level), values);
      offset += levelBytes[i];
    }
  });
  if (encoding === encodings.deltaBytes) throw new Error('it is coded as DELTA_BYTE_ARRAY, which is not read');
  if (encoding === encodings.deltaBinary || encoding === encodings.deltaLength) checkDelta(page, offset);
  if (encoding === encodings.rle) walkRuns(page, offset + 4, 1, values);
  if (encoding === encodings.plainDictionary || encoding === encodings.rleDictionary) {
    const bits = isBoolean ? 1 : page.readUInt8(offset);
    if (bits > 32) throw new Error(`indices of ${bits} bits are told`);
    walkRuns(page, isBoolean ? offset + 4 : offset + 1, bits, values);
  }
}

const bitsOf = (level: number): number => 32 - Math.clz32(level);

function walkRuns(page: Buffer, from: number, bits: number, values: number): void {
  let at = from;
  // Values that are null are not there: the data may end before all of them were seen.
  for (let seen = 0; seen < values && at < page.length;) {
    const { value: head, end } = varint(page, at);
    const packed = head % 2 === 1;
    const count = packed ? ((head - 1) / 2) * 8 : head / 2;
    if (count > values + PADDING) throw new Error(`a run tells ${count} values in a page of ${values}`);
    at = end + (packed ? (count / 8) * bits : (bits + 7) >> 3);
    seen += count;
  }
}

function checkDelta(page: Buffer, at: number): void {
  if (at >= page.length) return;
  const block = varint(page, at);
  const parts = varint(page, block.end);
  if (block.value > MOST_BLOCK_VALUES || parts.value > block.value)
    throw new Error(`delta blocks of ${block.value} values in ${parts.value} parts are told`);
}

function varint(page: Buffer, from: number): { value: number; end: number } {
  let value = 0;
  for (let at = from, scale = 1; at < from + 5; at++, scale *= 128) {
    const byte = page.readUInt8(at);
    value += (byte & 0x7f) * scale;
    if (byte < 128) {
      if (value > 0x7fffffff) break;
      return { value, end: at + 1 };
    }
  }
  throw new Error('a run has no sane length');
}
