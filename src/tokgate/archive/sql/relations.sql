-- name: relation_known
SELECT {relation} FROM relation WHERE list = ? AND owner = ? AND other = ?

-- name: relation_put
INSERT INTO relation ({relation}) VALUES ({relation.marks})
ON CONFLICT (list, owner, other) DO UPDATE SET {relation.sets}

-- name: relation_move
UPDATE relation SET pos = ?, changed = ? WHERE list = ? AND owner = ? AND other = ?

-- name: relation_delete
DELETE FROM relation WHERE list = ? AND owner = ? AND other = ?

-- name: relations_in_second
SELECT pos, other FROM relation WHERE list = ? AND owner = ? AND held = 1 AND pos BETWEEN ? AND ?

-- name: relations_above
SELECT pos, other FROM relation WHERE list = ? AND owner = ? AND held = 1 AND pos > ? AND pos < ? ORDER BY pos LIMIT ?

-- name: relations_below
SELECT pos, other FROM relation WHERE list = ? AND owner = ? AND held = 1 AND pos < ? ORDER BY pos DESC LIMIT ?

-- name: relation_page
SELECT {relation} FROM relation WHERE list = ? AND owner = ? AND held = 1 AND pos < ?
ORDER BY pos DESC, other DESC LIMIT ?

-- name: all_relations
SELECT {relation} FROM relation WHERE list = ? AND (owner, other) > (?, ?) ORDER BY owner, other LIMIT ?

-- name: relations_of_owner
SELECT {relation} FROM relation WHERE list = ? AND owner = ? AND other > ? ORDER BY other LIMIT ?

-- name: relations_at
SELECT {relation} FROM relation WHERE list = ? AND owner = ? AND held = 1 AND pos = ? ORDER BY other DESC
