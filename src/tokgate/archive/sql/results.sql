-- name: result_insert
INSERT INTO search_result (id, search, seen, expires_ms) VALUES (?, ?, ?, ?)

-- name: result
SELECT search, seen FROM search_result WHERE id = ? AND expires_ms > ?

-- name: result_page
SELECT start, size, more, rank, post, posts FROM search_page WHERE result = ? AND start <= ? ORDER BY start DESC LIMIT 1

-- name: result_page_insert
INSERT INTO search_page (result, start, size, more, rank, post, posts) VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT DO NOTHING

-- name: result_pages_expire
DELETE FROM search_page WHERE (result, start) IN (
  SELECT search_page.result, search_page.start
  FROM search_result JOIN search_page ON search_page.result = search_result.id
  WHERE search_result.expires_ms <= ? LIMIT ?)

-- name: results_expire
DELETE FROM search_result WHERE id IN (
  SELECT id FROM search_result
  WHERE expires_ms <= ? AND NOT EXISTS (SELECT 1 FROM search_page WHERE search_page.result = search_result.id) LIMIT ?)

-- name: summary_found
SELECT {summary.of post}
FROM post
WHERE post.id = ?1 AND post.visible = 1 AND (?2 = 1 OR NOT EXISTS (
  SELECT 1 FROM creator WHERE creator.key = post.creator AND creator.private = 1))
