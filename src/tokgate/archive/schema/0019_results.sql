-- Searches whose results are paged by index, as they were at a commit: `seen` is its number.
CREATE TABLE search_result (
  id INTEGER PRIMARY KEY,
  search BLOB NOT NULL,
  seen INTEGER NOT NULL,
  expires_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX search_result_by_expiry ON search_result (expires_ms, id);

-- The pages that were handed out, and where the next one begins: after the post of `rank` and `post`.
CREATE TABLE search_page (
  result INTEGER NOT NULL,
  start INTEGER NOT NULL,                 -- the index of its first post
  posts BLOB NOT NULL,
  size INTEGER NOT NULL,
  more INTEGER NOT NULL,
  rank INTEGER NOT NULL,
  post INTEGER NOT NULL,
  PRIMARY KEY (result, start)
) STRICT, WITHOUT ROWID;
