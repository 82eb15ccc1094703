-- name: words_put
INSERT OR REPLACE INTO post_words (rowid, words) VALUES (?, ?)

-- name: words_drop
DELETE FROM post_words WHERE rowid = ?

-- name: purge_words
DELETE FROM post_words WHERE rowid IN (SELECT id FROM purging WHERE kind = 'post')

-- name: words_compact
INSERT INTO post_words (post_words) VALUES ('optimize')
