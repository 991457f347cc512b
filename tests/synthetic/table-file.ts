import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const BATCH_CHARACTERS = 1 << 20;

/** A number as Python writes it: whole ones with `.0`. */
export const decimal = (value: number): string => (Number.isInteger(value) ? `${value}.0` : String(value));
export const list = (items: readonly string[]): string => (items.length === 0 ? '[]' : `[\n${items.join(',\n')}\n]`);
export const decimals = (values: readonly number[]): string => list(values.map(decimal));
export const quoted = (text: string): string => JSON.stringify(text);

/** Writes a table the way nuScenes' own are: a JSON list, one key a line, no indentation. Goes to disk in pieces. */
export class TableFile {
  rows = 0;
  readonly #fd: number;
  #batch = '[';

  constructor(folder: string, table: string) {
    mkdirSync(folder, { recursive: true });
    this.#fd = openSync(join(folder, `${table}.json`), 'w');
  }

  /** Adds a record from key and JSON text pairs. */
  row(record: Record<string, string>): void {
    let text = this.rows++ > 0 ? ',\n{' : '\n{';
    let comma = '\n';
    for (const key in record) {
      text += `${comma}"${key}": ${record[key]}`;
      comma = ',\n';
    }
    this.#batch += `${text}\n}`;
    if (this.#batch.length > BATCH_CHARACTERS) this.#flush();
  }

  close(): void {
    this.#batch += '\n]';
    this.#flush();
    closeSync(this.#fd);
  }

  #flush(): void {
    writeSync(this.#fd, this.#batch);
    this.#batch = '';
  }
}
