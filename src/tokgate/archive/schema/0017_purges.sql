-- What was removed for good, and when. `subject` is a post's id, or the key that was a creator's.
CREATE TABLE purge (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  subject INTEGER NOT NULL,
  because TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  removed TEXT NOT NULL,                  -- how many of what, as JSON
  allowed_ms INTEGER,                     -- since when it is let in again
  changed INTEGER NOT NULL                -- the commit that changed it last
) STRICT;
CREATE INDEX purge_by_subject ON purge (kind, subject);
CREATE INDEX purge_by_change ON purge (changed, id);

-- By what each is known again: its names and ids, of which only hashes are kept (rules/purges.py). Of a handle, with the
-- span of time in which it was the creator's; else both instants are 0.
CREATE TABLE purged (
  purge INTEGER NOT NULL REFERENCES purge (id),
  kind TEXT NOT NULL,
  hash BLOB NOT NULL,
  first_ms INTEGER NOT NULL,
  last_ms INTEGER NOT NULL,
  PRIMARY KEY (purge, kind, hash, first_ms)
) STRICT, WITHOUT ROWID;
CREATE INDEX purged_by_hash ON purged (hash);

-- What a purge that is under way removes. Empty but for its transaction.
CREATE TABLE purging (
  kind TEXT NOT NULL,
  id INTEGER NOT NULL,
  PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;
