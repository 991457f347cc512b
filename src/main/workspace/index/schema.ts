/**
 * Migrations of `index.sqlite`, the rebuildable index of all data sets of a workspace. Forward only: entry i brings
 * `user_version` i to i + 1. What is here can be made again from the data sets, so a damaged index is set aside and rebuilt.
 */
export const indexMigrations: readonly string[] = [
  `
  CREATE TABLE dataset_index (
    dataset_id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    version TEXT NOT NULL,
    -- Sizes, times and inode-free digests of the source tables, to tell an unchanged root. JSON.
    fingerprint TEXT NOT NULL,
    -- DatasetCounts as JSON; null while indexing is under way or was cut off.
    counts TEXT,
    -- Where a cut-off indexing goes on; opaque to all but the reader that wrote it. JSON.
    checkpoint TEXT,
    indexed_at_us INTEGER
  ) STRICT;

  CREATE TABLE clip (
    clip_key INTEGER PRIMARY KEY,
    clip_id TEXT NOT NULL UNIQUE,
    dataset_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    token TEXT NOT NULL,
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    location TEXT NOT NULL,
    log_name TEXT NOT NULL,
    start_us INTEGER NOT NULL,
    end_us INTEGER NOT NULL,
    frame_count INTEGER NOT NULL,
    box_count INTEGER NOT NULL,
    image_count INTEGER NOT NULL,
    absent_image_count INTEGER NOT NULL,
    mean_speed_mps REAL NOT NULL,
    manoeuvre TEXT NOT NULL
  ) STRICT;
  CREATE INDEX clip_by_dataset ON clip(dataset_id);
  CREATE INDEX clip_by_name ON clip(name, clip_key);
  CREATE INDEX clip_by_start ON clip(start_us, clip_key);
  CREATE INDEX clip_by_duration ON clip((end_us - start_us), clip_key);
  CREATE INDEX clip_by_boxes ON clip(box_count, clip_key);
  CREATE INDEX clip_by_speed ON clip(mean_speed_mps, clip_key);
  CREATE INDEX clip_by_location ON clip(location);
  CREATE INDEX clip_by_manoeuvre ON clip(manoeuvre);

  -- Lower-case words of the description, for the facet.
  CREATE TABLE clip_word (
    word TEXT NOT NULL,
    clip_key INTEGER NOT NULL,
    PRIMARY KEY (word, clip_key)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX clip_word_by_clip ON clip_word(clip_key);

  CREATE VIRTUAL TABLE clip_text USING fts5(name, token, description, location, log_name, content='', contentless_delete=1, prefix='2 3');

  -- Columnar bodies: cameras, ego, objects, signals, frames (see columns.ts).
  CREATE TABLE clip_part (
    clip_key INTEGER NOT NULL,
    part TEXT NOT NULL,
    body BLOB NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX clip_part_by_clip ON clip_part(clip_key, part);

  -- Clips whose bodies are written but that are not shown yet: they become rows of clip in one transaction when the
  -- whole data set is done, and are taken up again when indexing was cut off.
  CREATE TABLE staged_clip (
    clip_key INTEGER PRIMARY KEY,
    dataset_id TEXT NOT NULL,
    token TEXT NOT NULL,
    -- Columns of the clip row and its words, as JSON.
    row TEXT NOT NULL,
    UNIQUE (dataset_id, token)
  ) STRICT;

  -- What belongs to a whole data set: map layers, map masks, map images. JSON or columnar, by the reader of its kind.
  CREATE TABLE dataset_part (
    dataset_id TEXT NOT NULL,
    part TEXT NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (dataset_id, part)
  ) STRICT;
  `,
  `
  -- Bodies that several clips share: a whole log of which each clip is a stretch. Keys are drawn with those of clips.
  CREATE TABLE log_body (
    body_key INTEGER PRIMARY KEY,
    dataset_id TEXT NOT NULL,
    token TEXT NOT NULL,
    -- 1 until the data set that is being indexed is published.
    staged INTEGER NOT NULL,
    UNIQUE (dataset_id, token, staged)
  ) STRICT;

  -- Which log a clip is cut out of, and which frames of it; null for a clip with bodies of its own.
  ALTER TABLE clip ADD COLUMN body_key INTEGER;
  -- ClipWindow as JSON.
  ALTER TABLE clip ADD COLUMN log_window TEXT;
  `,
];
