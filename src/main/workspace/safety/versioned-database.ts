import Database from 'better-sqlite3';

export interface DatabaseKind {
  applicationId: number;
  migrations: readonly string[];
}

/** What a file turned out to be before anything is done with it. */
export type FileVerdict =
  | { is: 'whole'; version: number }
  /** Written by a newer Foresight. */
  | { is: 'newer'; version: number }
  | { is: 'damaged'; reason: string }
  /** A SQLite file of another program. */
  | { is: 'foreign'; applicationId: number };

/** Checks identity and version of an open database, and every page of it unless only its `head` is asked for. */
export function judgeDatabase(
  db: Database.Database,
  kind: DatabaseKind,
  extent: 'whole' | 'head' = 'whole',
): FileVerdict {
  try {
    const applicationId = pragmaNumber(db, 'application_id');
    const version = pragmaNumber(db, 'user_version');
    if (applicationId !== kind.applicationId) {
      const tables = db.prepare<[], number>('SELECT count(*) FROM sqlite_master').pluck().get() ?? 0;
      if (applicationId === 0 && tables === 0) return { is: 'damaged', reason: 'the file is empty' };
      return { is: 'foreign', applicationId };
    }
    const check = extent === 'whole' ? (db.pragma('quick_check(5)') as { quick_check: string }[]) : [];
    const faults = check.map((row) => row.quick_check).filter((text) => text !== 'ok');
    if (faults.length > 0) return { is: 'damaged', reason: faults.join('; ').replaceAll(/\s+/g, ' ').slice(0, 500) };
    return version > kind.migrations.length ? { is: 'newer', version } : { is: 'whole', version };
  } catch (error) {
    if (error instanceof Database.SqliteError && /^SQLITE_(CORRUPT|NOTADB|IOERR_SHORT_READ)/.test(error.code))
      return { is: 'damaged', reason: error.message };
    throw error;
  }
}

/** Brings an open database from its version to the newest, each migration in its own transaction. */
export function migrate(db: Database.Database, kind: DatabaseKind): void {
  for (let version = pragmaNumber(db, 'user_version'); version < kind.migrations.length; version++)
    db.transaction(() => {
      db.exec(kind.migrations[version]);
      db.pragma(`user_version = ${version + 1}`);
    }).immediate();
}

/** Makes a new database with its first rows. The file must not be there. */
export function createDatabase(file: string, kind: DatabaseKind, fill: (db: Database.Database) => void): void {
  const db = new Database(file);
  try {
    db.pragma(`application_id = ${kind.applicationId}`);
    db.pragma('synchronous = FULL');
    migrate(db, kind);
    db.transaction(fill)(db);
  } finally {
    db.close();
  }
}

/** Settings of every connection that writes: durable when a transaction returns, readers never wait. */
export function prepareForWriting(db: Database.Database): void {
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('busy_timeout = 5000');
  db.pragma('foreign_keys = ON');
}

export function pragmaNumber(db: Database.Database, name: string): number {
  const value: unknown = db.pragma(name, { simple: true });
  return typeof value === 'number' ? value : Number(value);
}
