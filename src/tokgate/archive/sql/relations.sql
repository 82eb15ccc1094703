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
SELECT {relation} FROM relation
WHERE list = ?1 AND owner = ?2 AND held = 1 AND pos < ?4 AND pos <> ?3
ORDER BY pos DESC, other DESC LIMIT ?5

-- name: relation_named
SELECT 1 FROM relation WHERE list = ? AND owner = ? AND held IN (0, 1) AND pos = ? LIMIT 1

-- name: all_relations
SELECT {relation} FROM relation WHERE list = ? AND (owner, other) > (?, ?) ORDER BY owner, other LIMIT ?

-- name: relations_of_owner
SELECT {relation} FROM relation WHERE list = ? AND owner = ? AND other > ? ORDER BY other LIMIT ?

-- name: relations_at
SELECT {relation} FROM relation WHERE list = ? AND owner = ? AND held = 1 AND pos = ? ORDER BY other DESC
