-- Relations, as entries of their owners' lists: likes, reposts, pins, saves, whom `owner` follows and who follows `owner`
-- (a follow stands in both), blocks, likes of comments. The numbers of the lists and what each of the words means stand
-- in rules/relations.py. Entries that hold are clustered as they are paged, by `pos`, highest first: as in post where the
-- source tells the instant, below all of these where it tells only the order (rules/untimed.py).
CREATE TABLE relation (
  list INTEGER NOT NULL,
  owner INTEGER NOT NULL,
  held INTEGER NOT NULL,                  -- 0: has ended
  pos INTEGER NOT NULL,
  other INTEGER NOT NULL,                 -- a post, a comment or a creator's key
  held_ms INTEGER,                        -- the newest word that it holds
  began_ms INTEGER,                       -- the newest word that says when it began
  began_s INTEGER,
  rank_ms INTEGER,
  rank INTEGER,
  ended_ms INTEGER,                       -- the newest word that it has ended
  ended_told_ms INTEGER,                  -- the newest that says when
  ended_s INTEGER,
  changed INTEGER NOT NULL,               -- the commit that changed it last
  PRIMARY KEY (list, owner, held, pos, other)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX relation_by_owner ON relation (list, owner, other);
CREATE INDEX relation_by_other ON relation (list, other);
CREATE INDEX relation_by_change ON relation (changed);
