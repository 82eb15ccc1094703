-- One row: whoever writes changes it first, so that writers take turns, and readers see that something changed.
CREATE TABLE revision (number bigint NOT NULL);
INSERT INTO revision VALUES (0);
