-- name: id_taken
SELECT 1 FROM post WHERE id = ?1
UNION ALL
SELECT 1 FROM comment WHERE id = ?1
UNION ALL
SELECT 1 FROM message WHERE id = ?1
UNION ALL
SELECT 1 FROM notification WHERE id = ?1
UNION ALL
SELECT 1 FROM live_room WHERE id = ?1
UNION ALL
SELECT 1 FROM live_event WHERE id = ?1
LIMIT 1

-- name: replies_to
SELECT {comment} FROM comment WHERE post = ? AND coalesce(parent, 0) = ? AND gone_ms IS NULL

-- name: comments_there
SELECT {comment} FROM comment WHERE post = ? AND gone_ms IS NULL ORDER BY created_s, id

-- name: relations_to
SELECT {relation} FROM relation WHERE list = ? AND other = ? AND held = 1 ORDER BY owner

-- name: playlists_with
SELECT DISTINCT playlist FROM playlist_item WHERE post = ? ORDER BY playlist
