-- name: pin_move
WITH moved AS (DELETE FROM pin WHERE creator = ?2 RETURNING *)
INSERT INTO pin SELECT ?1, post, rank, seen_ms FROM moved
ON CONFLICT (creator, post) DO UPDATE SET rank = excluded.rank, seen_ms = excluded.seen_ms

-- name: following_other_move
WITH moved AS (DELETE FROM following WHERE other = ?2 RETURNING *)
INSERT INTO following SELECT creator, ms, ?1, timed FROM moved
ON CONFLICT (creator, other) DO UPDATE SET ms = excluded.ms, timed = excluded.timed

-- name: follower_other_move
WITH moved AS (DELETE FROM follower WHERE other = ?2 RETURNING *)
INSERT INTO follower SELECT creator, ms, ?1, timed FROM moved
ON CONFLICT (creator, other) DO UPDATE SET ms = excluded.ms, timed = excluded.timed
