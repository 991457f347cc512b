import type Database from 'better-sqlite3';

/** A function of which each call is one transaction, a writer from its start; a throw undoes it. */
export function inTransaction<A extends unknown[], R>(
  db: Database.Database,
  work: (...args: A) => R,
): (...args: A) => R {
  const transaction = db.transaction(work as (...args: unknown[]) => unknown);
  return (...args) => transaction.immediate(...args) as R;
}

/** A function of which each call sees one state of the databases from its start to its end. */
export function inReadTransaction<A extends unknown[], R>(
  db: Database.Database,
  work: (...args: A) => R,
): (...args: A) => R {
  const transaction = db.transaction(work as (...args: unknown[]) => unknown);
  return (...args) => transaction.deferred(...args) as R;
}
