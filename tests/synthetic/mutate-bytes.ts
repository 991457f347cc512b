import { word } from './random.ts';

/** A copy of some bytes with up to 4 changes that follow from the seed: other bytes, runs moved, repeated or taken out, cuts. */
export function mutateBytes(bytes: Uint8Array, seed: number): Buffer {
  let out = Buffer.from(bytes);
  const changes = 1 + (word(seed, 0) % 4);
  for (let i = 0; i < changes && out.length > 0; i++) {
    const at = word(seed, i, 1) % out.length;
    const length = 1 + (word(seed, i, 2) % Math.min(64, out.length));
    const from = word(seed, i, 3) % out.length;
    const run = out.subarray(from, from + length);
    switch (word(seed, i, 4) % 8) {
      case 0:
      case 1:
      case 2:
        out[at] = word(seed, i, 5);
        break;
      case 3:
        out[at] ^= 1 << (word(seed, i, 5) % 8);
        break;
      case 4:
        out = Buffer.concat([out.subarray(0, at), out.subarray(at + length)]);
        break;
      case 5:
        out = Buffer.concat([out.subarray(0, at), run, out.subarray(at)]);
        break;
      case 6:
        out.fill(word(seed, i, 5) % 2 ? 0xff : 0, at, Math.min(at + 4, out.length));
        break;
      default:
        out =
          word(seed, i, 5) % 4 === 0
            ? out.subarray(0, at)
            : Buffer.concat([out.subarray(0, at), run, out.subarray(at + run.length)]);
    }
  }
  return out;
}
