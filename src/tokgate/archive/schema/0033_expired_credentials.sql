-- What was issued to apps, by when it ends: what is long over is removed.
CREATE INDEX credential_by_end ON credential (kind, expires_ms) WHERE client_key IS NOT NULL;
