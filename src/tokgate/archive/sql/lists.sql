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
