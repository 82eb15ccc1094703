-- Records. Columns that name creators hold their keys, 0: unknown. The columns from `first_seen_ms` on are the archive's own.
CREATE TABLE playlist (
  id INTEGER PRIMARY KEY,
  creator INTEGER NOT NULL,
  name TEXT,
  cover_url TEXT,
  total INTEGER,
  created_s INTEGER,
  updated_s INTEGER,
  first_seen_ms INTEGER NOT NULL,
  content_ms INTEGER NOT NULL,
  listed_ms INTEGER                       -- the newest word on what is in it; NULL: unknown
) STRICT;
CREATE INDEX playlist_by_creator ON playlist (creator, id);

CREATE TABLE playlist_item (
  playlist INTEGER NOT NULL,
  place INTEGER NOT NULL,                 -- from 0
  post INTEGER NOT NULL,
  PRIMARY KEY (playlist, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX playlist_item_by_post ON playlist_item (post);

CREATE TABLE conversation (
  id INTEGER PRIMARY KEY,
  name TEXT,
  owner INTEGER NOT NULL,
  ticket TEXT,
  "group" INTEGER,
  accepted INTEGER,
  first_seen_ms INTEGER NOT NULL,
  content_ms INTEGER NOT NULL,
  listed_ms INTEGER                       -- the newest word on what is in it; NULL: unknown
) STRICT;
CREATE INDEX conversation_by_owner ON conversation (owner);
CREATE INDEX conversation_by_name ON conversation (name);

CREATE TABLE participant (
  creator INTEGER NOT NULL,
  conversation INTEGER NOT NULL,
  place INTEGER NOT NULL,                 -- the order in which the source lists them
  PRIMARY KEY (creator, conversation)
) STRICT, WITHOUT ROWID;
CREATE INDEX participant_by_conversation ON participant (conversation, place);

CREATE TABLE message (
  id INTEGER PRIMARY KEY,
  conversation INTEGER,
  sender INTEGER NOT NULL,
  kind TEXT,
  text TEXT,
  post INTEGER,
  sent_ms INTEGER,
  first_seen_ms INTEGER NOT NULL,
  content_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX message_by_conversation ON message (conversation, coalesce(sent_ms, 0), id);
CREATE INDEX message_by_sender ON message (sender);
CREATE INDEX message_by_post ON message (post) WHERE post IS NOT NULL;

CREATE TABLE notification (
  id INTEGER PRIMARY KEY,
  creator INTEGER NOT NULL,
  kind TEXT,
  sender INTEGER NOT NULL,
  post INTEGER,
  comment INTEGER,
  text TEXT,
  at_s INTEGER,
  first_seen_ms INTEGER NOT NULL,
  content_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX notification_by_creator ON notification (creator, coalesce(at_s, 0), id);
CREATE INDEX notification_by_sender ON notification (sender);
CREATE INDEX notification_by_post ON notification (post) WHERE post IS NOT NULL;
CREATE INDEX notification_by_comment ON notification (comment) WHERE comment IS NOT NULL;

CREATE TABLE live_room (
  id INTEGER PRIMARY KEY,
  creator INTEGER NOT NULL,
  title TEXT,
  topic TEXT,
  cover_url TEXT,
  started_s INTEGER,
  ended_s INTEGER,
  viewers INTEGER,
  peak INTEGER,
  likes INTEGER,
  diamonds INTEGER,
  first_seen_ms INTEGER NOT NULL,
  content_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX live_room_by_creator ON live_room (creator, coalesce(started_s, 0), id);
CREATE INDEX live_room_by_start ON live_room (coalesce(started_s, 0), id);

CREATE TABLE live_event (
  id INTEGER PRIMARY KEY,
  room INTEGER,
  creator INTEGER NOT NULL,
  kind TEXT,
  text TEXT,
  amount INTEGER,
  at_ms INTEGER,
  first_seen_ms INTEGER NOT NULL,
  content_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX live_event_by_room ON live_event (room, coalesce(at_ms, 0), id);
CREATE INDEX live_event_by_creator ON live_event (creator);

CREATE TABLE shop (
  id INTEGER PRIMARY KEY,
  name TEXT,
  rating_percent INTEGER,
  reviews INTEGER,
  sold INTEGER,
  performance TEXT,
  first_seen_ms INTEGER NOT NULL,
  content_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX shop_by_name ON shop (lower(name));

CREATE TABLE product (
  id INTEGER PRIMARY KEY,
  shop INTEGER,
  name TEXT,
  description TEXT,
  prices TEXT,                            -- a JSON array
  rating_percent INTEGER,
  reviews INTEGER,
  sold INTEGER,
  stars TEXT,                             -- a JSON array
  first_seen_ms INTEGER NOT NULL,
  content_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX product_by_shop ON product (shop, id);

CREATE TABLE review (
  id INTEGER PRIMARY KEY,
  product INTEGER,
  author TEXT,
  text TEXT,
  likes INTEGER,
  stars INTEGER,
  at_ms INTEGER,
  first_seen_ms INTEGER NOT NULL,
  content_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX review_by_product ON review (product, id);
