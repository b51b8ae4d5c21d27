-- The rosters of all districts, and the audiences that see them. One text for every engine: a dialect replaces the words in
-- braces. Every table of roster data begins its key with district_id, so that it can be distributed by it.

CREATE TABLE district (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  mdr_number TEXT,
  sis_type TEXT NOT NULL,
  state TEXT NOT NULL,
  error TEXT NOT NULL,
  created TEXT NOT NULL,
  last_sync TEXT,
  roster_version BIGINT NOT NULL,
  -- Seconds of the newest ids given; the next sync begins above them, whatever the clock says.
  id_seconds BIGINT NOT NULL,
  removal_limit_percent BIGINT NOT NULL,
  update_limit_percent BIGINT NOT NULL,
  -- 1: imports are refused.
  is_paused BIGINT NOT NULL
){table};

-- A record as it is served: its list item, rendered when a sync changed it. key is its key in the SIS; digest that of its
-- content, so that a sync sees what changed; granted: fields that need a grant and columns kept for later versions, as JSON.
CREATE TABLE record (
  district_id TEXT NOT NULL,
  type TEXT NOT NULL,
  id TEXT NOT NULL,
  key TEXT NOT NULL,
  digest TEXT NOT NULL,
  item TEXT NOT NULL,
  granted TEXT,
  PRIMARY KEY (district_id, type, id)
){clustered};

-- The id that a key of the SIS had before its record went, and will have again if it returns; removed_at in milliseconds.
CREATE TABLE former_identity (
  district_id TEXT NOT NULL,
  type TEXT NOT NULL,
  key TEXT NOT NULL,
  id TEXT NOT NULL,
  removed_at BIGINT NOT NULL,
  PRIMARY KEY (district_id, type, key)
){clustered};

-- Which records name this one in a field ("student.school", "section.students"): their ids, ascending, one behind the other.
CREATE TABLE edge (
  district_id TEXT NOT NULL,
  relation TEXT NOT NULL,
  parent_id TEXT NOT NULL,
  children TEXT NOT NULL,
  PRIMARY KEY (district_id, relation, parent_id)
){clustered};

-- A distinct sharing policy of a district. view_version is the last roster version that changed anything it sees; -1 while it is being
-- filled, -2 while what is left of that is cleared away. retired_at is the roster version from which on nobody looks through it.
-- filling_until, in milliseconds: whoever fills it says that it is alive.
CREATE TABLE audience (
  id TEXT PRIMARY KEY,
  district_id TEXT NOT NULL,
  policy TEXT NOT NULL,
  view_version BIGINT NOT NULL,
  retired_at BIGINT,
  filling_until BIGINT
){table};
CREATE INDEX audience_by_district ON audience (district_id);

-- What an audience sees that does not see everything: its records, since which roster version, and when what it sees of a record was last
-- changed, where that is not the record's own stamp.
CREATE TABLE audience_record (
  district_id TEXT NOT NULL,
  audience_id TEXT NOT NULL,
  type TEXT NOT NULL,
  id TEXT NOT NULL,
  since BIGINT NOT NULL,
  last_modified TEXT,
  PRIMARY KEY (district_id, audience_id, type, id)
){clustered};

-- What it saw before: from roster version "since" up to and without "until". Ids only.
CREATE TABLE audience_former (
  district_id TEXT NOT NULL,
  type TEXT NOT NULL,
  id TEXT NOT NULL,
  audience_id TEXT NOT NULL,
  since BIGINT NOT NULL,
  until BIGINT NOT NULL,
  PRIMARY KEY (district_id, type, id, audience_id, since)
){clustered};

-- When a record was away, for audiences that see everything: from roster version "gone" up to and without "back", if it came back.
CREATE TABLE record_absence (
  district_id TEXT NOT NULL,
  type TEXT NOT NULL,
  id TEXT NOT NULL,
  gone BIGINT NOT NULL,
  back BIGINT,
  PRIMARY KEY (district_id, type, id, gone)
){clustered};

-- Where the segments of a list begin: runs of some hundred items that are read and kept in memory as one.
CREATE TABLE list_segment (
  district_id TEXT NOT NULL,
  audience_id TEXT NOT NULL,
  type TEXT NOT NULL,
  first_id TEXT NOT NULL,
  records BIGINT NOT NULL,
  PRIMARY KEY (district_id, audience_id, type, first_id)
){clustered};

-- One import run. fingerprints, counts and report are JSON.
CREATE TABLE sync (
  district_id TEXT NOT NULL,
  id TEXT NOT NULL,
  -- Ascends with each run, whatever the clock says.
  number BIGINT NOT NULL,
  state TEXT NOT NULL,
  started TEXT NOT NULL,
  ended TEXT,
  fingerprints TEXT NOT NULL,
  report TEXT,
  PRIMARY KEY (district_id, id)
){clustered};

-- Who imports into a district now. fencing rises with every holder, so that one who lost the lease cannot publish.
CREATE TABLE sync_lease (
  district_id TEXT PRIMARY KEY,
  holder TEXT NOT NULL,
  fencing BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
){clustered};

-- Lines of the ledger for acts on rosters, written with the act; they are chained right after.
CREATE TABLE pending_audit (
  number BIGINT PRIMARY KEY,
  id TEXT NOT NULL,
  line TEXT NOT NULL
){table};
