-- name: words_put
INSERT OR REPLACE INTO post_words (rowid, words) VALUES (?, ?)

-- name: words_drop
DELETE FROM post_words WHERE rowid = ?
