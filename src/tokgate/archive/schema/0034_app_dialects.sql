-- Until now, there was one dialect whose apps were kept.
ALTER TABLE app ADD COLUMN dialect TEXT NOT NULL DEFAULT 'official';
