/** `application_id` of a run store: "FSRN". */
export const RUNS_APPLICATION_ID = 0x4653524e;

/** How many clips one block of a score column holds. */
export const SCORE_BLOCK_CLIPS = 256;

/** Migrations of `runs.sqlite`. Forward only: entry i brings `user_version` i to i + 1. */
export const runsMigrations: readonly string[] = [
  `
  CREATE TABLE run (
    run_key INTEGER PRIMARY KEY,
    run_id TEXT NOT NULL UNIQUE,
    created_us INTEGER NOT NULL,
    -- Run as JSON.
    body TEXT NOT NULL
  ) STRICT;

  -- Small numbers for clip ids and metric keys; both only ever grow.
  CREATE TABLE clip_ref (
    clip_ref INTEGER PRIMARY KEY,
    clip_id TEXT NOT NULL UNIQUE
  ) STRICT;
  CREATE TABLE metric (
    metric_key INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
  ) STRICT;

  CREATE TABLE prediction (
    run_key INTEGER NOT NULL REFERENCES run(run_key) ON DELETE CASCADE,
    clip_ref INTEGER NOT NULL REFERENCES clip_ref(clip_ref),
    body BLOB NOT NULL,
    PRIMARY KEY (run_key, clip_ref)
  ) STRICT;

  -- Means of one clip (summary) and its key frames (frames).
  CREATE TABLE score (
    run_key INTEGER NOT NULL REFERENCES run(run_key) ON DELETE CASCADE,
    clip_ref INTEGER NOT NULL REFERENCES clip_ref(clip_ref),
    summary BLOB NOT NULL,
    frames BLOB NOT NULL,
    PRIMARY KEY (run_key, clip_ref)
  ) STRICT;

  -- The same means by metric, for sorting: float64, one for each clip_ref of the block, NaN where there is none.
  CREATE TABLE score_block (
    run_key INTEGER NOT NULL REFERENCES run(run_key) ON DELETE CASCADE,
    metric_key INTEGER NOT NULL REFERENCES metric(metric_key),
    block INTEGER NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (run_key, metric_key, block)
  ) STRICT;
  `,
  `
  -- Pictures predicted at one decision instant: facts as JSON (head), JPEGs end to end (body).
  CREATE TABLE predicted_video (
    run_key INTEGER NOT NULL REFERENCES run(run_key) ON DELETE CASCADE,
    clip_ref INTEGER NOT NULL REFERENCES clip_ref(clip_ref),
    -- Index into the clip's frames.
    frame INTEGER NOT NULL,
    head TEXT NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (run_key, clip_ref, frame)
  ) STRICT;
  `,
];
