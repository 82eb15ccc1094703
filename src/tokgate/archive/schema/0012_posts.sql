-- Clustered as pages are read: a creator's posts by instant. `ms` is unique per creator (see positions.py).
CREATE TABLE post (
  creator INTEGER NOT NULL,               -- 0: unknown
  ms INTEGER NOT NULL,
  id INTEGER NOT NULL,
  visible INTEGER NOT NULL,               -- has content, is not private and not gone
  outdated INTEGER NOT NULL,
  created_told INTEGER NOT NULL,          -- 0: the second is the id's
  kind TEXT,
  text TEXT,
  title TEXT,
  language TEXT,
  region TEXT,
  duration_ms INTEGER,
  width INTEGER,
  height INTEGER,
  cover_url TEXT,
  play_url TEXT,
  plays INTEGER,
  likes INTEGER,
  comments INTEGER,
  shares INTEGER,
  saves INTEGER,
  reposts INTEGER,
  downloads INTEGER,
  precision TEXT,
  counts_ms INTEGER,
  sound INTEGER,
  is_ad INTEGER,
  private INTEGER,
  first_seen_ms INTEGER NOT NULL,
  last_seen_ms INTEGER NOT NULL,
  content_ms INTEGER,
  gone_ms INTEGER,
  gone_reason TEXT,
  piece_ms INTEGER,
  piece_source TEXT,                      -- whose body the piece is, or NULL: of no one, only made from one
  details TEXT,
  piece BLOB,                             -- one zstd frame
  PRIMARY KEY (creator, ms, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX post_by_id ON post (id);
CREATE INDEX post_by_likes ON post (creator, visible, coalesce(likes, 0), id);
CREATE INDEX post_by_sound ON post (sound, ms, id) WHERE sound IS NOT NULL;

CREATE TABLE post_observation (
  post INTEGER NOT NULL,
  digest INTEGER NOT NULL,
  source TEXT NOT NULL,
  observed_ms INTEGER NOT NULL,
  instant_known INTEGER NOT NULL,
  provenance INTEGER NOT NULL,
  precision TEXT,
  plays INTEGER,
  likes INTEGER,
  comments INTEGER,
  shares INTEGER,
  saves INTEGER,
  reposts INTEGER,
  downloads INTEGER,
  text TEXT,                              -- only where it differs from the text held before
  PRIMARY KEY (post, digest, source, observed_ms)
) STRICT, WITHOUT ROWID;

CREATE TABLE sound (
  id INTEGER PRIMARY KEY,
  title TEXT,
  author TEXT,
  album TEXT,
  original INTEGER,
  duration_ms INTEGER,
  play_url TEXT,
  cover_url TEXT,
  seen_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE hashtag (
  key INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,              -- lower case
  id TEXT,
  description TEXT
) STRICT;
CREATE INDEX hashtag_by_id ON hashtag (id) WHERE id IS NOT NULL;

CREATE TABLE post_hashtag (
  hashtag INTEGER NOT NULL,
  ms INTEGER NOT NULL,
  post INTEGER NOT NULL,
  PRIMARY KEY (hashtag, ms, post)
) STRICT, WITHOUT ROWID;

-- Effects by the Research API's ids. Posts of one are listed by their own ids, newest upload first.
CREATE TABLE effect (
  id TEXT PRIMARY KEY,
  name TEXT,
  image_url TEXT,
  seen_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE post_effect (
  effect TEXT NOT NULL,
  post INTEGER NOT NULL,
  PRIMARY KEY (effect, post)
) STRICT, WITHOUT ROWID;
