-- name: pin_move
UPDATE OR REPLACE pin SET creator = ? WHERE creator = ?

-- name: creator_observation_move
UPDATE OR REPLACE creator_observation SET creator = ? WHERE creator = ?

-- name: following_other_move
UPDATE OR REPLACE following SET other = ? WHERE other = ?

-- name: follower_other_move
UPDATE OR REPLACE follower SET other = ? WHERE other = ?

-- name: participant_creator_move
UPDATE OR REPLACE participant SET creator = ? WHERE creator = ?
