/** A box of an MP4 file (ISO/IEC 14496-12): its four letters and its content. */
export interface Box {
  type: string;
  body: Buffer;
}

/** The boxes in a piece of memory, in order. A size that does not fit ends the list with an Error. */
export function boxesOf(bytes: Buffer): Box[] {
  const boxes: Box[] = [];
  for (let at = 0; at + 8 <= bytes.length;) {
    const { type, headBytes, boxBytes } = boxHead(bytes.subarray(at), bytes.length - at);
    if (boxBytes < headBytes || at + boxBytes > bytes.length) throw new Error(`box ${type} does not fit its parent`);
    boxes.push({ type, body: bytes.subarray(at + headBytes, at + boxBytes) });
    at += boxBytes;
  }
  return boxes;
}

/** Reads the head of a box from its first 8 to 16 bytes. `rest` is the size of one that reaches to the end. */
export function boxHead(bytes: Buffer, rest: number): { type: string; headBytes: number; boxBytes: number } {
  const size = bytes.readUInt32BE(0);
  const type = bytes.toString('latin1', 4, 8);
  if (size === 1) return { type, headBytes: 16, boxBytes: Number(bytes.readBigUInt64BE(8)) };
  return { type, headBytes: 8, boxBytes: size === 0 ? rest : size };
}

/** The content of the first box at a path of types; null where there is none. */
export function boxAt(bytes: Buffer, ...path: string[]): Buffer | null {
  let found: Buffer | null = bytes;
  for (const type of path) {
    found = boxesOf(found).find((box) => box.type === type)?.body ?? null;
    if (!found) return null;
  }
  return found;
}
