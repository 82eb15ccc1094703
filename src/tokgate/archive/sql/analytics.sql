-- name: posts_counted
SELECT post.id, post.ms,
  (SELECT told.plays FROM post_observation AS told
   WHERE told.post = post.id AND told.observed_ms < ?2 AND told.plays IS NOT NULL
   ORDER BY told.observed_ms DESC, told.provenance DESC, told.source DESC LIMIT 1),
  (SELECT told.likes FROM post_observation AS told
   WHERE told.post = post.id AND told.observed_ms < ?2 AND told.likes IS NOT NULL
   ORDER BY told.observed_ms DESC, told.provenance DESC, told.source DESC LIMIT 1),
  (SELECT told.comments FROM post_observation AS told
   WHERE told.post = post.id AND told.observed_ms < ?2 AND told.comments IS NOT NULL
   ORDER BY told.observed_ms DESC, told.provenance DESC, told.source DESC LIMIT 1),
  (SELECT told.shares FROM post_observation AS told
   WHERE told.post = post.id AND told.observed_ms < ?2 AND told.shares IS NOT NULL
   ORDER BY told.observed_ms DESC, told.provenance DESC, told.source DESC LIMIT 1),
  (SELECT told.saves FROM post_observation AS told
   WHERE told.post = post.id AND told.observed_ms < ?2 AND told.saves IS NOT NULL
   ORDER BY told.observed_ms DESC, told.provenance DESC, told.source DESC LIMIT 1)
FROM post
WHERE post.creator = ?1 AND post.counts_ms >= ?2 AND (CAST(?3 AS BIGINT) IS NULL OR post.id = ?3)
ORDER BY post.id

-- name: counts_within
SELECT told.post, told.observed_ms, told.plays, told.likes, told.comments, told.shares, told.saves
FROM post CROSS JOIN post_observation AS told ON told.post = post.id
WHERE post.creator = ?1 AND post.counts_ms >= ?2 AND (CAST(?3 AS BIGINT) IS NULL OR post.id = ?3)
  AND told.observed_ms >= ?2 AND told.observed_ms < ?4
ORDER BY told.post, told.observed_ms, told.provenance, told.source

-- name: published
SELECT {post} FROM post
WHERE creator = ? AND ms >= ? AND ms < ? AND content_ms IS NOT NULL AND gone_ms IS NULL ORDER BY ms DESC

-- name: follower_counts
WITH RECURSIVE same (key) AS (
  SELECT key FROM creator WHERE key = ?1
  UNION SELECT creator_join.gone FROM same JOIN creator_join ON creator_join.kept = same.key
  WHERE creator_join.undone_ms IS NULL)
SELECT observed_ms, followers FROM creator_observation
WHERE creator IN (SELECT key FROM same) AND followers IS NOT NULL AND observed_ms < ?3
  AND observed_ms >= coalesce((
    SELECT max(observed_ms) FROM creator_observation
    WHERE creator IN (SELECT key FROM same) AND followers IS NOT NULL AND observed_ms < ?2), ?2)
ORDER BY observed_ms, source, digest

-- name: follows_begun
SELECT began_s / 86400, count(*) FROM relation
WHERE list = ?1 AND owner = ?2 AND held IN (0, 1) AND pos >= ?3 AND pos < ?4 AND began_s IS NOT NULL
GROUP BY began_s / 86400

-- name: follows_ended
SELECT ended_s / 86400, count(*) FROM relation
WHERE list = ?1 AND owner = ?2 AND held = 0 AND ended_s >= ?3 AND ended_s < ?4
GROUP BY ended_s / 86400
