-- name: revision
SELECT number FROM revision
