-- What is written together is sealed together: each seal holds the hash of the one before.
CREATE TABLE disclosure_seal (
  number BIGINT PRIMARY KEY,
  at BIGINT NOT NULL,
  row_count BIGINT NOT NULL,
  digest TEXT NOT NULL,
  previous TEXT NOT NULL,
  hash TEXT NOT NULL
){clustered};

-- Up to which seal rows were let go because they were kept for long enough. Written before the first of them goes.
CREATE TABLE disclosure_pruning (
  at BIGINT PRIMARY KEY,
  through BIGINT NOT NULL,
  before BIGINT NOT NULL,
  row_count BIGINT NOT NULL
){clustered};
CREATE INDEX disclosure_pruning_by_seal ON disclosure_pruning (through);
CREATE INDEX disclosure_pruning_by_time ON disclosure_pruning (before);
