-- name: credential_insert
INSERT INTO credential
  (kind, name, hash, client_key, creator, scopes, created_ms, expires_ms, revoked_ms, grant_id, bound)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (hash) DO NOTHING

-- name: credential_revoked
SELECT 1 FROM credential WHERE hash = ? AND revoked_ms IS NOT NULL

-- name: credential_by_hash
SELECT kind, name, hash, client_key, creator, scopes, created_ms, expires_ms, revoked_ms, grant_id, bound
FROM credential WHERE hash = ? AND kind = ?

-- name: credentials_all
SELECT kind, name, hash, client_key, creator, scopes, created_ms, expires_ms, revoked_ms, grant_id, bound
FROM credential ORDER BY created_ms, id

-- name: credentials_of_consents
SELECT kind, name, hash, client_key, creator, scopes, created_ms, expires_ms, revoked_ms, grant_id, bound
FROM credential
WHERE client_key = ?1 AND creator = ?2 AND grant_id IS NOT NULL
  AND revoked_ms IS NULL AND (expires_ms IS NULL OR expires_ms > ?3)
ORDER BY created_ms, id

-- name: credentials_revoke
UPDATE credential SET revoked_ms = ?2
WHERE name = ?1 AND revoked_ms IS NULL AND (expires_ms IS NULL OR expires_ms > ?2)

-- name: credential_spend
UPDATE credential SET revoked_ms = ?3
WHERE hash = ?1 AND kind = ?2 AND revoked_ms IS NULL AND (expires_ms IS NULL OR expires_ms > ?3)

-- name: credentials_of_grant_revoke
UPDATE credential SET revoked_ms = ?2
WHERE grant_id = ?1 AND revoked_ms IS NULL AND (expires_ms IS NULL OR expires_ms > ?2)

-- name: credentials_of_app_revoke
UPDATE credential SET revoked_ms = ?2
WHERE client_key = ?1 AND revoked_ms IS NULL AND (expires_ms IS NULL OR expires_ms > ?2)

-- name: credentials_of_app_and_kind_revoke
UPDATE credential SET revoked_ms = ?3
WHERE client_key = ?1 AND kind = ?2 AND revoked_ms IS NULL AND (expires_ms IS NULL OR expires_ms > ?3)

-- name: credentials_expire
DELETE FROM credential WHERE id IN (
  SELECT id FROM credential WHERE kind = ? AND expires_ms < ? AND client_key IS NOT NULL ORDER BY expires_ms LIMIT ?)

-- name: credential_forget
DELETE FROM credential WHERE hash = ?

-- name: app_insert
INSERT INTO app (client_key, dialect, name, scopes, redirect_uris, webhook_url, signing_key, created_ms)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (client_key) DO NOTHING

-- name: app_by_key
SELECT client_key, dialect, name, scopes, redirect_uris, webhook_url, signing_key, created_ms
FROM app WHERE client_key = ?

-- name: apps_all
SELECT client_key, dialect, name, scopes, redirect_uris, webhook_url, signing_key, created_ms FROM app
ORDER BY created_ms, client_key

-- name: app_sign_with
UPDATE app SET signing_key = ?2 WHERE client_key = ?1

-- name: app_delete
DELETE FROM app WHERE client_key = ?

-- name: notice_insert
INSERT INTO notice (client_key, creator, body, created_ms, due_ms, tries) VALUES (?1, ?2, ?3, ?4, ?4, 0)

-- name: notices_due
SELECT id, client_key, creator, body, created_ms, due_ms, tries FROM notice
WHERE due_ms <= ? ORDER BY due_ms, id LIMIT ?

-- name: notice_postpone
UPDATE notice SET due_ms = ?3, tries = tries + 1 WHERE id = ?1 AND due_ms = ?2

-- name: notice_delete
DELETE FROM notice WHERE id = ?

-- name: credentials_revoked
SELECT DISTINCT kind, client_key FROM credential WHERE name = ? AND revoked_ms IS NOT NULL

-- name: credentials_revoke_issued
UPDATE credential SET revoked_ms = ?2
WHERE client_key = ?1 AND revoked_ms IS NULL
