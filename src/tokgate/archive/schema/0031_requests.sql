-- Until when those who are asked have read a conversation that waits to be accepted, and have deleted it.
ALTER TABLE conversation ADD COLUMN read_ms INTEGER;
ALTER TABLE conversation ADD COLUMN deleted_ms INTEGER;
-- Follows by when they ended.
CREATE INDEX relation_by_end ON relation (list, owner, ended_s) WHERE held = 0;
