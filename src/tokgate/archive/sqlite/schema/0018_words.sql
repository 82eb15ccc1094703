-- The words of posts, found by word; `rowid` is the post's id. Only the index is kept: the words stand in the posts.
-- What it is given are words already (see domain/words.py), and `ascii` takes every other letter as part of a word.
CREATE VIRTUAL TABLE post_words USING fts5 (words, content = '', contentless_delete = 1, tokenize = 'ascii');
