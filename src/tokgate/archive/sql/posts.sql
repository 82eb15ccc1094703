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
  piece = ifnull(?37, piece)
WHERE id = ?3

-- name: post_piece
SELECT piece FROM post WHERE id = ?

-- name: observation_known
SELECT post, digest, source, observed_ms, instant_known FROM post_observation WHERE post = ? AND digest = ?

-- name: observation_insert
INSERT OR IGNORE INTO post_observation VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)

-- name: sighting_known
SELECT kind, subject, digest, source, observed_ms, instant_known FROM sighting
WHERE kind = ? AND subject = ? AND digest = ?

-- name: sighting_insert
INSERT OR IGNORE INTO sighting VALUES (?, ?, ?, ?, ?, ?, ?)

-- name: sound_upsert
INSERT INTO sound VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET
  title = iif(excluded.seen_ms >= seen_ms, ifnull(excluded.title, title), ifnull(title, excluded.title)),
  author = iif(excluded.seen_ms >= seen_ms, ifnull(excluded.author, author), ifnull(author, excluded.author)),
  album = iif(excluded.seen_ms >= seen_ms, ifnull(excluded.album, album), ifnull(album, excluded.album)),
  original = iif(excluded.seen_ms >= seen_ms, ifnull(excluded.original, original), ifnull(original, excluded.original)),
  duration_ms = iif(
    excluded.seen_ms >= seen_ms, ifnull(excluded.duration_ms, duration_ms), ifnull(duration_ms, excluded.duration_ms)),
  play_url = iif(excluded.seen_ms >= seen_ms, ifnull(excluded.play_url, play_url), ifnull(play_url, excluded.play_url)),
  cover_url = iif(
    excluded.seen_ms >= seen_ms, ifnull(excluded.cover_url, cover_url), ifnull(cover_url, excluded.cover_url)),
  seen_ms = max(excluded.seen_ms, seen_ms)

-- name: hashtag_key
SELECT key FROM hashtag WHERE name = ?

-- name: hashtag_insert
INSERT INTO hashtag (name, id, description) VALUES (?, ?, ?)
ON CONFLICT (name) DO UPDATE SET id = ifnull(excluded.id, id), description = ifnull(excluded.description, description)
RETURNING key

-- name: post_hashtag_insert
INSERT OR IGNORE INTO post_hashtag VALUES (?, ?, ?)

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
WHERE source = ? AND dialect IS ? AND operation IS ? AND request_id IS ? AND file IS ? ORDER BY id LIMIT 1

-- name: provenance_insert
INSERT INTO provenance (source, dialect, operation, request_id, file, at_ms) VALUES (?, ?, ?, ?, ?, ?) RETURNING id

-- name: checkpoint_put
INSERT OR REPLACE INTO checkpoint VALUES (?, ?)

-- name: effect_upsert
INSERT INTO effect VALUES (?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET
  name = iif(excluded.seen_ms >= seen_ms, ifnull(excluded.name, name), ifnull(name, excluded.name)),
  image_url = iif(
    excluded.seen_ms >= seen_ms, ifnull(excluded.image_url, image_url), ifnull(image_url, excluded.image_url)),
  seen_ms = max(excluded.seen_ms, seen_ms)

-- name: post_effect_insert
INSERT OR IGNORE INTO post_effect VALUES (?, ?)
