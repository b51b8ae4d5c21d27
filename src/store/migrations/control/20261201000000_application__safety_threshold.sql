-- 1: the application is asked before a change reaches it that removes or updates too much of what it sees.
ALTER TABLE application ADD COLUMN safety_threshold BIGINT NOT NULL DEFAULT 0;
