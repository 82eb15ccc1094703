-- name: credential_insert
INSERT INTO credential (kind, name, hash, client_key, creator, scopes, created_ms, expires_ms, revoked_ms)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (hash) DO NOTHING

-- name: credential_revoked
SELECT 1 FROM credential WHERE hash = ? AND revoked_ms IS NOT NULL

-- name: credential_by_hash
SELECT kind, name, hash, client_key, creator, scopes, created_ms, expires_ms, revoked_ms FROM credential
WHERE hash = ? AND kind = ?

-- name: credentials_all
SELECT kind, name, hash, client_key, creator, scopes, created_ms, expires_ms, revoked_ms FROM credential
ORDER BY created_ms, id

-- name: credentials_revoke
UPDATE credential SET revoked_ms = ?2
WHERE name = ?1 AND revoked_ms IS NULL AND (expires_ms IS NULL OR expires_ms > ?2)

-- name: credentials_revoked
SELECT DISTINCT kind, client_key FROM credential WHERE name = ? AND revoked_ms IS NOT NULL

-- name: credentials_revoke_issued
UPDATE credential SET revoked_ms = ?2
WHERE client_key = ?1 AND revoked_ms IS NULL
