-- Letters are lowered as SQLite does, A to Z alone, whatever the database's language.

-- name: creator_by_username
SELECT {creator} FROM creator WHERE lower(username) = lower($1 COLLATE "C")

-- name: shops_by_name
SELECT {shop} FROM shop WHERE lower(name) = lower($1 COLLATE "C") ORDER BY id LIMIT $2
