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

-- name: creators_strongly_named
SELECT 'user_id', {creator} FROM creator WHERE user_id = ?1
UNION ALL
SELECT 'sec_uid', {creator} FROM creator WHERE sec_uid = ?2
UNION ALL
SELECT 'stand_in', {creator} FROM creator WHERE key = (SELECT creator FROM stand_in WHERE sec_uid = ?2)

-- name: creator_insert
INSERT INTO creator (user_id, sec_uid, username, first_seen_ms, last_seen_ms, changed) VALUES (?, ?, ?, ?, ?, ?)
RETURNING key

-- name: creator_names
UPDATE creator SET user_id = ?, sec_uid = ?, username = ?, changed = ? WHERE key = ?

-- name: creator_update
UPDATE creator SET {creator.sets} WHERE key = {creator.key}

-- name: creator_delete
DELETE FROM creator WHERE key = ?

-- name: creator_restore
INSERT INTO creator ({creator}) VALUES ({creator.marks})

-- name: stand_ins_of
SELECT sec_uid FROM stand_in WHERE creator = ?

-- name: stand_in_give
UPDATE stand_in SET creator = ?2 WHERE creator = ?1 AND sec_uid = ?3

-- name: stand_in_insert
INSERT INTO stand_in VALUES (?, ?) ON CONFLICT DO NOTHING

-- name: creator_observation_before
SELECT username, name, bio, followers, following, likes, posts, liked, friends FROM creator_observation
WHERE creator = ? AND observed_ms <= ? ORDER BY observed_ms DESC LIMIT 1

-- name: audience
WITH RECURSIVE same (key) AS (
  SELECT key FROM creator WHERE key = ?1
  UNION SELECT creator_join.gone FROM same JOIN creator_join ON creator_join.kept = same.key
  WHERE creator_join.undone_ms IS NULL)
SELECT observed_ms, source, followers, following, likes, posts, liked, friends, precision FROM creator_observation
WHERE creator IN (SELECT key FROM same) AND coalesce(followers, following, likes, posts, liked, friends) IS NOT NULL
ORDER BY observed_ms, source, digest

-- name: creators_by_number
SELECT {creator} FROM creator WHERE key > ? ORDER BY key LIMIT ?

-- name: usernames
SELECT username FROM creator WHERE lower(username) >= ? AND lower(username) < ? ORDER BY lower(username) LIMIT ?

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

-- name: creators_named
SELECT {creator.of creator}
FROM creator LEFT JOIN holding ON holding.creator = creator.key
WHERE creator.username IS NOT NULL
  AND (lower(creator.username) LIKE lower(?1) ESCAPE '!' OR lower(creator.name) LIKE lower(?1) ESCAPE '!')
ORDER BY CASE WHEN lower(creator.username) = lower(?2) THEN 0 ELSE 1 END, coalesce(holding.posts, 0) DESC, creator.key
LIMIT ?3

-- name: creators_without_posts
SELECT {creator.of creator}, 0, NULL, NULL
FROM creator
WHERE creator.key > ?1 AND NOT EXISTS (SELECT 1 FROM holding WHERE holding.creator = creator.key AND holding.posts > 0)
ORDER BY creator.key LIMIT ?2

-- name: handle_uses_of
SELECT first_ms, last_ms, creator, handle FROM handle_use WHERE creator = ?

-- name: handle_uses_around
SELECT first_ms, last_ms, creator, handle FROM handle_use
WHERE creator IN (SELECT creator FROM handle_use WHERE handle = ?)

-- name: handle_use_delete
DELETE FROM handle_use WHERE handle = ? AND creator = ? AND first_ms = ?

-- name: handle_use_put
INSERT INTO handle_use VALUES (?, ?, ?, ?) ON CONFLICT (handle, creator, first_ms) DO UPDATE SET last_ms = excluded.last_ms
