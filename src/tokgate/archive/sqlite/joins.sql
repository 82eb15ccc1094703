-- name: creator_observation_move
UPDATE OR REPLACE creator_observation SET creator = ? WHERE creator = ?

-- name: participant_creator_move
UPDATE OR REPLACE participant SET creator = ? WHERE creator = ?
