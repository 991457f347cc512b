import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { RowError } from './record.ts';
import { RowScanner, SLACK_BYTES } from './row-scanner.ts';
import type { Field } from './row-layout.ts';
import { skipSpace, valueEnd } from './json-value.ts';
import { tableNotJson, tableTruncated, tableUnreadable } from './table-problem.ts';

/** What is read at a time stays in the second-level cache while it is scanned. */
const CHUNK_BYTES = 256 << 10;
/** Other work of the thread, such as a cancel, gets its turn after so many pieces. */
const PIECES_A_TURN = 16;
/** A longer record is taken for a broken file rather than read into memory. */
const MAX_RECORD_BYTES = 16 << 20;

export interface TableVisitor {
  /** Called for each record that has all wanted fields; its values are in the scanner until the next. */
  row(scanner: RowScanner): void;
  /** Called for each record that cannot be used, with its number (from 1) and why. */
  skipped(row: number, reason: string): void;
  /** Called after every few pieces of the file, and at its end. */
  progress?(rows: number, bytes: number): void;
}

/**
 * Reads a table (a JSON list of flat records) piece by piece; memory does not grow with the file.
 * Returns the number of records. Throws ProblemError for a file that is cut off, is not a JSON list or cannot be read,
 * and an AbortError soon after `signal` aborts.
 */
export async function readTable(
  file: string,
  fields: readonly Field[],
  visitor: TableVisitor,
  signal: AbortSignal | null = null,
): Promise<number> {
  const fd = attempt(file, () => openSync(file, 'r'));
  try {
    const reader = new TableReader(file, fields, visitor);
    for (let piece = 1; ; piece++) {
      const space = reader.space();
      const bytes = attempt(file, () => readSync(fd, space, 0, space.length, null));
      reader.filled(bytes);
      if (bytes > 0 && piece % PIECES_A_TURN !== 0) continue;
      visitor.progress?.(reader.rows, reader.offset);
      if (bytes === 0) return reader.rows;
      await nextTurn();
      signal?.throwIfAborted();
    }
  } finally {
    closeSync(fd);
  }
}

function attempt<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw tableUnreadable(file, error instanceof Error ? error : new Error(String(error)));
  }
}

/** Size of a file in bytes, 0 where it is absent. */
export function tableBytes(file: string): number {
  let fd: number;
  try {
    fd = openSync(file, 'r');
  } catch {
    return 0;
  }
  try {
    return fstatSync(fd).size;
  } finally {
    closeSync(fd);
  }
}

type Expects = 'list' | 'first' | 'record' | 'comma' | 'nothing';

/** Takes a table's bytes as they come and hands its records on. */
export class TableReader {
  rows = 0;
  readonly #file: string;
  readonly #visitor: TableVisitor;
  readonly #scanner: RowScanner;
  #buffer = Buffer.alloc(CHUNK_BYTES + SLACK_BYTES);
  /** Bytes filled, and of them those that are done with. */
  #end = 0;
  #done = 0;
  /** Bytes of the file before the buffer. */
  #before = 0;
  #expects: Expects = 'list';

  constructor(file: string, fields: readonly Field[], visitor: TableVisitor) {
    this.#file = file;
    this.#visitor = visitor;
    this.#scanner = new RowScanner(fields);
    this.#scanner.hold(this.#buffer);
  }

  /** Bytes of the file that are done with. */
  get offset(): number {
    return this.#before + this.#done;
  }

  /** Where the next bytes of the file go. */
  space(): Buffer {
    this.#buffer.copyWithin(0, this.#done, this.#end);
    this.#before += this.#done;
    this.#end -= this.#done;
    this.#done = 0;
    if (this.#end > this.#buffer.length / 2) this.#grow();
    return this.#buffer.subarray(this.#end, this.#buffer.length - SLACK_BYTES);
  }

  #grow(): void {
    if (this.#end > MAX_RECORD_BYTES) {
      throw tableNotJson(
        this.#file,
        this.#before,
        this.rows + 1,
        `a record of more than ${MAX_RECORD_BYTES >> 20} MB begins here`,
      );
    }
    const larger = Buffer.alloc(this.#buffer.length * 2);
    this.#buffer.copy(larger, 0, 0, this.#end);
    this.#buffer = larger;
    this.#scanner.hold(larger);
  }

  /** `bytes` more bytes lie in `space()`; none means the file ended. */
  filled(bytes: number): void {
    this.#end += bytes;
    // Ends every scan of the quick way: no JSON value holds a zero byte.
    this.#buffer[this.#end] = 0;
    this.#records(bytes === 0);
    if (bytes === 0 && this.#expects !== 'nothing')
      throw tableTruncated(this.#file, this.#before + this.#end, this.rows + 1);
  }

  #records(isLast: boolean): void {
    const b = this.#buffer;
    let p = this.#done;
    if (this.#before === 0 && this.#end < 3 && !isLast) return;
    if (this.#before === 0 && p === 0 && b[0] === 0xef && b[1] === 0xbb && b[2] === 0xbf) p = 3;
    for (;;) {
      p = skipSpace(b, p, this.#end);
      this.#done = p;
      if (p >= this.#end) return;
      switch (this.#expects) {
        case 'list':
          if (b[p] !== 91) throw this.#broken(p, 'a list was expected here');
          this.#expects = 'first';
          p++;
          break;
        case 'first':
        case 'record':
          if (b[p] === 93 && this.#expects === 'first') {
            this.#expects = 'nothing';
            p++;
            break;
          }
          p = this.#record(p, isLast);
          if (p < 0) return;
          this.#expects = 'comma';
          break;
        case 'comma':
          if (b[p] === 44) this.#expects = 'record';
          else if (b[p] === 93) this.#expects = 'nothing';
          else throw this.#broken(p, 'a comma or the end of the list was expected here');
          p++;
          break;
        case 'nothing':
          throw this.#broken(p, 'something follows the end of the list', 0);
      }
    }
  }

  /** Position after the record at `from`; −1 when its end is not here yet. */
  #record(from: number, isLast: boolean): number {
    const end = this.#scanner.quick(from);
    if (end >= 0) {
      this.rows++;
      this.#visitor.row(this.#scanner);
      return end;
    }
    return this.#slowRecord(from, isLast);
  }

  #slowRecord(from: number, isLast: boolean): number {
    const end = valueEnd(this.#buffer, from, this.#end);
    if (end < 0) {
      if (isLast) throw tableTruncated(this.#file, this.#before + this.#end, this.rows + 1);
      return -1;
    }
    if (end === from) throw this.#broken(from, 'a record was expected here');
    this.rows++;
    try {
      this.#scanner.slow(from, end);
    } catch (error) {
      if (error instanceof RowError) {
        this.#visitor.skipped(this.rows, error.message);
        return end;
      }
      if (error instanceof SyntaxError) throw this.#notJson(from, error);
      throw error;
    }
    this.#visitor.row(this.#scanner);
    return end;
  }

  /** The parser tells the place inside the record, where it does, in characters; they are bytes in plain text. */
  #notJson(from: number, error: SyntaxError) {
    const place = /at position (\d+)/.exec(error.message);
    const what = error.message.replace(/ in JSON at position.*/s, '');
    return this.#broken(from + (place ? Number(place[1]) : 0), what, this.rows);
  }

  #broken(at: number, what: string, row = this.rows + 1) {
    return tableNotJson(this.#file, this.#before + at, row, what);
  }
}
