-- A post's words, told apart by blanks, become a tsvector with their places: no parser of PostgreSQL's looks at them.

-- name: words_put
INSERT INTO post_words (post, words)
SELECT ?1, coalesce(string_agg(quote_literal(word) || ':' || place, ' '), '')::tsvector
FROM unnest(string_to_array(?2, ' ')) WITH ORDINALITY AS each (word, place)
ON CONFLICT (post) DO UPDATE SET words = excluded.words

-- name: words_drop
DELETE FROM post_words WHERE post = ?

-- name: purge_words
DELETE FROM post_words WHERE post IN (SELECT id FROM purging WHERE kind = 'post')
