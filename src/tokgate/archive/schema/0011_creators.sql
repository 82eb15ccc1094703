CREATE TABLE creator (
  key INTEGER PRIMARY KEY AUTOINCREMENT,  -- never given twice: answers and credentials name it
  user_id TEXT UNIQUE,
  sec_uid TEXT UNIQUE,
  username TEXT,                          -- today's; handle_use has who held which when
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
  last_seen_ms INTEGER NOT NULL,
  changed INTEGER NOT NULL                -- the commit that changed it last
) STRICT;
CREATE INDEX creator_by_change ON creator (changed, key);
CREATE UNIQUE INDEX creator_by_username ON creator (lower(username));

-- Who was seen with which handle, without a break, from an instant to another (see rules/handles.py).
CREATE TABLE handle_use (
  handle TEXT NOT NULL,                   -- in lower case
  creator INTEGER NOT NULL,
  first_ms INTEGER NOT NULL,
  last_ms INTEGER NOT NULL,
  PRIMARY KEY (handle, creator, first_ms)
) STRICT, WITHOUT ROWID;
CREATE INDEX handle_use_by_creator ON handle_use (creator);

-- Every stand-in secUid that a creator was ever served under, also those of rows that were merged into it.
CREATE TABLE stand_in (
  sec_uid TEXT PRIMARY KEY,
  creator INTEGER NOT NULL REFERENCES creator (key) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX stand_in_by_creator ON stand_in (creator);

-- What was seen of a creator stands under the key it was seen under, also when that creator is joined to another.
CREATE TABLE creator_observation (
  creator INTEGER NOT NULL,
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

-- Creators that turned out to be one. `kept` may be gone by a later join.
CREATE TABLE creator_join (
  id INTEGER PRIMARY KEY,
  kept INTEGER NOT NULL,
  gone INTEGER NOT NULL,
  because TEXT NOT NULL,
  source TEXT NOT NULL,                   -- who said at `observed_ms` what joined them
  observed_ms INTEGER NOT NULL,
  at_ms INTEGER NOT NULL,
  kept_posts INTEGER NOT NULL,            -- how many each had
  gone_posts INTEGER NOT NULL,
  was TEXT NOT NULL,                      -- both as they were, names and all, as JSON
  undone_ms INTEGER
) STRICT;
CREATE INDEX creator_join_by_kept ON creator_join (kept);
CREATE INDEX creator_join_by_gone ON creator_join (gone);

-- What the gone creator of a join had.
CREATE TABLE creator_join_thing (
  join_id INTEGER NOT NULL REFERENCES creator_join (id),
  kind TEXT NOT NULL,
  id INTEGER NOT NULL,                    -- of a post, comment, record, …; of a relation: who or what it is to
  shared INTEGER NOT NULL,                -- the kept one had it too
  place INTEGER,                          -- of a participant: which of the conversation's
  PRIMARY KEY (join_id, kind, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX creator_join_thing_by_id ON creator_join_thing (kind, id);

-- Its relations, and those of others to it, as they were; with `whose` 1 those that the kept creator had as well.
CREATE TABLE creator_join_relation (
  join_id INTEGER NOT NULL REFERENCES creator_join (id),
  whose INTEGER NOT NULL,
  list INTEGER NOT NULL,
  owner INTEGER NOT NULL,
  held INTEGER NOT NULL,
  pos INTEGER NOT NULL,
  other INTEGER NOT NULL,
  held_ms INTEGER,
  began_ms INTEGER,
  began_s INTEGER,
  rank_ms INTEGER,
  rank INTEGER,
  ended_ms INTEGER,
  ended_told_ms INTEGER,
  ended_s INTEGER,
  changed INTEGER NOT NULL,
  PRIMARY KEY (join_id, whose, list, owner, other)
) STRICT, WITHOUT ROWID;
CREATE INDEX creator_join_relation_by_owner ON creator_join_relation (list, owner);
CREATE INDEX creator_join_relation_by_other ON creator_join_relation (list, other);
