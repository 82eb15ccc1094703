-- name: live_room_running
SELECT {live_room} FROM live_room WHERE creator = ? AND ended_s IS NULL
ORDER BY coalesce(started_s, 0) DESC, id DESC LIMIT 1

-- name: live_rooms_running
SELECT {live_room} FROM live_room WHERE ended_s IS NULL AND (coalesce(started_s, 0), id) < (?1, ?2)
ORDER BY coalesce(started_s, 0) DESC, id DESC LIMIT ?3

-- name: live_rooms_newest_from
SELECT {live_room} FROM live_room WHERE creator = ?
ORDER BY coalesce(started_s, 0) DESC, id DESC LIMIT ? OFFSET ?

-- name: live_rooms_oldest_from
SELECT {live_room} FROM live_room WHERE creator = ?
ORDER BY coalesce(started_s, 0), id LIMIT ? OFFSET ?

-- name: live_rooms_between
SELECT {live_room} FROM live_room WHERE creator = ?1 AND (ended_s IS NULL OR ended_s > ?2) AND started_s < ?3
ORDER BY coalesce(started_s, 0), id

-- name: live_tally
SELECT room, kind, count(*), count(DISTINCT creator), coalesce(sum(amount), 0)
FROM live_event WHERE room = ? AND kind IS NOT NULL GROUP BY room, kind ORDER BY kind

-- name: live_gifts
SELECT {live_event} FROM live_event
WHERE kind = 'gift' AND (creator = ?1 OR room IN (SELECT id FROM live_room WHERE live_room.creator = ?1))
ORDER BY coalesce(at_ms, 0) DESC, id DESC LIMIT ?2 OFFSET ?3

-- name: live_diamonds
SELECT live_event.at_ms / 86400000, coalesce(sum(live_event.amount), 0)
FROM live_room JOIN live_event ON live_event.room = live_room.id
WHERE live_room.creator = ?1 AND live_event.kind = 'gift' AND live_event.at_ms >= ?2 AND live_event.at_ms < ?3
GROUP BY live_event.at_ms / 86400000

-- name: live_event_last
SELECT coalesce(max(coalesce(at_ms, 0)), 0) FROM live_event WHERE room = ?

-- name: live_joined
SELECT 1 FROM live_event WHERE room = ? AND creator = ? AND kind = 'join' LIMIT 1
