-- name: post_known
SELECT {post} FROM post WHERE id = ?

-- name: posts_of_creator_all
SELECT {post} FROM post WHERE creator = ?

-- name: posts_in_second
SELECT creator, ms, id FROM post WHERE creator = ? AND ms BETWEEN ? AND ?

-- name: post_insert
INSERT INTO post VALUES (
  ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25,
  ?26, ?27, ?28, ?29, ?30, ?31, ?32, ?33, ?34, ?35, ?36, ?37)

-- name: post_update
UPDATE post SET
  creator = ?1, ms = ?2, visible = ?4, outdated = ?5, created_told = ?6, kind = ?7, text = ?8, title = ?9,
  language = ?10, region = ?11, duration_ms = ?12, width = ?13, height = ?14, cover_url = ?15, play_url = ?16,
  plays = ?17, likes = ?18, comments = ?19, shares = ?20, saves = ?21, reposts = ?22, downloads = ?23,
  precision = ?24, counts_ms = ?25, sound = ?26, is_ad = ?27, private = ?28, first_seen_ms = ?29, last_seen_ms = ?30,
  content_ms = ?31, gone_ms = ?32, gone_reason = ?33, piece_ms = ?34, piece_source = ?35, details = ?36,
  piece = coalesce(?37, piece)
WHERE id = ?3

-- name: post_piece
SELECT piece FROM post WHERE id = ?

-- name: observation_known
SELECT post, digest, source, observed_ms, instant_known FROM post_observation WHERE post = ? AND digest = ?

-- name: observation_insert
INSERT INTO post_observation VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING

-- name: sighting_known
SELECT kind, subject, digest, source, observed_ms, instant_known FROM sighting
WHERE kind = ? AND subject = ? AND digest = ?

-- name: sighting_insert
INSERT INTO sighting VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING

-- name: sound_upsert
INSERT INTO sound VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
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
RETURNING key

-- name: post_hashtag_insert
INSERT INTO post_hashtag VALUES (?, ?, ?) ON CONFLICT DO NOTHING

-- name: post_hashtag_delete
DELETE FROM post_hashtag WHERE hashtag = ? AND ms = ? AND post = ?

-- name: body_upsert
INSERT INTO body VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT (kind, id, source) DO UPDATE SET
  observed_ms = excluded.observed_ms, provenance = excluded.provenance, content = excluded.content
WHERE excluded.observed_ms >= body.observed_ms

-- name: comment_known
SELECT {comment} FROM comment WHERE id = ?

-- name: comment_upsert
INSERT INTO comment ({comment}) VALUES ({comment.marks})
ON CONFLICT (id) DO UPDATE SET {comment.sets}

-- name: provenance_find
SELECT id FROM provenance
WHERE source = ?1 AND coalesce(file, '') = coalesce(?5, '') AND coalesce(request_id, '') = coalesce(?4, '')
  AND dialect IS NOT DISTINCT FROM ?2 AND operation IS NOT DISTINCT FROM ?3
  AND request_id IS NOT DISTINCT FROM ?4 AND file IS NOT DISTINCT FROM ?5
ORDER BY id LIMIT 1

-- name: provenance_insert
INSERT INTO provenance (source, dialect, operation, request_id, file, at_ms) VALUES (?, ?, ?, ?, ?, ?) RETURNING id

-- name: checkpoint_put
INSERT INTO checkpoint VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value

-- name: effect_upsert
INSERT INTO effect VALUES (?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET
  name = CASE WHEN excluded.seen_ms >= effect.seen_ms
    THEN coalesce(excluded.name, effect.name) ELSE coalesce(effect.name, excluded.name) END,
  image_url = CASE WHEN excluded.seen_ms >= effect.seen_ms
    THEN coalesce(excluded.image_url, effect.image_url) ELSE coalesce(effect.image_url, excluded.image_url) END,
  seen_ms = CASE WHEN excluded.seen_ms >= effect.seen_ms THEN excluded.seen_ms ELSE effect.seen_ms END

-- name: post_effect_insert
INSERT INTO post_effect VALUES (?, ?) ON CONFLICT DO NOTHING
