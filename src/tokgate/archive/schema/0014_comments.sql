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
  content_ms INTEGER NOT NULL,
  gone_ms INTEGER,
  gone_reason TEXT,
  changed INTEGER NOT NULL                -- the commit that changed it last
) STRICT;
CREATE INDEX comment_by_change ON comment (changed, id);
CREATE INDEX comment_by_post ON comment (post, created_s, id);
CREATE INDEX comment_by_creator ON comment (creator);

-- Comments are paged by parent: those of the first level, then the replies to each.
CREATE INDEX comment_by_parent ON comment (post, coalesce(parent, 0), coalesce(created_s, 0), id);

-- How many there are on each level that are not gone, kept by the commits. `parent` 0: the first level.
CREATE TABLE comment_count (
  post INTEGER NOT NULL,
  parent INTEGER NOT NULL,
  comments INTEGER NOT NULL,
  PRIMARY KEY (post, parent)
) STRICT, WITHOUT ROWID;
