-- Stored items are zstd frames, which do not compress again, and stay in the row up to a page, not to a quarter of one.
ALTER TABLE item ALTER COLUMN zstd SET STORAGE EXTERNAL, SET (toast_tuple_target = 8160);
ALTER TABLE body ALTER COLUMN content SET STORAGE EXTERNAL, SET (toast_tuple_target = 8160);
