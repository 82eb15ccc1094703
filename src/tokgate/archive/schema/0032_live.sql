-- Which rooms are running now, and who gave what: asked for often, and few among all.
CREATE INDEX live_room_running ON live_room (coalesce(started_s, 0), id) WHERE ended_s IS NULL;
CREATE INDEX live_room_running_of ON live_room (creator) WHERE ended_s IS NULL;
