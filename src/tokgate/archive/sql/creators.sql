-- name: creator_by_key
SELECT {creator} FROM creator WHERE key = ?

-- name: creator_by_user_id
SELECT {creator} FROM creator WHERE user_id = ?

-- name: creator_by_sec_uid
SELECT {creator} FROM creator WHERE sec_uid = ?

-- name: creator_by_username
SELECT {creator} FROM creator WHERE lower(username) = lower(?)

-- name: creator_by_stand_in
SELECT {creator} FROM creator WHERE key = (SELECT creator FROM stand_in WHERE sec_uid = ?)

-- name: creator_insert
INSERT INTO creator (user_id, sec_uid, username, username_ms, first_seen_ms, last_seen_ms) VALUES (?, ?, ?, ?, ?, ?)
RETURNING key

-- name: creator_names
UPDATE creator SET user_id = ?, sec_uid = ?, username = ?, username_ms = ? WHERE key = ?

-- name: creator_update
UPDATE creator SET {creator.sets} WHERE key = {creator.key}

-- name: creator_delete
DELETE FROM creator WHERE key = ?

-- name: stand_in_insert
INSERT INTO stand_in VALUES (?, ?) ON CONFLICT DO NOTHING

-- name: stand_in_move
UPDATE stand_in SET creator = ? WHERE creator = ?

-- name: comment_move
UPDATE comment SET creator = ? WHERE creator = ?

-- name: credential_move
UPDATE credential SET creator = ? WHERE creator = ?

-- name: creator_body_move
INSERT INTO body SELECT kind, ?1, source, observed_ms, provenance, content FROM body WHERE kind = 'creator' AND id = ?2
ON CONFLICT (kind, id, source) DO UPDATE SET
  observed_ms = excluded.observed_ms, provenance = excluded.provenance, content = excluded.content
WHERE excluded.observed_ms >= body.observed_ms

-- name: creator_body_delete
DELETE FROM body WHERE kind = 'creator' AND id = ?

-- name: creator_observation_before
SELECT username, name, bio, followers, following, likes, posts, liked, friends FROM creator_observation
WHERE creator = ? AND observed_ms <= ? ORDER BY observed_ms DESC LIMIT 1

-- name: creator_observation_insert
INSERT INTO creator_observation VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING

-- name: creator_privacy
SELECT key, private FROM creator WHERE key = ?

-- name: creator_if_private
SELECT key FROM creator WHERE key = ? AND private = 1

-- name: creators_by_posts
SELECT {creator.of creator}, holding.posts, holding.oldest_ms, holding.newest_ms
FROM holding JOIN creator ON creator.key = holding.creator
WHERE holding.posts > 0 AND holding.posts <= ?1 AND (holding.posts < ?1 OR holding.creator > ?2)
ORDER BY holding.posts DESC, holding.creator LIMIT ?3

-- name: creators_without_posts
SELECT {creator.of creator}, 0, NULL, NULL
FROM creator
WHERE creator.key > ?1 AND NOT EXISTS (SELECT 1 FROM holding WHERE holding.creator = creator.key AND holding.posts > 0)
ORDER BY creator.key LIMIT ?2
