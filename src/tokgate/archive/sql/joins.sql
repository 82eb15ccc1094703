-- name: creator_join_insert
INSERT INTO creator_join (kept, gone, because, source, observed_ms, at_ms, kept_posts, gone_posts, was)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id

-- name: creator_joins
SELECT {creator_join} FROM creator_join ORDER BY id

-- name: creator_join
SELECT {creator_join} FROM creator_join WHERE id = ?

-- name: creator_join_of
SELECT kept FROM creator_join WHERE gone = ? AND undone_ms IS NULL

-- name: creator_join_undo
UPDATE creator_join SET undone_ms = ? WHERE id = ?

-- name: creator_joined_since
SELECT coalesce(sum(gone_posts), 0) FROM creator_join WHERE kept = ? AND id > ? AND undone_ms IS NULL

-- name: creators_apart
WITH RECURSIVE
  one (key) AS (
    SELECT CAST(?1 AS bigint)
    UNION SELECT gone FROM creator_join JOIN one ON creator_join.kept = one.key WHERE undone_ms IS NULL),
  other (key) AS (
    SELECT CAST(?2 AS bigint)
    UNION SELECT gone FROM creator_join JOIN other ON creator_join.kept = other.key WHERE undone_ms IS NULL)
SELECT max(observed_ms) FROM creator_join
WHERE undone_ms IS NOT NULL
  AND ((kept IN (SELECT key FROM one) AND gone IN (SELECT key FROM other))
    OR (kept IN (SELECT key FROM other) AND gone IN (SELECT key FROM one)))

-- name: creator_join_things_insert
INSERT INTO creator_join_thing (join_id, kind, id, shared, place)
SELECT CAST(?1 AS bigint), 'post', id, 0, CAST(NULL AS bigint) FROM post WHERE creator = ?2
UNION ALL SELECT ?1, 'comment', id, 0, NULL FROM comment WHERE creator = ?2
UNION ALL SELECT ?1, 'credential', id, 0, NULL FROM credential WHERE creator = ?2
UNION ALL SELECT ?1, 'playlist_creator', id, 0, NULL FROM playlist WHERE creator = ?2
UNION ALL SELECT ?1, 'conversation_owner', id, 0, NULL FROM conversation WHERE owner = ?2
UNION ALL SELECT ?1, 'message_sender', id, 0, NULL FROM message WHERE sender = ?2
UNION ALL SELECT ?1, 'notification_creator', id, 0, NULL FROM notification WHERE creator = ?2
UNION ALL SELECT ?1, 'notification_sender', id, 0, NULL FROM notification WHERE sender = ?2
UNION ALL SELECT ?1, 'live_room_creator', id, 0, NULL FROM live_room WHERE creator = ?2
UNION ALL SELECT ?1, 'live_event_creator', id, 0, NULL FROM live_event WHERE creator = ?2
UNION ALL SELECT ?1, 'participant', conversation, CASE WHEN EXISTS (
    SELECT 1 FROM participant AS kept WHERE kept.creator = ?3 AND kept.conversation = participant.conversation
  ) THEN 1 ELSE 0 END, place FROM participant WHERE creator = ?2

-- name: joined_posts_in_shared_seconds
SELECT {post.of mine}
FROM creator_join_thing AS thing JOIN post AS mine ON mine.id = thing.id
WHERE thing.join_id = ?3 AND thing.kind = 'post' AND mine.creator = ?1 AND EXISTS (
  SELECT 1 FROM post AS theirs
  WHERE theirs.creator = ?2 AND theirs.ms BETWEEN mine.ms / 1000 * 1000 AND mine.ms / 1000 * 1000 + 999)

-- name: joined_items_give
UPDATE item SET creator = ?2 WHERE (creator, ms, id) IN (
  SELECT post.creator, post.ms, post.id
  FROM creator_join_thing AS thing JOIN post ON post.id = thing.id
  WHERE thing.join_id = ?3 AND thing.kind = 'post' AND post.creator = ?1)

-- name: joined_posts_give
UPDATE post SET creator = ?2, changed = ?4 WHERE (creator, ms, id) IN (
  SELECT mine.creator, mine.ms, mine.id
  FROM creator_join_thing AS thing JOIN post AS mine ON mine.id = thing.id
  WHERE thing.join_id = ?3 AND thing.kind = 'post' AND mine.creator = ?1)

-- name: comment_move
UPDATE comment SET creator = ?2, changed = ?4
WHERE creator = ?1 AND id IN (SELECT id FROM creator_join_thing WHERE join_id = ?3 AND kind = 'comment')

-- name: credential_move
UPDATE credential SET creator = ?2
WHERE creator = ?1 AND id IN (SELECT id FROM creator_join_thing WHERE join_id = ?3 AND kind = 'credential')

-- name: playlist_creator_move
UPDATE playlist SET creator = ?2
WHERE creator = ?1 AND id IN (SELECT id FROM creator_join_thing WHERE join_id = ?3 AND kind = 'playlist_creator')

-- name: conversation_owner_move
UPDATE conversation SET owner = ?2
WHERE owner = ?1 AND id IN (SELECT id FROM creator_join_thing WHERE join_id = ?3 AND kind = 'conversation_owner')

-- name: message_sender_move
UPDATE message SET sender = ?2
WHERE sender = ?1 AND id IN (SELECT id FROM creator_join_thing WHERE join_id = ?3 AND kind = 'message_sender')

-- name: notification_creator_move
UPDATE notification SET creator = ?2
WHERE creator = ?1 AND id IN (SELECT id FROM creator_join_thing WHERE join_id = ?3 AND kind = 'notification_creator')

-- name: notification_sender_move
UPDATE notification SET sender = ?2
WHERE sender = ?1 AND id IN (SELECT id FROM creator_join_thing WHERE join_id = ?3 AND kind = 'notification_sender')

-- name: live_room_creator_move
UPDATE live_room SET creator = ?2
WHERE creator = ?1 AND id IN (SELECT id FROM creator_join_thing WHERE join_id = ?3 AND kind = 'live_room_creator')

-- name: live_event_creator_move
UPDATE live_event SET creator = ?2
WHERE creator = ?1 AND id IN (SELECT id FROM creator_join_thing WHERE join_id = ?3 AND kind = 'live_event_creator')

-- name: participant_move
INSERT INTO participant (creator, conversation, place)
SELECT CAST(?2 AS bigint), mine.conversation, coalesce(thing.place, mine.place)
FROM creator_join_thing AS thing JOIN participant AS mine ON mine.conversation = thing.id
WHERE thing.join_id = ?3 AND thing.kind = 'participant' AND mine.creator = ?1
ON CONFLICT (creator, conversation) DO NOTHING

-- name: participant_leave
DELETE FROM participant WHERE creator = ?1 AND conversation IN (
  SELECT id FROM creator_join_thing WHERE join_id = ?2 AND kind = 'participant' AND shared <= ?3)
