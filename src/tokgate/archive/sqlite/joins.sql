-- name: pin_move
UPDATE OR REPLACE pin SET creator = ? WHERE creator = ?

-- name: following_other_move
UPDATE OR REPLACE following SET other = ? WHERE other = ?

-- name: follower_other_move
UPDATE OR REPLACE follower SET other = ? WHERE other = ?
