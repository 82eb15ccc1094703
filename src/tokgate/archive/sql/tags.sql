-- name: sound
SELECT title, author, album, original, duration_ms, play_url, cover_url FROM sound WHERE id = ?

-- name: hashtag_by_name
SELECT name, id, description, key FROM hashtag WHERE name = ?

-- name: hashtag_by_id
SELECT name, id, description, key FROM hashtag WHERE id = ? ORDER BY key LIMIT 1

-- name: hashtag_by_key
SELECT name, id, description, key FROM hashtag WHERE key = ?

-- name: hashtags_beginning
SELECT name, id, description FROM hashtag
WHERE name >= ? AND name < ? AND posts > 0 ORDER BY posts DESC, key LIMIT ? OFFSET ?

-- name: sounds_named
SELECT id, title, author, album, original, duration_ms, play_url, cover_url FROM sound
WHERE posts > 0 AND (lower(coalesce(title, '')) LIKE lower(?1) ESCAPE '!' OR lower(author) LIKE lower(?1) ESCAPE '!')
ORDER BY posts DESC, id LIMIT ?2 OFFSET ?3

-- name: sound_count
SELECT posts FROM sound WHERE id = ?

-- name: hashtag_count
SELECT posts FROM hashtag WHERE name = ?

-- name: sound_count_add
UPDATE sound SET posts = posts + ?2 WHERE id = ?1

-- name: hashtag_count_add
UPDATE hashtag SET posts = posts + ?2 WHERE key = ?1

-- name: sound_count_account
UPDATE sound SET posts = sound.posts + ?2 * mine.posts
FROM (SELECT sound, count(*) AS posts FROM post
      WHERE creator = ?1 AND visible = 1 AND sound IS NOT NULL GROUP BY sound) AS mine
WHERE sound.id = mine.sound

-- name: hashtag_count_account
UPDATE hashtag SET posts = hashtag.posts + ?2 * mine.posts
FROM (SELECT post_hashtag.hashtag, count(*) AS posts
      FROM post JOIN post_hashtag ON post_hashtag.post = post.id
      WHERE post.creator = ?1 AND post.visible = 1 GROUP BY post_hashtag.hashtag) AS mine
WHERE hashtag.key = mine.hashtag

-- name: effect
SELECT name, image_url FROM effect WHERE id = ?

-- name: sound_upsert
INSERT INTO sound (id, title, author, album, original, duration_ms, play_url, cover_url, seen_ms)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET
  title = CASE WHEN excluded.seen_ms >= sound.seen_ms
    THEN coalesce(excluded.title, sound.title) ELSE coalesce(sound.title, excluded.title) END,
  author = CASE WHEN excluded.seen_ms >= sound.seen_ms
    THEN coalesce(excluded.author, sound.author) ELSE coalesce(sound.author, excluded.author) END,
  album = CASE WHEN excluded.seen_ms >= sound.seen_ms
    THEN coalesce(excluded.album, sound.album) ELSE coalesce(sound.album, excluded.album) END,
  original = CASE WHEN excluded.seen_ms >= sound.seen_ms
    THEN coalesce(excluded.original, sound.original) ELSE coalesce(sound.original, excluded.original) END,
  duration_ms = CASE WHEN excluded.seen_ms >= sound.seen_ms
    THEN coalesce(excluded.duration_ms, sound.duration_ms) ELSE coalesce(sound.duration_ms, excluded.duration_ms) END,
  play_url = CASE WHEN excluded.seen_ms >= sound.seen_ms
    THEN coalesce(excluded.play_url, sound.play_url) ELSE coalesce(sound.play_url, excluded.play_url) END,
  cover_url = CASE WHEN excluded.seen_ms >= sound.seen_ms
    THEN coalesce(excluded.cover_url, sound.cover_url) ELSE coalesce(sound.cover_url, excluded.cover_url) END,
  seen_ms = CASE WHEN excluded.seen_ms >= sound.seen_ms THEN excluded.seen_ms ELSE sound.seen_ms END

-- name: hashtag_key
SELECT key FROM hashtag WHERE name = ?

-- name: hashtag_insert
INSERT INTO hashtag (name, id, description) VALUES (?, ?, ?)
ON CONFLICT (name) DO UPDATE SET
  id = coalesce(excluded.id, hashtag.id), description = coalesce(excluded.description, hashtag.description)
RETURNING name, key

-- name: post_hashtag_insert
INSERT INTO post_hashtag (hashtag, ms, post) VALUES (?, ?, ?) ON CONFLICT DO NOTHING

-- name: post_hashtag_delete
DELETE FROM post_hashtag WHERE hashtag = ? AND ms = ? AND post = ?

-- name: effect_upsert
INSERT INTO effect (id, name, image_url, seen_ms) VALUES (?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET
  name = CASE WHEN excluded.seen_ms >= effect.seen_ms
    THEN coalesce(excluded.name, effect.name) ELSE coalesce(effect.name, excluded.name) END,
  image_url = CASE WHEN excluded.seen_ms >= effect.seen_ms
    THEN coalesce(excluded.image_url, effect.image_url) ELSE coalesce(effect.image_url, excluded.image_url) END,
  seen_ms = CASE WHEN excluded.seen_ms >= effect.seen_ms THEN excluded.seen_ms ELSE effect.seen_ms END

-- name: post_effect_insert
INSERT INTO post_effect (effect, post) VALUES (?, ?) ON CONFLICT DO NOTHING
