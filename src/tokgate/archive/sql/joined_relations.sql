-- Lists 5 to 7 are of creators (rules/relations.py). A join's copies have the gone creator's key, ?2 below; `twin` is what
-- the kept one had of the same list to the same other.

-- name: joined_relations_copy
INSERT INTO creator_join_relation (join_id, whose, {relation})
SELECT CAST(?1 AS bigint), 0, list, CASE WHEN owner = ?3 THEN ?2 ELSE owner END, held, pos,
  CASE WHEN other = ?3 AND list BETWEEN 5 AND 7 THEN ?2 ELSE other END,
  held_ms, began_ms, began_s, rank_ms, rank, ended_ms, ended_told_ms, ended_s, changed
FROM relation
WHERE owner = ?3 AND list IN (1, 2, 3, 4, 5, 6, 7, 8) OR other = ?3 AND list IN (5, 6, 7)

-- name: joined_relations_copy_twins
INSERT INTO creator_join_relation (join_id, whose, {relation})
SELECT was.join_id, 1, was.list, was.owner, twin.held, twin.pos, was.other, twin.held_ms, twin.began_ms, twin.began_s,
  twin.rank_ms, twin.rank, twin.ended_ms, twin.ended_told_ms, twin.ended_s, twin.changed
FROM creator_join_relation AS was JOIN relation AS twin
  ON twin.list = was.list AND twin.owner = CASE WHEN was.owner = ?2 THEN ?3 ELSE was.owner END
    AND twin.other = CASE WHEN was.other = ?2 AND was.list BETWEEN 5 AND 7 THEN ?3 ELSE was.other END
WHERE was.join_id = ?1 AND was.whose = 0

-- name: joined_relations_to_place
SELECT {relation.of mine}
FROM creator_join_relation AS was
  JOIN relation AS mine ON mine.list = was.list AND mine.owner = was.owner AND mine.other = was.other
WHERE was.join_id = ?1 AND was.whose = 0 AND (
  EXISTS (
    SELECT 1 FROM creator_join_relation AS twin
    WHERE twin.join_id = was.join_id AND twin.whose = 1 AND twin.list = was.list AND twin.owner = was.owner
      AND twin.other = was.other)
  OR was.list BETWEEN 5 AND 7 AND was.owner IN (?2, ?3) AND was.other IN (?2, ?3)
  OR was.owner = ?2 AND was.held = 1 AND was.pos >= 1000000000000 AND EXISTS (
    SELECT 1 FROM relation AS theirs
    WHERE theirs.list = was.list AND theirs.owner = ?3 AND theirs.held = 1
      AND theirs.pos BETWEEN was.pos / 1000 * 1000 AND was.pos / 1000 * 1000 + 999))

-- name: relations_untimed_ends
SELECT min(pos), max(pos) FROM relation WHERE list = ? AND owner = ? AND held = 1 AND pos < 1000000000000

-- name: relations_give
UPDATE relation SET
  owner = ?3, pos = CASE WHEN held = 1 AND pos < 1000000000000 THEN pos + ?4 ELSE pos END, changed = ?5
WHERE list = ?1 AND owner = ?2

-- name: relations_point
UPDATE relation SET other = ?2, changed = ?3 WHERE list IN (5, 6, 7) AND other = ?1

-- name: joined_relations_of_gone
SELECT DISTINCT creator_join.gone
FROM creator_join_relation AS was
  JOIN creator_join ON creator_join.gone = was.owner OR (creator_join.gone = was.other AND was.list BETWEEN 5 AND 7)
WHERE was.join_id = ? AND creator_join.undone_ms IS NULL

-- name: joined_relations_owned
UPDATE creator_join_relation SET owner = ?3
WHERE join_id = ?1 AND owner = ?2 AND NOT EXISTS (
  SELECT 1 FROM creator_join_relation AS same
  WHERE same.join_id = ?1 AND same.whose = creator_join_relation.whose AND same.list = creator_join_relation.list
    AND same.owner = ?3 AND same.other = creator_join_relation.other)

-- name: joined_relations_pointed
UPDATE creator_join_relation SET other = ?3
WHERE join_id = ?1 AND other = ?2 AND list BETWEEN 5 AND 7 AND NOT EXISTS (
  SELECT 1 FROM creator_join_relation AS same
  WHERE same.join_id = ?1 AND same.whose = creator_join_relation.whose AND same.list = creator_join_relation.list
    AND same.owner = creator_join_relation.owner AND same.other = ?3)

-- name: joined_relations_twins
SELECT {relation.of was}, {relation.of twin}
FROM creator_join_relation AS twin JOIN creator_join_relation AS was
  ON was.join_id = twin.join_id AND was.whose = 0 AND was.list = twin.list AND was.owner = twin.owner
    AND was.other = twin.other
WHERE twin.join_id = ? AND twin.whose = 1

-- name: joined_relations_take
DELETE FROM relation WHERE (list, owner, other) IN (
  SELECT mine.list, mine.owner, mine.other
  FROM creator_join_relation AS was JOIN relation AS mine
    ON mine.list = was.list AND mine.owner = CASE WHEN was.owner = ?2 THEN ?3 ELSE was.owner END
      AND mine.other = CASE WHEN was.other = ?2 AND was.list BETWEEN 5 AND 7 THEN ?3 ELSE was.other END
  WHERE was.join_id = ?1 AND was.whose = 0
    AND mine.held_ms IS NOT DISTINCT FROM was.held_ms AND mine.began_ms IS NOT DISTINCT FROM was.began_ms
    AND mine.began_s IS NOT DISTINCT FROM was.began_s AND mine.rank_ms IS NOT DISTINCT FROM was.rank_ms
    AND mine.rank IS NOT DISTINCT FROM was.rank AND mine.ended_ms IS NOT DISTINCT FROM was.ended_ms
    AND mine.ended_told_ms IS NOT DISTINCT FROM was.ended_told_ms AND mine.ended_s IS NOT DISTINCT FROM was.ended_s
    AND NOT EXISTS (
      SELECT 1 FROM creator_join_relation AS twin
      WHERE twin.join_id = was.join_id AND twin.whose = 1 AND twin.list = was.list AND twin.owner = was.owner
        AND twin.other = was.other))

-- name: joined_relations_restore
INSERT INTO relation ({relation})
SELECT list, owner, held, pos, other, held_ms, began_ms, began_s, rank_ms, rank, ended_ms, ended_told_ms, ended_s,
  CAST(?2 AS bigint)
FROM creator_join_relation AS was
WHERE join_id = ?1 AND whose = 0 AND EXISTS (SELECT 1 FROM creator WHERE creator.key = was.owner)
  AND (list NOT BETWEEN 5 AND 7 OR EXISTS (SELECT 1 FROM creator WHERE creator.key = was.other))
ON CONFLICT (list, owner, other) DO NOTHING
