-- Posts, narrow, clustered as a creator's are read: by instant. `ms` is unique per creator (see rules/positions.py).
CREATE TABLE post (
  creator INTEGER NOT NULL,               -- 0: unknown
  ms INTEGER NOT NULL,
  id INTEGER NOT NULL,
  visible INTEGER NOT NULL,               -- has content, is not private and not gone
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
  item_ms INTEGER,
  item_source TEXT,                       -- whose body the item is, as it came; NULL where it was only made from one
  renewed INTEGER NOT NULL,               -- newer words were written into it: as it came, it is a body of kind 'item'
  details TEXT,
  changed INTEGER NOT NULL,               -- the commit that changed it last
  added INTEGER NOT NULL,                 -- the commit that brought it
  PRIMARY KEY (creator, ms, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX post_by_id ON post (id);
CREATE INDEX post_by_likes ON post (creator, visible, coalesce(likes, 0), id);
CREATE INDEX post_by_sound ON post (sound, ms, id) WHERE sound IS NOT NULL;
CREATE INDEX post_by_change ON post (changed);
-- With the region, so that those of other regions are passed over without a look at the post.
CREATE INDEX post_by_time ON post (ms, id, region) WHERE visible = 1;

-- What pages are made of, beside the posts: one row each, in the same order.
CREATE TABLE item (
  creator INTEGER NOT NULL,
  ms INTEGER NOT NULL,
  id INTEGER NOT NULL,
  visible INTEGER NOT NULL,
  zstd BLOB,                              -- the web item as it is served, one zstd frame; NULL: none was ever seen
  PRIMARY KEY (creator, ms, id)
) STRICT, WITHOUT ROWID;

-- What is held of each creator, kept by the commits.
CREATE TABLE holding (
  creator INTEGER PRIMARY KEY,
  posts INTEGER NOT NULL,
  oldest_ms INTEGER,
  newest_ms INTEGER
) STRICT;
CREATE INDEX holding_by_posts ON holding (posts DESC, creator);

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
  changed INTEGER NOT NULL,
  PRIMARY KEY (post, digest, source, observed_ms)
) STRICT, WITHOUT ROWID;
CREATE INDEX post_observation_by_change ON post_observation (changed);

CREATE TABLE sound (
  id INTEGER PRIMARY KEY,
  title TEXT,
  author TEXT,
  album TEXT,
  original INTEGER,
  duration_ms INTEGER,
  play_url TEXT,
  cover_url TEXT,
  seen_ms INTEGER NOT NULL,
  posts INTEGER NOT NULL DEFAULT 0        -- public ones of public accounts
) STRICT;

CREATE TABLE hashtag (
  key INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,              -- lower case
  id TEXT,
  description TEXT,
  posts INTEGER NOT NULL DEFAULT 0        -- public ones of public accounts
) STRICT;
CREATE INDEX hashtag_by_id ON hashtag (id) WHERE id IS NOT NULL;

CREATE TABLE post_hashtag (
  hashtag INTEGER NOT NULL,
  ms INTEGER NOT NULL,
  post INTEGER NOT NULL,
  PRIMARY KEY (hashtag, ms, post)
) STRICT, WITHOUT ROWID;
CREATE INDEX post_hashtag_by_post ON post_hashtag (post);

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
CREATE INDEX post_effect_by_post ON post_effect (post);
