import { TableReader, type TableVisitor } from '../../../src/main/datasets/nuscenes/table-stream.ts';
import type { Field } from '../../../src/main/datasets/nuscenes/row-layout.ts';
import type { RowScanner } from '../../../src/main/datasets/nuscenes/row-scanner.ts';

export type Read = Record<string, unknown>;

/** What a scanner holds of one record, as plain values. */
function valuesOf(scanner: RowScanner, fields: readonly Field[]): Read {
  const read: Read = {};
  fields.forEach((field, i) => {
    const at = scanner.numberAt[i];
    if (field.kind === 'number') read[field.name] = scanner.numbers[at];
    else if (field.kind === 'boolean') read[field.name] = scanner.numbers[at] === 1;
    else if (field.kind === 'numbers') read[field.name] = Array.from(scanner.numbers.subarray(at, at + field.length));
    else if (field.kind === 'token') read[field.name] = scanner.token(i);
    else if (field.kind === 'list') read[field.name] = JSON.parse(scanner.text(i));
    else read[field.name] = scanner.text(i);
  });
  return read;
}

/** Feeds a table's bytes to the reader in pieces of `piece` bytes; records and skipped ones come back. */
export function readTableText(
  text: string | Uint8Array,
  fields: readonly Field[],
  piece = 1 << 20,
): { rows: Read[]; skipped: string[] } {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  const rows: Read[] = [];
  const skipped: string[] = [];
  const visitor: TableVisitor = {
    row: (scanner) => rows.push(valuesOf(scanner, fields)),
    skipped: (row, reason) => skipped.push(`${row}: ${reason}`),
  };
  const reader = new TableReader('/data/v1.0-mini/some.json', fields, visitor);
  for (let at = 0; at < bytes.length;) {
    const space = reader.space();
    const part = bytes.subarray(at, at + Math.min(piece, space.length));
    space.set(part);
    reader.filled(part.length);
    at += part.length;
  }
  reader.space();
  reader.filled(0);
  return { rows, skipped };
}
