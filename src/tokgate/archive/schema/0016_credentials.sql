CREATE TABLE credential (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  hash BLOB NOT NULL UNIQUE,
  client_key TEXT,
  creator INTEGER,
  scopes TEXT NOT NULL,                   -- a JSON array
  created_ms INTEGER NOT NULL,
  expires_ms INTEGER,
  revoked_ms INTEGER
) STRICT;
CREATE INDEX credential_by_name ON credential (name);
