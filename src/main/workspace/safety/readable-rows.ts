import Database from 'better-sqlite3';

export type Row = Record<string, string | number | null>;
type NumberedRow = Row & { rowid_: number };

/** After so many rows in a row that cannot be read or are not there, the rest of a table is taken from its end. */
const PROBES = 20_000;

/**
 * All rows of a table that can be read, although some of its pages cannot: from the start, past a damaged place by asking
 * for each row alone, and from the end. No row comes twice.
 */
export function* readableRows(db: Database.Database, table: string, columns: readonly string[]): Generator<Row> {
  const list = `rowid AS rowid_, ${columns.join(', ')}`;
  let after = Number.MIN_SAFE_INTEGER;
  try {
    const one = db.prepare<[number], NumberedRow>(`SELECT ${list} FROM ${table} WHERE rowid = ?`);
    const rising = db.prepare<[number], NumberedRow>(`SELECT ${list} FROM ${table} WHERE rowid > ? ORDER BY rowid`);
    const falling = db.prepare<[number], NumberedRow>(
      `SELECT ${list} FROM ${table} WHERE rowid > ? ORDER BY rowid DESC`,
    );
    for (;;) {
      const ended = yield* untilDamage(rising, after, (rowid) => (after = rowid));
      if (ended) return;
      const found = nextReadable(one, Math.max(after, 0));
      if (!found) break;
      after = found.rowid_;
      yield withoutRowid(found);
    }
    yield* untilDamage(falling, after, () => undefined);
  } catch (error) {
    if (!isDamage(error)) throw error;
  }
}

/** Yields rows until the end (true) or a damaged place (false). */
function* untilDamage(
  statement: Database.Statement<[number], NumberedRow>,
  after: number,
  seen: (rowid: number) => void,
): Generator<Row, boolean> {
  const rows = statement.iterate(after);
  try {
    for (;;) {
      let next: IteratorResult<NumberedRow>;
      try {
        next = rows.next();
      } catch (error) {
        if (!isDamage(error)) throw error;
        return false;
      }
      if (next.done) return true;
      seen(next.value.rowid_);
      yield withoutRowid(next.value);
    }
  } finally {
    rows.return?.();
  }
}

function nextReadable(one: Database.Statement<[number], NumberedRow>, after: number): NumberedRow | null {
  for (let rowid = after + 1; rowid <= after + PROBES; rowid++)
    try {
      const row = one.get(rowid);
      if (row) return row;
    } catch (error) {
      if (!isDamage(error)) throw error;
    }
  return null;
}

const withoutRowid = ({ rowid_: _, ...row }: NumberedRow): Row => row;

const isDamage = (error: unknown): boolean =>
  error instanceof Database.SqliteError && /^SQLITE_(CORRUPT|NOTADB|IOERR|ERROR|FORMAT)/.test(error.code);
