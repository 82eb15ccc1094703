-- name: comments
SELECT {comment} FROM comment WHERE post = ? ORDER BY coalesce(created_s, 0), id

-- name: comments_of_parent
SELECT {comment} FROM comment WHERE post = ? AND coalesce(parent, 0) = ? ORDER BY coalesce(created_s, 0), id LIMIT ? OFFSET ?

-- name: comment_counts
SELECT count(*) FROM comment WHERE post = ? AND coalesce(parent, 0) = ?

-- name: comment_known
SELECT {comment} FROM comment WHERE id = ?

-- name: comment_upsert
INSERT INTO comment ({comment}) VALUES ({comment.marks})
ON CONFLICT (id) DO UPDATE SET {comment.sets}
