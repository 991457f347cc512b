import type Database from 'better-sqlite3';

export interface Settings {
  /** Null removes. */
  save(key: string, value: unknown): void;
}

/** Opens the settings of a review database that is open for writing. */
export function openSettings(db: Database.Database): Settings {
  const put = db.prepare<[string, string]>(
    'INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  );
  const remove = db.prepare<[string]>('DELETE FROM setting WHERE key = ?');
  return {
    save: (key, value) => {
      if (value === null || value === undefined) remove.run(key);
      else put.run(key, JSON.stringify(value));
    },
  };
}
