-- name: liked_known
SELECT ms, timed FROM liked WHERE creator = ? AND post = ?

-- name: liked_in_second
SELECT creator, ms, post FROM liked WHERE creator = ? AND ms BETWEEN ? AND ?

-- name: liked_put
INSERT INTO liked VALUES (?, ?, ?, ?) ON CONFLICT (creator, post) DO UPDATE SET ms = excluded.ms, timed = excluded.timed

-- name: liked_untimed
SELECT ms, post FROM liked WHERE creator = ? AND ms < ? ORDER BY ms DESC

-- name: liked_all
SELECT ms, post, timed FROM liked WHERE creator = ? ORDER BY ms DESC, post DESC

-- name: liked_delete
DELETE FROM liked WHERE creator = ?

-- name: repost_known
SELECT ms, timed FROM repost WHERE creator = ? AND post = ?

-- name: repost_in_second
SELECT creator, ms, post FROM repost WHERE creator = ? AND ms BETWEEN ? AND ?

-- name: repost_put
INSERT INTO repost VALUES (?, ?, ?, ?) ON CONFLICT (creator, post) DO UPDATE SET ms = excluded.ms, timed = excluded.timed

-- name: repost_untimed
SELECT ms, post FROM repost WHERE creator = ? AND ms < ? ORDER BY ms DESC

-- name: repost_all
SELECT ms, post, timed FROM repost WHERE creator = ? ORDER BY ms DESC, post DESC

-- name: repost_delete
DELETE FROM repost WHERE creator = ?

-- name: pin_known
SELECT rank FROM pin WHERE creator = ? AND post = ?

-- name: pin_put
INSERT INTO pin VALUES (?, ?, ?, ?)
ON CONFLICT (creator, post) DO UPDATE SET rank = excluded.rank, seen_ms = excluded.seen_ms
WHERE excluded.seen_ms >= pin.seen_ms

-- name: following_known
SELECT ms, timed FROM following WHERE creator = ? AND other = ?

-- name: following_in_second
SELECT creator, ms, other FROM following WHERE creator = ? AND ms BETWEEN ? AND ?

-- name: following_put
INSERT INTO following VALUES (?, ?, ?, ?) ON CONFLICT (creator, other) DO UPDATE SET ms = excluded.ms, timed = excluded.timed

-- name: following_untimed
SELECT ms, other FROM following WHERE creator = ? AND ms < ? ORDER BY ms DESC

-- name: following_all
SELECT ms, other, timed FROM following WHERE creator = ? ORDER BY ms DESC, other DESC

-- name: following_delete
DELETE FROM following WHERE creator = ?

-- name: following_page
SELECT other, ms, timed FROM following WHERE creator = ? AND ms < ? ORDER BY ms DESC, other DESC LIMIT ?

-- name: following_at
SELECT other, ms, timed FROM following WHERE creator = ? AND ms = ? ORDER BY other DESC

-- name: follower_known
SELECT ms, timed FROM follower WHERE creator = ? AND other = ?

-- name: follower_in_second
SELECT creator, ms, other FROM follower WHERE creator = ? AND ms BETWEEN ? AND ?

-- name: follower_put
INSERT INTO follower VALUES (?, ?, ?, ?) ON CONFLICT (creator, other) DO UPDATE SET ms = excluded.ms, timed = excluded.timed

-- name: follower_untimed
SELECT ms, other FROM follower WHERE creator = ? AND ms < ? ORDER BY ms DESC

-- name: follower_all
SELECT ms, other, timed FROM follower WHERE creator = ? ORDER BY ms DESC, other DESC

-- name: follower_delete
DELETE FROM follower WHERE creator = ?

-- name: follower_page
SELECT other, ms, timed FROM follower WHERE creator = ? AND ms < ? ORDER BY ms DESC, other DESC LIMIT ?

-- name: follower_at
SELECT other, ms, timed FROM follower WHERE creator = ? AND ms = ? ORDER BY other DESC
