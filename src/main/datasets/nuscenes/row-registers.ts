import type { Field } from './row-layout.ts';

export const tokenKinds = { none: 0, hex: 1, other: 2 } as const;

/**
 * What was read of one record, by field index. `numbers` holds numbers (booleans as 0 and 1), each field from
 * `numberAt[field]` on; `words` 4 words of a token of 32 hexadecimal digits; `starts`/`ends` the bytes of a text or token
 * in `source`.
 */
export class RowRegisters {
  readonly fields: readonly Field[];
  readonly numberAt: Int32Array;
  readonly numbers: Float64Array;
  readonly words: Uint32Array;
  readonly tokenKind: Uint8Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** Where `starts` and `ends` point into: the bytes of the file, or a small buffer of the slow way. */
  source: Buffer = Buffer.alloc(0);

  constructor(fields: readonly Field[]) {
    this.fields = fields;
    this.numberAt = new Int32Array(fields.length);
    let at = 0;
    fields.forEach((field, i) => {
      this.numberAt[i] = at;
      at += field.kind === 'numbers' ? field.length : 1;
    });
    // One more, for numbers that are passed over.
    this.numbers = new Float64Array(at + 1);
    this.words = new Uint32Array(fields.length * 4);
    this.tokenKind = new Uint8Array(fields.length);
    this.starts = new Int32Array(fields.length);
    this.ends = new Int32Array(fields.length);
  }

  /** The text of a `text` field, or the raw text of a `list`. */
  text(field: number): string {
    return this.source.toString('utf8', this.starts[field], this.ends[field]);
  }

  /** A token as text; empty where there is none. */
  token(field: number): string {
    return this.tokenKind[field] === tokenKinds.none ? '' : this.text(field);
  }
}
