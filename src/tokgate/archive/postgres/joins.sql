-- name: pin_move
WITH moved AS (DELETE FROM pin WHERE creator = ?2 RETURNING *)
INSERT INTO pin SELECT ?1, post, rank, seen_ms FROM moved
ON CONFLICT (creator, post) DO UPDATE SET rank = excluded.rank, seen_ms = excluded.seen_ms

-- name: creator_observation_move
WITH moved AS (DELETE FROM creator_observation WHERE creator = ?2 RETURNING *)
INSERT INTO creator_observation
SELECT ?1, observed_ms, source, digest, provenance, username, name, bio, followers, following, likes, posts, liked,
  friends, precision
FROM moved
ON CONFLICT DO NOTHING

-- name: following_other_move
WITH moved AS (DELETE FROM following WHERE other = ?2 RETURNING *)
INSERT INTO following SELECT creator, ms, ?1, timed FROM moved
ON CONFLICT (creator, other) DO UPDATE SET ms = excluded.ms, timed = excluded.timed

-- name: follower_other_move
WITH moved AS (DELETE FROM follower WHERE other = ?2 RETURNING *)
INSERT INTO follower SELECT creator, ms, ?1, timed FROM moved
ON CONFLICT (creator, other) DO UPDATE SET ms = excluded.ms, timed = excluded.timed

-- name: participant_creator_move
WITH moved AS (DELETE FROM participant WHERE creator = ?2 RETURNING *)
INSERT INTO participant SELECT ?1, conversation, place FROM moved
ON CONFLICT (creator, conversation) DO UPDATE SET place = excluded.place
