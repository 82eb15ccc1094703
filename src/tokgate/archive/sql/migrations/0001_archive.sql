-- The archive's first schema. Instants are Unix milliseconds UTC; `_s` are seconds. Booleans are 0 and 1.

CREATE TABLE provenance (
  id INTEGER PRIMARY KEY,
  source TEXT NOT NULL,
  dialect TEXT,
  operation TEXT,
  request_id TEXT,
  file TEXT,
  at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX provenance_by_origin ON provenance (source, file, request_id);

CREATE TABLE checkpoint (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE creator (
  key INTEGER PRIMARY KEY AUTOINCREMENT,  -- never given twice: answers and credentials name it
  user_id TEXT UNIQUE,
  sec_uid TEXT UNIQUE,
  username TEXT COLLATE NOCASE UNIQUE,
  username_ms INTEGER,
  name TEXT,
  bio TEXT,
  bio_url TEXT,
  avatar_url TEXT,
  verified INTEGER,
  private INTEGER,
  likes_public INTEGER,
  region TEXT,
  language TEXT,
  profile_ms INTEGER,
  followers INTEGER,
  following INTEGER,
  likes INTEGER,
  posts INTEGER,
  liked INTEGER,
  friends INTEGER,
  precision TEXT,
  audience_ms INTEGER,
  first_seen_ms INTEGER NOT NULL,
  last_seen_ms INTEGER NOT NULL
) STRICT;

CREATE VIEW creator_row AS SELECT
  key, user_id, sec_uid, username, username_ms, name, bio, bio_url, avatar_url, verified, private, likes_public,
  region, language, profile_ms, followers, following, likes, posts, liked, friends, precision, audience_ms,
  first_seen_ms, last_seen_ms
FROM creator;

-- Every stand-in secUid that a creator was ever served under, also those of rows that were merged into it.
CREATE TABLE stand_in (
  sec_uid TEXT PRIMARY KEY,
  creator INTEGER NOT NULL REFERENCES creator (key) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX stand_in_by_creator ON stand_in (creator);

CREATE TABLE creator_observation (
  creator INTEGER NOT NULL REFERENCES creator (key),
  observed_ms INTEGER NOT NULL,
  source TEXT NOT NULL,
  digest INTEGER NOT NULL,
  provenance INTEGER NOT NULL,
  username TEXT,
  name TEXT,
  bio TEXT,
  followers INTEGER,
  following INTEGER,
  likes INTEGER,
  posts INTEGER,
  liked INTEGER,
  friends INTEGER,
  precision TEXT,
  PRIMARY KEY (creator, observed_ms, source, digest)
) STRICT, WITHOUT ROWID;

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
  piece_source TEXT,                      -- whose body the piece is; NULL: of no one, only made from one
  details TEXT,
  piece BLOB,                             -- one zstd frame
  PRIMARY KEY (creator, ms, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX post_by_id ON post (id);
CREATE INDEX post_by_likes ON post (creator, visible, ifnull(likes, 0), id);
CREATE INDEX post_by_sound ON post (sound, ms) WHERE sound IS NOT NULL;

CREATE VIEW post_row AS SELECT
  creator, ms, id, visible, outdated, created_told, kind, text, title, language, region, duration_ms, width, height,
  cover_url, play_url, plays, likes, comments, shares, saves, reposts, downloads, precision, counts_ms, sound, is_ad,
  private, first_seen_ms, last_seen_ms, content_ms, gone_ms, gone_reason, piece_ms, piece_source, details
FROM post;

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

-- Observations of all but posts, to know them again: likes, reposts, pins and tombstones by post, comments by comment,
-- creators by digest alone (subject 0).
CREATE TABLE sighting (
  kind TEXT NOT NULL,
  subject INTEGER NOT NULL,
  digest INTEGER NOT NULL,
  source TEXT NOT NULL,
  observed_ms INTEGER NOT NULL,
  instant_known INTEGER NOT NULL,
  provenance INTEGER NOT NULL,
  PRIMARY KEY (kind, subject, digest, source, observed_ms)
) STRICT, WITHOUT ROWID;

-- The newest body that each source gave of a thing, unless it is the post's piece. `id` of a creator is its key.
CREATE TABLE body (
  kind TEXT NOT NULL,
  id INTEGER NOT NULL,
  source TEXT NOT NULL,
  observed_ms INTEGER NOT NULL,
  provenance INTEGER NOT NULL,
  content BLOB NOT NULL,                  -- one zstd frame
  PRIMARY KEY (kind, id, source)
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
CREATE TABLE post_hashtag (
  hashtag INTEGER NOT NULL,
  ms INTEGER NOT NULL,
  post INTEGER NOT NULL,
  PRIMARY KEY (hashtag, ms, post)
) STRICT, WITHOUT ROWID;

-- Lists of one creator; `ms` as in post, below every timed entry where the source tells only the order.
CREATE TABLE liked (
  creator INTEGER NOT NULL,
  ms INTEGER NOT NULL,
  post INTEGER NOT NULL,
  timed INTEGER NOT NULL,
  PRIMARY KEY (creator, ms, post)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX liked_by_post ON liked (creator, post);
CREATE TABLE repost (
  creator INTEGER NOT NULL,
  ms INTEGER NOT NULL,
  post INTEGER NOT NULL,
  timed INTEGER NOT NULL,
  PRIMARY KEY (creator, ms, post)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX repost_by_post ON repost (creator, post);
CREATE TABLE pin (
  creator INTEGER NOT NULL,
  post INTEGER NOT NULL,
  rank INTEGER NOT NULL,
  seen_ms INTEGER NOT NULL,
  PRIMARY KEY (creator, post)
) STRICT, WITHOUT ROWID;

CREATE TABLE comment (
  id INTEGER PRIMARY KEY,
  post INTEGER,
  parent INTEGER,
  creator INTEGER NOT NULL,               -- 0: unknown
  text TEXT,
  created_s INTEGER,
  likes INTEGER,
  replies INTEGER,
  language TEXT,
  image_urls TEXT,
  pinned INTEGER,
  liked_by_author INTEGER,
  first_seen_ms INTEGER NOT NULL,
  content_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX comment_by_post ON comment (post, created_s, id);
CREATE INDEX comment_by_creator ON comment (creator);

CREATE TABLE credential (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  hash BLOB NOT NULL UNIQUE,
  client_key TEXT,
  creator INTEGER,
  scopes TEXT NOT NULL,                   -- a JSON array
  created_ms INTEGER NOT NULL,
  expires_ms INTEGER,
  revoked_ms INTEGER
) STRICT;
CREATE INDEX credential_by_name ON credential (name);
