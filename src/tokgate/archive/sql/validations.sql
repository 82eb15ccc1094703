-- name: validation_insert
INSERT INTO validation (id, app, subject, expires_ms) VALUES (?, ?, ?, ?)

-- name: validation_item_insert
INSERT INTO validation_item (validation, place, id) VALUES (?, ?, ?)

-- name: validation
SELECT id, app, subject FROM validation WHERE id = ? AND expires_ms > ?

-- name: valid_posts
SELECT asked.id FROM validation_item AS asked
JOIN post ON post.id = asked.id
LEFT JOIN creator ON creator.key = post.creator
WHERE asked.validation = ? AND post.visible = 1 AND coalesce(creator.private, 0) = 0
ORDER BY asked.place

-- name: valid_comments
SELECT asked.id FROM validation_item AS asked
JOIN comment ON comment.id = asked.id
LEFT JOIN post ON post.id = comment.post
LEFT JOIN creator ON creator.key = post.creator
WHERE asked.validation = ? AND comment.gone_ms IS NULL AND post.gone_ms IS NULL
  AND coalesce(post.private, 0) = 0 AND coalesce(creator.private, 0) = 0
ORDER BY asked.place

-- name: validation_items_expire
DELETE FROM validation_item WHERE validation IN (SELECT id FROM validation WHERE expires_ms <= ?)

-- name: validations_expire
DELETE FROM validation WHERE expires_ms <= ?
