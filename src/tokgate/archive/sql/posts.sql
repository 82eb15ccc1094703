-- name: posts_latest
SELECT {post} FROM post
WHERE creator = ?1 AND ms < ?3 AND ms <> ?2 AND visible = 1
ORDER BY ms DESC, id DESC LIMIT ?4

-- name: posts_at
SELECT {post} FROM post WHERE creator = ? AND ms = ? AND visible = 1 ORDER BY id DESC

-- name: post_named
SELECT 1 FROM post WHERE creator = ? AND ms = ? LIMIT 1

-- name: related_posts
SELECT {post.of post}, relation.pos
FROM relation JOIN post ON post.id = relation.other
WHERE relation.list = ?1 AND relation.owner = ?2 AND relation.held = 1 AND relation.pos < ?4 AND relation.pos <> ?3
  AND post.visible = 1
ORDER BY relation.pos DESC, relation.other DESC LIMIT ?5

-- name: related_posts_at
SELECT {post.of post}, relation.pos
FROM relation JOIN post ON post.id = relation.other
WHERE relation.list = ? AND relation.owner = ? AND relation.held = 1 AND relation.pos = ? AND post.visible = 1
ORDER BY relation.other DESC

-- name: related_summaries
SELECT {summary.of post}, relation.pos
FROM relation JOIN post ON post.id = relation.other
WHERE relation.list = ?1 AND relation.owner = ?2 AND relation.held = 1 AND relation.pos < ?4 AND relation.pos <> ?3
  AND post.visible = 1
  AND NOT EXISTS (SELECT 1 FROM creator WHERE creator.key = post.creator AND creator.private = 1)
ORDER BY relation.pos DESC, relation.other DESC LIMIT ?5

-- name: related_summaries_at
SELECT {summary.of post}, relation.pos
FROM relation JOIN post ON post.id = relation.other
WHERE relation.list = ? AND relation.owner = ? AND relation.held = 1 AND relation.pos = ? AND post.visible = 1
  AND NOT EXISTS (SELECT 1 FROM creator WHERE creator.key = post.creator AND creator.private = 1)
ORDER BY relation.other DESC

-- name: summaries_latest
SELECT {summary} FROM post
WHERE creator = ?1 AND ms < ?3 AND ms <> ?2 AND visible = 1
ORDER BY ms DESC, id DESC LIMIT ?4

-- name: summaries_at
SELECT {summary} FROM post WHERE creator = ? AND ms = ? AND visible = 1 ORDER BY id DESC

-- name: summary_of_creator
SELECT {summary} FROM post WHERE id = ?2 AND creator = ?1 AND visible = 1

-- name: next_creator
SELECT min(creator) FROM post WHERE creator > ?

-- name: all_posts
SELECT {post} FROM post WHERE creator = ? AND ms >= ? AND (ms, id) < (?, ?) ORDER BY ms DESC, id DESC LIMIT ?

-- name: post_ids
SELECT ms, id FROM post WHERE creator = ? AND (ms, id) < (?, ?) ORDER BY ms DESC, id DESC LIMIT ?

-- name: body
SELECT post, content FROM (
  SELECT id AS post, observed_ms, content FROM body WHERE kind = 'post' AND id = ?1 AND source = ?2
  UNION ALL
  SELECT post.id, post.item_ms, item.zstd
  FROM post JOIN item ON item.creator = post.creator AND item.ms = post.ms AND item.id = post.id
  WHERE post.id = ?1 AND post.item_source = ?2 AND post.renewed = 0
  UNION ALL
  SELECT post.id, body.observed_ms, body.content
  FROM post JOIN body ON body.kind = 'item' AND body.id = post.id AND body.source = ''
  WHERE post.id = ?1 AND post.item_source = ?2 AND post.renewed = 1) AS said
ORDER BY observed_ms DESC LIMIT 1

-- name: history
SELECT observed_ms, source, plays, likes, comments, shares, saves, reposts, downloads, precision, text
FROM post_observation
WHERE post = ?
  AND (coalesce(plays, likes, comments, shares, saves, reposts, downloads) IS NOT NULL OR text IS NOT NULL)
ORDER BY observed_ms, provenance, source

-- name: all_counts
SELECT post, digest, observed_ms, source, plays, likes, comments, shares, saves, reposts, downloads, precision, text
FROM post_observation
WHERE post >= ?1 AND (post, observed_ms, digest, source) > (?1, ?2, ?3, ?4)
  AND (coalesce(plays, likes, comments, shares, saves, reposts, downloads) IS NOT NULL OR text IS NOT NULL)
ORDER BY post, observed_ms, digest, source LIMIT ?5

-- name: post_known
SELECT {post} FROM post WHERE id = ?

-- name: posts_in_second
SELECT creator, ms, id FROM post WHERE creator = ? AND ms BETWEEN ? AND ?

-- name: observation_known
SELECT post, digest, source, observed_ms, instant_known FROM post_observation WHERE post = ? AND digest = ?

-- name: observation_insert
INSERT INTO post_observation (
  post, digest, source, observed_ms, instant_known, provenance, precision, plays, likes, comments, shares, saves,
  reposts, downloads, text, changed)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING

-- name: post_insert
INSERT INTO post ({post}) VALUES ({post.marks})

-- name: post_update
UPDATE post SET {post.sets} WHERE id = {post.id}

-- name: holding_add
INSERT INTO holding (creator, posts, oldest_ms, newest_ms)
VALUES (?1, ?2, (SELECT min(ms) FROM post WHERE creator = ?1), (SELECT max(ms) FROM post WHERE creator = ?1))
ON CONFLICT (creator) DO UPDATE SET
  posts = holding.posts + excluded.posts, oldest_ms = excluded.oldest_ms, newest_ms = excluded.newest_ms

-- name: creator_post_count
SELECT count(*) FROM post WHERE creator = ?

-- name: post_at
SELECT {post} FROM post WHERE creator = ? AND ms = ? AND id = ?

-- name: post_seen_by_all
SELECT post.id, CASE WHEN post.gone_ms IS NULL AND coalesce(post.private, 0) = 0 AND coalesce(creator.private, 0) = 0
  THEN 1 ELSE 0 END
FROM post LEFT JOIN creator ON creator.key = post.creator WHERE post.id = ?
