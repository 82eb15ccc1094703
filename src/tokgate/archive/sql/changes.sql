-- name: posts_changed_upto
SELECT changed FROM post WHERE changed > ? ORDER BY changed LIMIT 1 OFFSET ?

-- name: posts_changed
SELECT {post} FROM post WHERE changed > ? AND changed <= ? ORDER BY changed, id

-- name: counts_changed_upto
SELECT changed FROM post_observation WHERE changed > ? ORDER BY changed LIMIT 1 OFFSET ?

-- name: counts_changed
SELECT post, observed_ms, source, plays, likes, comments, shares, saves, reposts, downloads, precision, text
FROM post_observation WHERE changed > ? AND changed <= ? ORDER BY changed, observed_ms, post, source

-- name: comments_changed_upto
SELECT changed FROM comment WHERE changed > ? ORDER BY changed LIMIT 1 OFFSET ?

-- name: comments_changed
SELECT {comment} FROM comment WHERE changed > ? AND changed <= ? ORDER BY changed, id

-- name: creators_changed_upto
SELECT changed FROM creator WHERE changed > ? ORDER BY changed LIMIT 1 OFFSET ?

-- name: creators_changed
SELECT {creator} FROM creator WHERE changed > ? AND changed <= ? ORDER BY changed, key

-- name: relations_changed_upto
-- A follow stands in two lists; it is told once, and not as an entry of the list of followers, which is number 6.
SELECT changed FROM relation WHERE changed > ? AND list != 6 ORDER BY changed LIMIT 1 OFFSET ?

-- name: relations_changed
SELECT {relation} FROM relation WHERE changed > ? AND changed <= ? AND list != 6 ORDER BY changed, list, owner, other
