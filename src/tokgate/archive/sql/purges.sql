-- What hangs on what stands in `purge_gather`; all after it removes what was gathered, table by table.

-- name: purge_any
SELECT 1 FROM purge LIMIT 1

-- name: purge_insert
INSERT INTO purge (kind, subject, because, at_ms, removed, changed) VALUES (?, ?, ?, ?, '{}', ?) RETURNING id

-- name: purge_removed
UPDATE purge SET removed = ? WHERE id = ?

-- name: purge_allow
UPDATE purge SET allowed_ms = ?2, changed = ?3 WHERE id = ?1 AND allowed_ms IS NULL

-- name: purge_by_id
SELECT {purge} FROM purge WHERE id = ?

-- name: purge_of_subject
SELECT {purge} FROM purge WHERE kind = ? AND subject = ? AND allowed_ms IS NULL

-- name: purges_changed_upto
SELECT changed FROM purge WHERE changed > ? ORDER BY changed LIMIT 1 OFFSET ?

-- name: purges_changed
SELECT {purge} FROM purge WHERE changed > ? AND changed <= ? ORDER BY changed, id

-- name: purged_put
INSERT INTO purged (purge, kind, hash, first_ms, last_ms) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING

-- name: purged_find
SELECT purged.kind, purged.hash, purged.first_ms, purged.last_ms, purge.id, purge.subject, purge.at_ms, purge.allowed_ms
FROM purged JOIN purge ON purge.id = purged.purge WHERE purged.hash = ?

-- name: purged_name_kinds
SELECT DISTINCT kind FROM purged WHERE purge = ? AND kind IN ('user_id', 'sec_uid')

-- name: purging_put
INSERT INTO purging (kind, id) VALUES (?, ?) ON CONFLICT DO NOTHING

-- name: purging_keys_put
-- The key of a creator, and those of all that were joined to it.
INSERT INTO purging (kind, id)
WITH RECURSIVE joined (key) AS (
  SELECT CAST(? AS bigint)
  UNION SELECT gone FROM creator_join JOIN joined ON creator_join.kept = joined.key WHERE undone_ms IS NULL)
SELECT 'creator', key FROM joined WHERE true ON CONFLICT DO NOTHING

-- name: purge_gather
INSERT INTO purging (kind, id)
SELECT 'post', post.id FROM purging AS known JOIN post ON post.creator = known.id WHERE known.kind = 'creator'
UNION SELECT 'sound', post.sound FROM purging AS known JOIN post ON post.id = known.id
  WHERE known.kind = 'post' AND post.sound IS NOT NULL
UNION SELECT 'hashtag', post_hashtag.hashtag FROM purging AS known JOIN post_hashtag ON post_hashtag.post = known.id
  WHERE known.kind = 'post'
UNION SELECT 'comment', comment.id FROM purging AS known JOIN comment ON comment.post = known.id WHERE known.kind = 'post'
UNION SELECT 'comment', comment.id FROM purging AS known JOIN comment ON comment.creator = known.id
  WHERE known.kind = 'creator'
UNION SELECT 'comment', reply.id FROM purging AS known JOIN comment ON comment.id = known.id
  JOIN comment AS reply ON reply.post = comment.post AND coalesce(reply.parent, 0) = comment.id
  WHERE known.kind = 'comment'
UNION SELECT 'comment', reply.id FROM purging AS known
  JOIN comment AS reply ON reply.post IS NULL AND coalesce(reply.parent, 0) = known.id
  WHERE known.kind = 'comment'
UNION SELECT 'playlist', playlist.id FROM purging AS known JOIN playlist ON playlist.creator = known.id
  WHERE known.kind = 'creator'
UNION SELECT 'conversation', conversation.id FROM purging AS known JOIN conversation ON conversation.owner = known.id
  WHERE known.kind = 'creator'
UNION SELECT 'message', message.id FROM purging AS known JOIN message ON message.conversation = known.id
  WHERE known.kind = 'conversation'
UNION SELECT 'message', message.id FROM purging AS known JOIN message ON message.sender = known.id
  WHERE known.kind = 'creator'
UNION SELECT 'message', message.id FROM purging AS known JOIN message ON message.post = known.id
  WHERE known.kind = 'post'
UNION SELECT 'notification', told.id FROM purging AS known JOIN notification AS told ON told.creator = known.id
  WHERE known.kind = 'creator'
UNION SELECT 'notification', told.id FROM purging AS known JOIN notification AS told ON told.sender = known.id
  WHERE known.kind = 'creator'
UNION SELECT 'notification', told.id FROM purging AS known JOIN notification AS told ON told.post = known.id
  WHERE known.kind = 'post'
UNION SELECT 'notification', told.id FROM purging AS known JOIN notification AS told ON told.comment = known.id
  WHERE known.kind = 'comment'
UNION SELECT 'live_room', live_room.id FROM purging AS known JOIN live_room ON live_room.creator = known.id
  WHERE known.kind = 'creator'
UNION SELECT 'live_event', live_event.id FROM purging AS known JOIN live_event ON live_event.room = known.id
  WHERE known.kind = 'live_room'
UNION SELECT 'live_event', live_event.id FROM purging AS known JOIN live_event ON live_event.creator = known.id
  WHERE known.kind = 'creator'
ON CONFLICT DO NOTHING

-- name: purge_gathered
SELECT kind, id FROM purging

-- name: purge_gathered_drop
DELETE FROM purging

-- name: purge_sound_counts
UPDATE sound SET posts = sound.posts - mine.posts
FROM (SELECT post.sound, count(*) AS posts FROM purging JOIN post ON post.id = purging.id
      WHERE purging.kind = 'post' AND post.visible = 1 AND post.sound IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM creator WHERE creator.key = post.creator AND creator.private = 1)
      GROUP BY post.sound) AS mine
WHERE sound.id = mine.sound

-- name: purge_hashtag_counts
UPDATE hashtag SET posts = hashtag.posts - mine.posts
FROM (SELECT post_hashtag.hashtag, count(*) AS posts FROM purging JOIN post ON post.id = purging.id
        JOIN post_hashtag ON post_hashtag.post = post.id
      WHERE purging.kind = 'post' AND post.visible = 1
        AND NOT EXISTS (SELECT 1 FROM creator WHERE creator.key = post.creator AND creator.private = 1)
      GROUP BY post_hashtag.hashtag) AS mine
WHERE hashtag.key = mine.hashtag

-- name: purge_holdings
SELECT post.creator, -count(*) FROM purging JOIN post ON post.id = purging.id
WHERE purging.kind = 'post' GROUP BY post.creator

-- name: purge_comment_counts
SELECT coalesce(comment.post, 0), coalesce(comment.parent, 0), -count(*)
FROM purging JOIN comment ON comment.id = purging.id
WHERE purging.kind = 'comment' AND comment.gone_ms IS NULL
GROUP BY coalesce(comment.post, 0), coalesce(comment.parent, 0)

-- name: purge_join_counts
UPDATE creator_join SET gone_posts = creator_join.gone_posts - mine.posts
FROM (SELECT thing.join_id, count(*) AS posts
      FROM purging JOIN creator_join_thing AS thing ON thing.kind = 'post' AND thing.id = purging.id
      WHERE purging.kind = 'post' GROUP BY thing.join_id) AS mine
WHERE creator_join.id = mine.join_id

-- name: purge_items
DELETE FROM item WHERE (creator, ms, id) IN (
  SELECT post.creator, post.ms, post.id FROM purging JOIN post ON post.id = purging.id WHERE purging.kind = 'post')

-- name: purge_posts
DELETE FROM post WHERE id IN (SELECT id FROM purging WHERE kind = 'post')

-- name: purge_post_observations
DELETE FROM post_observation WHERE post IN (SELECT id FROM purging WHERE kind = 'post')

-- name: purge_post_hashtags
DELETE FROM post_hashtag WHERE post IN (SELECT id FROM purging WHERE kind = 'post')

-- name: purge_post_effects
DELETE FROM post_effect WHERE post IN (SELECT id FROM purging WHERE kind = 'post')

-- name: purge_playlist_bodies
DELETE FROM body WHERE kind = 'playlist' AND id IN (
  SELECT playlist FROM playlist_item WHERE post IN (SELECT id FROM purging WHERE kind = 'post'))

-- name: purge_validated_posts
DELETE FROM validation_item WHERE id IN (SELECT id FROM purging WHERE kind = 'post')
  AND validation IN (SELECT id FROM validation WHERE subject = 'post')

-- name: purge_validated_comments
DELETE FROM validation_item WHERE id IN (SELECT id FROM purging WHERE kind = 'comment')
  AND validation IN (SELECT id FROM validation WHERE subject = 'comment')

-- name: purge_playlist_places
DELETE FROM playlist_item
WHERE post IN (SELECT id FROM purging WHERE kind = 'post')
   OR playlist IN (SELECT id FROM purging WHERE kind = 'playlist')

-- name: purge_sounds
-- Those that no other post has.
DELETE FROM sound WHERE id IN (SELECT id FROM purging WHERE kind = 'sound')
  AND NOT EXISTS (SELECT 1 FROM post WHERE post.sound = sound.id)

-- name: purge_hashtags
-- Those that no other post has.
DELETE FROM hashtag WHERE key IN (SELECT id FROM purging WHERE kind = 'hashtag')
  AND NOT EXISTS (SELECT 1 FROM post_hashtag WHERE post_hashtag.hashtag = hashtag.key)

-- name: purge_comment_levels
DELETE FROM comment_count
WHERE post IN (SELECT id FROM purging WHERE kind = 'post')
   OR (post, parent) IN (
     SELECT coalesce(comment.post, 0), comment.id FROM purging JOIN comment ON comment.id = purging.id
     WHERE purging.kind = 'comment')

-- name: purge_comments
DELETE FROM comment WHERE id IN (SELECT id FROM purging WHERE kind = 'comment')

-- name: purge_observation_keys
DELETE FROM observation_key WHERE kind = ?1 AND subject IN (SELECT id FROM purging WHERE kind = ?2)

-- name: purge_observation_keys_of_creator
DELETE FROM observation_key WHERE kind = ? AND subject = ?

-- name: purge_bodies
DELETE FROM body WHERE kind = ?1 AND id IN (SELECT id FROM purging WHERE kind = ?2)

-- name: purge_relations_from
DELETE FROM relation WHERE list = ? AND owner IN (SELECT id FROM purging WHERE kind = 'creator')

-- name: purge_relations_to
DELETE FROM relation WHERE list = ?1 AND other IN (SELECT id FROM purging WHERE kind = ?2)

-- name: purge_joined_relations_from
DELETE FROM creator_join_relation WHERE list = ? AND owner IN (SELECT id FROM purging WHERE kind = 'creator')

-- name: purge_joined_relations_to
DELETE FROM creator_join_relation WHERE list = ?1 AND other IN (SELECT id FROM purging WHERE kind = ?2)

-- name: purge_conversation_bodies
DELETE FROM body WHERE kind = 'conversation' AND id IN (
  SELECT conversation FROM participant WHERE creator IN (SELECT id FROM purging WHERE kind = 'creator'))

-- name: purge_participants
DELETE FROM participant
WHERE creator IN (SELECT id FROM purging WHERE kind = 'creator')
   OR conversation IN (SELECT id FROM purging WHERE kind = 'conversation')

-- name: purge_playlists
DELETE FROM playlist WHERE id IN (SELECT id FROM purging WHERE kind = 'playlist')

-- name: purge_conversations
DELETE FROM conversation WHERE id IN (SELECT id FROM purging WHERE kind = 'conversation')

-- name: purge_messages
DELETE FROM message WHERE id IN (SELECT id FROM purging WHERE kind = 'message')

-- name: purge_notifications
DELETE FROM notification WHERE id IN (SELECT id FROM purging WHERE kind = 'notification')

-- name: purge_live_rooms
DELETE FROM live_room WHERE id IN (SELECT id FROM purging WHERE kind = 'live_room')

-- name: purge_live_events
DELETE FROM live_event WHERE id IN (SELECT id FROM purging WHERE kind = 'live_event')

-- name: purge_join_things
DELETE FROM creator_join_thing WHERE kind = ?1 AND id IN (SELECT id FROM purging WHERE kind = ?2)

-- name: purge_things_of_joins
DELETE FROM creator_join_thing WHERE join_id IN (
  SELECT id FROM creator_join WHERE kept IN (SELECT id FROM purging WHERE kind = 'creator')
    OR gone IN (SELECT id FROM purging WHERE kind = 'creator'))

-- name: purge_relations_of_joins
DELETE FROM creator_join_relation WHERE join_id IN (
  SELECT id FROM creator_join WHERE kept IN (SELECT id FROM purging WHERE kind = 'creator')
    OR gone IN (SELECT id FROM purging WHERE kind = 'creator'))

-- name: purge_joins
DELETE FROM creator_join WHERE kept IN (SELECT id FROM purging WHERE kind = 'creator')
  OR gone IN (SELECT id FROM purging WHERE kind = 'creator')

-- name: purge_notices
DELETE FROM notice WHERE creator IN (SELECT id FROM purging WHERE kind = 'creator')

-- name: purge_credentials
DELETE FROM credential WHERE creator IN (SELECT id FROM purging WHERE kind = 'creator')

-- name: purge_handle_uses
DELETE FROM handle_use WHERE creator IN (SELECT id FROM purging WHERE kind = 'creator')

-- name: purge_stand_ins
DELETE FROM stand_in WHERE creator IN (SELECT id FROM purging WHERE kind = 'creator')

-- name: purge_creator_observations
DELETE FROM creator_observation WHERE creator IN (SELECT id FROM purging WHERE kind = 'creator')

-- name: purge_creator_holdings
DELETE FROM holding WHERE creator IN (SELECT id FROM purging WHERE kind = 'creator')

-- name: purge_creators
DELETE FROM creator WHERE key IN (SELECT id FROM purging WHERE kind = 'creator')
