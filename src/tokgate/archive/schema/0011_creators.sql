CREATE TABLE creator (
  key INTEGER PRIMARY KEY AUTOINCREMENT,  -- never given twice: answers and credentials name it
  user_id TEXT UNIQUE,
  sec_uid TEXT UNIQUE,
  username TEXT,
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
CREATE UNIQUE INDEX creator_by_username ON creator (lower(username));

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
