-- name: items_latest
SELECT id, ms, zstd FROM item
WHERE creator = ?1 AND ms < ?3 AND ms <> ?2 AND visible = 1
ORDER BY ms DESC, id DESC LIMIT ?4

-- name: items_at
SELECT id, ms, zstd FROM item WHERE creator = ?1 AND ms = ?2 AND visible = 1 ORDER BY id DESC

-- name: items_most_liked
SELECT post.id, coalesce(post.likes, 0), item.zstd
FROM post JOIN item ON item.creator = post.creator AND item.ms = post.ms AND item.id = post.id
WHERE post.creator = ?1 AND post.visible = 1
  AND coalesce(post.likes, 0) <= ?2 AND (coalesce(post.likes, 0) < ?2 OR post.id < ?3)
ORDER BY coalesce(post.likes, 0) DESC, post.id DESC LIMIT ?4

-- name: item_by_id
SELECT post.id, post.ms, item.zstd
FROM post JOIN item ON item.creator = post.creator AND item.ms = post.ms AND item.id = post.id
WHERE post.id = ?1 AND post.content_ms IS NOT NULL AND post.gone_ms IS NULL

-- name: sound_items
SELECT post.id, post.ms, item.zstd
FROM post JOIN item ON item.creator = post.creator AND item.ms = post.ms AND item.id = post.id
WHERE post.sound = ?1 AND post.visible = 1 AND (post.ms, post.id) < (?2, ?3)
  AND NOT EXISTS (SELECT 1 FROM creator WHERE creator.key = post.creator AND creator.private = 1)
ORDER BY post.ms DESC, post.id DESC LIMIT ?4

-- name: hashtag_items
SELECT post.id, post_hashtag.ms, item.zstd
FROM post_hashtag JOIN post ON post.id = post_hashtag.post
  JOIN item ON item.creator = post.creator AND item.ms = post.ms AND item.id = post.id
WHERE post_hashtag.hashtag = ?1 AND post.visible = 1 AND (post_hashtag.ms, post_hashtag.post) < (?2, ?3)
  AND NOT EXISTS (SELECT 1 FROM creator WHERE creator.key = post.creator AND creator.private = 1)
ORDER BY post_hashtag.ms DESC, post_hashtag.post DESC LIMIT ?4

-- name: effect_items
SELECT post.id, post.id, item.zstd
FROM post_effect JOIN post ON post.id = post_effect.post
  JOIN item ON item.creator = post.creator AND item.ms = post.ms AND item.id = post.id
WHERE post_effect.effect = ?1 AND post_effect.post < ?2 AND post.visible = 1
  AND NOT EXISTS (SELECT 1 FROM creator WHERE creator.key = post.creator AND creator.private = 1)
ORDER BY post_effect.post DESC LIMIT ?3

-- name: playlist_items
SELECT post.id, playlist_item.place, item.zstd
FROM playlist_item JOIN post ON post.id = playlist_item.post
  JOIN item ON item.creator = post.creator AND item.ms = post.ms AND item.id = post.id
WHERE playlist_item.playlist = ?1 AND playlist_item.place > ?2 AND post.visible = 1
ORDER BY playlist_item.place LIMIT ?3

-- name: related_items
SELECT post.id, relation.pos, item.zstd
FROM relation JOIN post ON post.id = relation.other
  JOIN item ON item.creator = post.creator AND item.ms = post.ms AND item.id = post.id
WHERE relation.list = ?1 AND relation.owner = ?2 AND relation.held = 1 AND relation.pos < ?5 AND relation.pos <> ?4
  AND post.visible = 1
  AND NOT EXISTS (SELECT 1 FROM creator WHERE creator.key = post.creator AND creator.private = 1 AND creator.key <> ?3
    AND NOT EXISTS (SELECT 1 FROM relation AS follow WHERE follow.list = 5 AND follow.owner = ?3
      AND follow.other = creator.key AND follow.held = 1))
ORDER BY relation.pos DESC, relation.other DESC LIMIT ?6

-- name: related_items_at
SELECT post.id, relation.pos, item.zstd
FROM relation JOIN post ON post.id = relation.other
  JOIN item ON item.creator = post.creator AND item.ms = post.ms AND item.id = post.id
WHERE relation.list = ?1 AND relation.owner = ?2 AND relation.held = 1 AND relation.pos = ?4 AND post.visible = 1
  AND NOT EXISTS (SELECT 1 FROM creator WHERE creator.key = post.creator AND creator.private = 1 AND creator.key <> ?3
    AND NOT EXISTS (SELECT 1 FROM relation AS follow WHERE follow.list = 5 AND follow.owner = ?3
      AND follow.other = creator.key AND follow.held = 1))
ORDER BY relation.other DESC

-- name: related_items_named
-- Who looks on is no matter here, but each query of a list takes the same values.
SELECT 1 FROM relation
WHERE list = ?1 AND owner = ?2 AND held IN (0, 1) AND pos = ?4 AND CAST(?3 AS BIGINT) IS NOT NULL LIMIT 1

-- name: item_insert
INSERT INTO item (creator, ms, id, visible, zstd) VALUES (?1, ?2, ?3, ?4, ?5)

-- name: item_update
UPDATE item SET creator = ?4, ms = ?5, visible = ?6, zstd = coalesce(?7, zstd)
WHERE creator = ?1 AND ms = ?2 AND id = ?3

-- name: item_bytes
SELECT zstd FROM item WHERE creator = ?1 AND ms = ?2 AND id = ?3
