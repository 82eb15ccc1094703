-- name: playlist_known
SELECT {playlist} FROM playlist WHERE id = ?

-- name: playlist_upsert
INSERT INTO playlist ({playlist}) VALUES ({playlist.marks}) ON CONFLICT (id) DO UPDATE SET {playlist.sets}

-- name: conversation_known
SELECT {conversation} FROM conversation WHERE id = ?

-- name: conversation_upsert
INSERT INTO conversation ({conversation}) VALUES ({conversation.marks}) ON CONFLICT (id) DO UPDATE SET {conversation.sets}

-- name: message_known
SELECT {message} FROM message WHERE id = ?

-- name: message_upsert
INSERT INTO message ({message}) VALUES ({message.marks}) ON CONFLICT (id) DO UPDATE SET {message.sets}

-- name: notification_known
SELECT {notification} FROM notification WHERE id = ?

-- name: notification_upsert
INSERT INTO notification ({notification}) VALUES ({notification.marks}) ON CONFLICT (id) DO UPDATE SET {notification.sets}

-- name: live_room_known
SELECT {live_room} FROM live_room WHERE id = ?

-- name: live_room_upsert
INSERT INTO live_room ({live_room}) VALUES ({live_room.marks}) ON CONFLICT (id) DO UPDATE SET {live_room.sets}

-- name: live_event_known
SELECT {live_event} FROM live_event WHERE id = ?

-- name: live_event_upsert
INSERT INTO live_event ({live_event}) VALUES ({live_event.marks}) ON CONFLICT (id) DO UPDATE SET {live_event.sets}

-- name: shop_known
SELECT {shop} FROM shop WHERE id = ?

-- name: shop_upsert
INSERT INTO shop ({shop}) VALUES ({shop.marks}) ON CONFLICT (id) DO UPDATE SET {shop.sets}

-- name: product_known
SELECT {product} FROM product WHERE id = ?

-- name: product_upsert
INSERT INTO product ({product}) VALUES ({product.marks}) ON CONFLICT (id) DO UPDATE SET {product.sets}

-- name: review_known
SELECT {review} FROM review WHERE id = ?

-- name: review_upsert
INSERT INTO review ({review}) VALUES ({review.marks}) ON CONFLICT (id) DO UPDATE SET {review.sets}

-- name: participant_put
INSERT INTO participant VALUES (?, ?, ?) ON CONFLICT (creator, conversation) DO UPDATE SET place = excluded.place

-- name: participant_delete
DELETE FROM participant WHERE conversation = ?

-- name: participants
SELECT creator FROM participant WHERE conversation = ? ORDER BY place, creator

-- name: playlist_item_put
INSERT INTO playlist_item VALUES (?, ?, ?) ON CONFLICT (playlist, place) DO UPDATE SET post = excluded.post

-- name: playlist_item_delete
DELETE FROM playlist_item WHERE playlist = ?

-- name: playlists
SELECT {playlist} FROM playlist WHERE creator = ? AND id < ? ORDER BY id DESC LIMIT ?

-- name: playlist_of_post
SELECT playlist FROM playlist_item WHERE post = ? ORDER BY playlist LIMIT 1

-- name: conversation_by_name
SELECT {conversation} FROM conversation WHERE name = ? ORDER BY id LIMIT 1

-- name: conversations
SELECT * FROM (
  SELECT {conversation.of conversation}, coalesce(
    (SELECT max(coalesce(message.sent_ms, 0)) FROM message WHERE message.conversation = conversation.id), 0) AS last_ms
  FROM participant CROSS JOIN conversation ON conversation.id = participant.conversation
  WHERE participant.creator = ?1
    AND CASE WHEN coalesce(conversation.accepted, 1) = 0 AND conversation.owner != ?1 THEN 1 ELSE 0 END = ?2) AS listed
WHERE last_ms < ?3 AND (?2 = 0 OR last_ms > coalesce(deleted_ms, -1))
ORDER BY last_ms DESC, id DESC LIMIT ?4

-- name: messages
SELECT {message} FROM message
WHERE conversation = ?1 AND (coalesce(sent_ms, 0), id) < (?3, ?4) AND coalesce(sent_ms, 0) > ?2
ORDER BY coalesce(sent_ms, 0) DESC, id DESC LIMIT ?5

-- name: message_count
SELECT count(*) FROM message WHERE conversation = ?1 AND coalesce(sent_ms, 0) > ?2

-- name: message_newest
SELECT max(coalesce(sent_ms, 0)) FROM message WHERE conversation = ?

-- name: notifications
SELECT {notification} FROM notification
WHERE creator = ?1 AND (coalesce(at_s, 0), id) < (?2, ?3) AND (CAST(?4 AS TEXT) IS NULL OR kind = ?4)
ORDER BY coalesce(at_s, 0) DESC, id DESC LIMIT ?5

-- name: live_rooms
SELECT {live_room} FROM live_room WHERE (coalesce(started_s, 0), id) < (?1, ?2)
ORDER BY coalesce(started_s, 0) DESC, id DESC LIMIT ?3

-- name: live_rooms_of_creator
SELECT {live_room} FROM live_room WHERE creator = ?4 AND (coalesce(started_s, 0), id) < (?1, ?2)
ORDER BY coalesce(started_s, 0) DESC, id DESC LIMIT ?3

-- name: live_events
SELECT {live_event} FROM live_event WHERE room = ?1 AND (coalesce(at_ms, 0), id) > (?2, ?3)
ORDER BY coalesce(at_ms, 0), id LIMIT ?4

-- name: shops_by_name
SELECT {shop} FROM shop WHERE lower(name) = lower(?) ORDER BY id LIMIT ?

-- name: products
SELECT {product} FROM product WHERE shop = ? ORDER BY id LIMIT ? OFFSET ?

-- name: reviews
SELECT {review} FROM review WHERE product = ? ORDER BY id LIMIT ? OFFSET ?

-- name: playlist_posts
SELECT post FROM playlist_item WHERE playlist = ? ORDER BY place
