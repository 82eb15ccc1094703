-- name: comments
SELECT {comment} FROM comment WHERE post = ? ORDER BY coalesce(created_s, 0), id

-- name: comments_on
SELECT {comment} FROM comment
WHERE post = ?1 AND (coalesce(parent, 0), coalesce(created_s, 0), id) > (?2, ?3, ?4)
ORDER BY coalesce(parent, 0), coalesce(created_s, 0), id LIMIT ?5

-- name: comments_by
SELECT {comment} FROM comment WHERE creator = ? AND id > ? ORDER BY id LIMIT ?

-- name: all_comments
SELECT {comment} FROM comment WHERE id > ? ORDER BY id LIMIT ?

-- name: comments_of_parent
SELECT {comment} FROM comment
WHERE post = ?1 AND coalesce(parent, 0) = ?2 AND gone_ms IS NULL AND (coalesce(created_s, 0), id) > (?3, ?4)
ORDER BY coalesce(created_s, 0), id LIMIT ?5

-- name: comments_from
SELECT {comment} FROM comment
WHERE post = ?1 AND coalesce(parent, 0) = ?2
ORDER BY coalesce(created_s, 0), id LIMIT ?3 OFFSET ?4

-- name: comment_count
SELECT comments FROM comment_count WHERE post = ? AND parent = ?

-- name: comment_count_add
INSERT INTO comment_count (post, parent, comments) VALUES (?, ?, ?)
ON CONFLICT (post, parent) DO UPDATE SET comments = comment_count.comments + excluded.comments

-- name: comment_known
SELECT {comment} FROM comment WHERE id = ?

-- name: comment_upsert
INSERT INTO comment ({comment}) VALUES ({comment.marks})
ON CONFLICT (id) DO UPDATE SET {comment.sets}
