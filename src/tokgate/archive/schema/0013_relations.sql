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

-- Each follow stands in two lists: whom `creator` follows, and who follows `creator`. `ms` and `timed` as in liked.
CREATE TABLE following (
  creator INTEGER NOT NULL,
  ms INTEGER NOT NULL,
  other INTEGER NOT NULL,
  timed INTEGER NOT NULL,
  PRIMARY KEY (creator, ms, other)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX following_by_other ON following (creator, other);
CREATE INDEX following_of_other ON following (other);

CREATE TABLE follower (
  creator INTEGER NOT NULL,
  ms INTEGER NOT NULL,
  other INTEGER NOT NULL,
  timed INTEGER NOT NULL,
  PRIMARY KEY (creator, ms, other)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX follower_by_other ON follower (creator, other);
CREATE INDEX follower_of_other ON follower (other);
