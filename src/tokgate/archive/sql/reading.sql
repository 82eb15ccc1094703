-- name: pieces_latest
SELECT id, ms, piece, outdated FROM post WHERE creator = ? AND ms < ? AND visible = 1 ORDER BY ms DESC, id DESC LIMIT ?

-- name: pieces_at
SELECT id, ms, piece, outdated FROM post WHERE creator = ? AND ms = ? AND visible = 1 ORDER BY id DESC

-- name: pieces_most_liked
SELECT id, coalesce(likes, 0), piece, outdated FROM post
WHERE creator = ?1 AND visible = 1 AND coalesce(likes, 0) <= ?2 AND (coalesce(likes, 0) < ?2 OR id < ?3)
ORDER BY coalesce(likes, 0) DESC, id DESC LIMIT ?4

-- name: posts_latest
SELECT {post} FROM post WHERE creator = ? AND ms < ? AND visible = 1 ORDER BY ms DESC, id DESC LIMIT ?

-- name: posts_at
SELECT {post} FROM post WHERE creator = ? AND ms = ? AND visible = 1 ORDER BY id DESC

-- name: piece_by_id
SELECT id, ms, piece, outdated FROM post WHERE id = ? AND content_ms IS NOT NULL AND gone_ms IS NULL

-- name: liked_pieces
SELECT post.id, liked.ms, post.piece, post.outdated
FROM liked CROSS JOIN post ON post.id = liked.post
WHERE liked.creator = ? AND liked.ms < ? AND post.visible = 1
ORDER BY liked.ms DESC, liked.post DESC LIMIT ?

-- name: liked_pieces_at
SELECT post.id, liked.ms, post.piece, post.outdated
FROM liked CROSS JOIN post ON post.id = liked.post
WHERE liked.creator = ? AND liked.ms = ? AND post.visible = 1
ORDER BY liked.post DESC

-- name: reposts
SELECT {post.of post}
FROM repost CROSS JOIN post ON post.id = repost.post
WHERE repost.creator = ? AND post.visible = 1
ORDER BY repost.ms DESC, repost.post DESC LIMIT ? OFFSET ?

-- name: next_creator
SELECT min(creator) FROM post WHERE creator > ?

-- name: all_posts
SELECT {post} FROM post WHERE creator = ? AND (ms, id) < (?, ?) ORDER BY ms DESC, id DESC LIMIT ?

-- name: body
SELECT observed_ms, content FROM body WHERE kind = 'post' AND id = ?1 AND source = ?2
UNION ALL
SELECT piece_ms, piece FROM post WHERE id = ?1 AND piece_source = ?2
ORDER BY 1 DESC LIMIT 1

-- name: history
SELECT observed_ms, source, plays, likes, comments, shares, saves, reposts, downloads, precision, text
FROM post_observation
WHERE post = ?
  AND (coalesce(plays, likes, comments, shares, saves, reposts, downloads) IS NOT NULL OR text IS NOT NULL)
ORDER BY observed_ms, provenance, source

-- name: comments
SELECT {comment} FROM comment WHERE post = ? ORDER BY coalesce(created_s, 0), id

-- name: checkpoint
SELECT value FROM checkpoint WHERE name = ?

-- name: comments_of_parent
SELECT {comment} FROM comment WHERE post = ? AND coalesce(parent, 0) = ? ORDER BY coalesce(created_s, 0), id LIMIT ? OFFSET ?

-- name: comment_counts
SELECT count(*) FROM comment WHERE post = ? AND coalesce(parent, 0) = ?

-- name: sound
SELECT title, author, album, original, duration_ms, play_url, cover_url FROM sound WHERE id = ?

-- name: hashtag_by_name
SELECT name, id, description, key FROM hashtag WHERE name = ?

-- name: hashtag_by_id
SELECT name, id, description, key FROM hashtag WHERE id = ? ORDER BY key LIMIT 1

-- name: sound_pieces
SELECT id, ms, piece, outdated FROM post
WHERE sound = ?1 AND visible = 1 AND (ms, id) < (?2, ?3)
  AND NOT EXISTS (SELECT 1 FROM creator WHERE key = post.creator AND private = 1)
ORDER BY ms DESC, id DESC LIMIT ?4

-- name: sound_count
SELECT count(*) FROM post WHERE sound = ? AND visible = 1 AND NOT EXISTS (SELECT 1 FROM creator WHERE key = post.creator AND private = 1)

-- name: hashtag_pieces
SELECT post.id, post_hashtag.ms, post.piece, post.outdated
FROM post_hashtag CROSS JOIN post ON post.id = post_hashtag.post
WHERE post_hashtag.hashtag = ?1 AND post.visible = 1 AND (post_hashtag.ms, post_hashtag.post) < (?2, ?3)
  AND NOT EXISTS (SELECT 1 FROM creator WHERE key = post.creator AND private = 1)
ORDER BY post_hashtag.ms DESC, post_hashtag.post DESC LIMIT ?4

-- name: hashtag_count
SELECT count(*) FROM post_hashtag CROSS JOIN post ON post.id = post_hashtag.post
WHERE post_hashtag.hashtag = ? AND post.visible = 1
  AND NOT EXISTS (SELECT 1 FROM creator WHERE key = post.creator AND private = 1)

-- name: effect
SELECT name, image_url FROM effect WHERE id = ?

-- name: effect_pieces
SELECT post.id, post.id, post.piece, post.outdated
FROM post_effect CROSS JOIN post ON post.id = post_effect.post
WHERE post_effect.effect = ?1 AND post_effect.post < ?2 AND post.visible = 1
  AND NOT EXISTS (SELECT 1 FROM creator WHERE key = post.creator AND private = 1)
ORDER BY post_effect.post DESC LIMIT ?3
