-- The words of posts, found by word.
CREATE TABLE post_words (post bigint PRIMARY KEY, words tsvector NOT NULL);
CREATE INDEX post_words_by_word ON post_words USING gin (words);
