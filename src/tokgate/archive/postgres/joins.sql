-- name: creator_observation_move
WITH moved AS (DELETE FROM creator_observation WHERE creator = ?2 RETURNING *)
INSERT INTO creator_observation
SELECT ?1, observed_ms, source, digest, provenance, username, name, bio, followers, following, likes, posts, liked,
  friends, precision
FROM moved
ON CONFLICT DO NOTHING

-- name: participant_creator_move
WITH moved AS (DELETE FROM participant WHERE creator = ?2 RETURNING *)
INSERT INTO participant SELECT ?1, conversation, place FROM moved
ON CONFLICT (creator, conversation) DO UPDATE SET place = excluded.place
