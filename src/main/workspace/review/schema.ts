/** `application_id` of a review database: "FSRV". Tells it from a SQLite file of something else. */
export const REVIEW_APPLICATION_ID = 0x46535256;

/** Migrations of `review.sqlite`, the user's work. Forward only: entry i brings `user_version` i to i + 1. */
export const reviewMigrations: readonly string[] = [
  `
  CREATE TABLE dataset (
    dataset_id TEXT PRIMARY KEY NOT NULL,
    kind TEXT NOT NULL,
    version TEXT NOT NULL,
    title TEXT NOT NULL,
    root_path TEXT NOT NULL,
    created_us INTEGER NOT NULL,
    -- Kept after removal: ids are never given again and the user's work refers to them.
    removed_us INTEGER
  ) STRICT;

  CREATE TABLE tag_type (
    tag_type_id TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL UNIQUE,
    description TEXT NOT NULL,
    digit INTEGER,
    severity TEXT NOT NULL,
    archived INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE tag (
    tag_id TEXT PRIMARY KEY NOT NULL,
    clip_id TEXT NOT NULL,
    tag_type_id TEXT NOT NULL REFERENCES tag_type(tag_type_id),
    start_us INTEGER,
    end_us INTEGER,
    severity TEXT NOT NULL,
    note TEXT NOT NULL,
    run_id TEXT,
    created_us INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX tag_by_clip ON tag(clip_id, tag_type_id);
  CREATE INDEX tag_by_type ON tag(tag_type_id, clip_id);

  CREATE TABLE clip_review (
    clip_id TEXT PRIMARY KEY NOT NULL,
    reviewed INTEGER NOT NULL,
    note TEXT NOT NULL
  ) STRICT;

  -- Values are JSON.
  CREATE TABLE setting (
    key TEXT PRIMARY KEY NOT NULL,
    value TEXT NOT NULL
  ) STRICT;

  -- One row an edit, in the order they were made; \`undone\` ones are what redo brings back.
  CREATE TABLE history_step (
    step INTEGER PRIMARY KEY AUTOINCREMENT,
    label TEXT NOT NULL,
    clip_id TEXT,
    at_us INTEGER NOT NULL,
    undone INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE INDEX history_undone ON history_step(undone, step);

  -- The rows that a step changed, as JSON before and after; null where there was or is none.
  CREATE TABLE history_change (
    step INTEGER NOT NULL REFERENCES history_step(step) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    table_name TEXT NOT NULL,
    row_key TEXT NOT NULL,
    before_row TEXT,
    after_row TEXT,
    PRIMARY KEY (step, position)
  ) STRICT;
  `,
];
