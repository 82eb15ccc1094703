-- name: provenance_find
SELECT id FROM provenance
WHERE source = ?1 AND coalesce(file, '') = coalesce(?5, '') AND coalesce(request_id, '') = coalesce(?4, '')
  AND dialect IS NOT DISTINCT FROM ?2 AND operation IS NOT DISTINCT FROM ?3
  AND request_id IS NOT DISTINCT FROM ?4 AND file IS NOT DISTINCT FROM ?5
ORDER BY id LIMIT 1

-- name: provenance_insert
INSERT INTO provenance (source, dialect, operation, request_id, file, at_ms) VALUES (?, ?, ?, ?, ?, ?) RETURNING id

-- name: checkpoint_put
INSERT INTO checkpoint (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value

-- name: observation_key_known
SELECT kind, subject, digest, source, observed_ms, instant_known FROM observation_key
WHERE kind = ? AND subject = ? AND digest = ?

-- name: observation_key_insert
INSERT INTO observation_key (kind, subject, digest, source, observed_ms, instant_known, provenance)
VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING

-- name: body_upsert
INSERT INTO body (kind, id, source, observed_ms, provenance, content) VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT (kind, id, source) DO UPDATE SET
  observed_ms = excluded.observed_ms, provenance = excluded.provenance, content = excluded.content
WHERE excluded.observed_ms >= body.observed_ms

-- name: checkpoint
SELECT value FROM checkpoint WHERE name = ?

-- name: counter
SELECT value FROM counter WHERE name = ?

-- name: counter_add
INSERT INTO counter (name, value) VALUES (?, ?)
ON CONFLICT (name) DO UPDATE SET value = counter.value + excluded.value
RETURNING value

-- name: body_content
SELECT content FROM body WHERE kind = ? AND id = ? AND source = ?

-- name: body_delete
DELETE FROM body WHERE kind = ? AND id = ?
