-- Instants are Unix milliseconds UTC in columns that end in `_ms`, seconds in those that end in `_s`. Truths are 0 and 1.

CREATE TABLE provenance (
  id INTEGER PRIMARY KEY,
  source TEXT NOT NULL,
  dialect TEXT,
  operation TEXT,
  request_id TEXT,
  file TEXT,
  at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX provenance_by_origin ON provenance (source, coalesce(file, ''), coalesce(request_id, ''));

-- `commit` is the number of the last commit; others count what is held in all.
CREATE TABLE counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE checkpoint (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;

-- Observations of all but posts, to know them again: likes, reposts, pins and tombstones by post, comments by comment,
-- creators and what they do to each other by a number made of the creator's name (rules/purges.py).
CREATE TABLE observation_key (
  kind TEXT NOT NULL,
  subject INTEGER NOT NULL,
  digest INTEGER NOT NULL,
  source TEXT NOT NULL,
  observed_ms INTEGER NOT NULL,
  instant_known INTEGER NOT NULL,
  provenance INTEGER NOT NULL,
  PRIMARY KEY (kind, subject, digest, source, observed_ms)
) STRICT, WITHOUT ROWID;

-- The newest body that each source gave of a thing, unless it is the post's item. `id` of a creator is its key.
CREATE TABLE body (
  kind TEXT NOT NULL,
  id INTEGER NOT NULL,
  source TEXT NOT NULL,
  observed_ms INTEGER NOT NULL,
  provenance INTEGER NOT NULL,
  content BLOB NOT NULL,                  -- one zstd frame
  PRIMARY KEY (kind, id, source)
) STRICT, WITHOUT ROWID;
