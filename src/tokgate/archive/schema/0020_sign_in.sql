ALTER TABLE credential ADD COLUMN grant_id TEXT;              -- the consent that it came of
ALTER TABLE credential ADD COLUMN bound TEXT NOT NULL DEFAULT '{}';  -- a JSON object of texts
CREATE INDEX credential_by_grant ON credential (grant_id) WHERE grant_id IS NOT NULL;

CREATE TABLE app (
  client_key TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  scopes TEXT NOT NULL,                   -- a JSON array
  redirect_uris TEXT NOT NULL,            -- a JSON array
  webhook_url TEXT,
  signing_key TEXT,                       -- its secret, only where there is a webhook to be signed with it
  created_ms INTEGER NOT NULL
) STRICT;

-- What an app's webhook has still to be told.
CREATE TABLE notice (
  id INTEGER PRIMARY KEY,
  client_key TEXT NOT NULL,
  creator INTEGER NOT NULL,
  body TEXT NOT NULL,
  created_ms INTEGER NOT NULL,
  due_ms INTEGER NOT NULL,
  tries INTEGER NOT NULL
) STRICT;
CREATE INDEX notice_by_due ON notice (due_ms);
