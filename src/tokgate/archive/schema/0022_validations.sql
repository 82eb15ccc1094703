-- Ids that an app asked about, to be told which of them everybody can still see. `subject` is 'post' or 'comment'.
CREATE TABLE validation (
  id INTEGER PRIMARY KEY,
  app TEXT NOT NULL,
  subject TEXT NOT NULL,
  expires_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX validation_by_expiry ON validation (expires_ms, id);

CREATE TABLE validation_item (
  validation INTEGER NOT NULL,
  place INTEGER NOT NULL,                 -- from 0
  id INTEGER NOT NULL,
  PRIMARY KEY (validation, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX validation_item_by_id ON validation_item (id);
