-- name: playlist_known
SELECT * FROM playlist WHERE id = ?

-- name: playlist_upsert
INSERT OR REPLACE INTO playlist VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)

-- name: conversation_known
SELECT * FROM conversation WHERE id = ?

-- name: conversation_upsert
INSERT OR REPLACE INTO conversation VALUES (?, ?, ?, ?, ?, ?, ?, ?)

-- name: message_known
SELECT * FROM message WHERE id = ?

-- name: message_upsert
INSERT OR REPLACE INTO message VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)

-- name: notification_known
SELECT * FROM notification WHERE id = ?

-- name: notification_upsert
INSERT OR REPLACE INTO notification VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)

-- name: live_room_known
SELECT * FROM live_room WHERE id = ?

-- name: live_room_upsert
INSERT OR REPLACE INTO live_room VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)

-- name: live_event_known
SELECT * FROM live_event WHERE id = ?

-- name: live_event_upsert
INSERT OR REPLACE INTO live_event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)

-- name: shop_known
SELECT * FROM shop WHERE id = ?

-- name: shop_upsert
INSERT OR REPLACE INTO shop VALUES (?, ?, ?, ?, ?, ?, ?)

-- name: product_known
SELECT * FROM product WHERE id = ?

-- name: product_upsert
INSERT OR REPLACE INTO product VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)

-- name: review_known
SELECT * FROM review WHERE id = ?

-- name: review_upsert
INSERT OR REPLACE INTO review VALUES (?, ?, ?, ?, ?, ?, ?, ?)

-- name: playlist_creator_move
UPDATE playlist SET creator = ? WHERE creator = ?

-- name: conversation_owner_move
UPDATE conversation SET owner = ? WHERE owner = ?

-- name: message_sender_move
UPDATE message SET sender = ? WHERE sender = ?

-- name: notification_creator_move
UPDATE notification SET creator = ? WHERE creator = ?

-- name: notification_sender_move
UPDATE notification SET sender = ? WHERE sender = ?

-- name: live_room_creator_move
UPDATE live_room SET creator = ? WHERE creator = ?

-- name: live_event_creator_move
UPDATE live_event SET creator = ? WHERE creator = ?

-- name: participant_creator_move
UPDATE OR REPLACE participant SET creator = ? WHERE creator = ?

-- name: participant_put
INSERT OR REPLACE INTO participant VALUES (?, ?, ?)

-- name: participant_delete
DELETE FROM participant WHERE conversation = ?

-- name: participants
SELECT creator FROM participant WHERE conversation = ? ORDER BY place, creator

-- name: playlist_item_put
INSERT OR REPLACE INTO playlist_item VALUES (?, ?, ?)

-- name: playlist_item_delete
DELETE FROM playlist_item WHERE playlist = ?

-- name: playlists
SELECT * FROM playlist WHERE creator = ? AND id < ? ORDER BY id DESC LIMIT ?

-- name: playlist_of_post
SELECT playlist FROM playlist_item WHERE post = ? ORDER BY playlist LIMIT 1

-- name: conversation_by_name
SELECT * FROM conversation WHERE name = ? ORDER BY id LIMIT 1

-- name: conversations
SELECT * FROM (
  SELECT conversation.*, ifnull(
    (SELECT max(ifnull(message.sent_ms, 0)) FROM message WHERE message.conversation = conversation.id), 0) AS last_ms
  FROM participant CROSS JOIN conversation ON conversation.id = participant.conversation
  WHERE participant.creator = ?1 AND (ifnull(conversation.accepted, 1) = 0 AND conversation.owner != ?1) = ?2)
WHERE last_ms < ?3 OR (last_ms = ?3 AND id < ?4)
ORDER BY last_ms DESC, id DESC LIMIT ?5

-- name: messages
SELECT * FROM message
WHERE conversation = ?1 AND (ifnull(sent_ms, 0), id) < (?2, ?3)
ORDER BY ifnull(sent_ms, 0) DESC, id DESC LIMIT ?4

-- name: notifications
SELECT * FROM notification
WHERE creator = ?1 AND (ifnull(at_s, 0), id) < (?2, ?3) AND (?4 IS NULL OR kind = ?4)
ORDER BY ifnull(at_s, 0) DESC, id DESC LIMIT ?5

-- name: live_rooms
SELECT * FROM live_room WHERE (ifnull(started_s, 0), id) < (?1, ?2)
ORDER BY ifnull(started_s, 0) DESC, id DESC LIMIT ?3

-- name: live_rooms_of_creator
SELECT * FROM live_room WHERE creator = ?4 AND (ifnull(started_s, 0), id) < (?1, ?2)
ORDER BY ifnull(started_s, 0) DESC, id DESC LIMIT ?3

-- name: live_events
SELECT * FROM live_event WHERE room = ?1 AND (ifnull(at_ms, 0), id) > (?2, ?3)
ORDER BY ifnull(at_ms, 0), id LIMIT ?4

-- name: shops_by_name
SELECT * FROM shop WHERE name = ? ORDER BY id LIMIT ?

-- name: products
SELECT * FROM product WHERE shop = ? ORDER BY id LIMIT ? OFFSET ?

-- name: reviews
SELECT * FROM review WHERE product = ? ORDER BY id LIMIT ? OFFSET ?

-- name: playlist_posts
SELECT post FROM playlist_item WHERE playlist = ? ORDER BY place
