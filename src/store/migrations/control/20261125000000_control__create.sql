-- Who may read what, who signed in, who runs the hub, and the ledger. Apart from rosters, so that a sign-in or an entry of the ledger never
-- waits for an import. Columns are those of src/store/control-tables.ts. Instants are milliseconds where they are BIGINT.

CREATE TABLE setting (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
){clustered};

-- Rises with every change that can take something away from a caller.
CREATE TABLE access_version (
  only_row BIGINT PRIMARY KEY,
  version BIGINT NOT NULL
){clustered};
INSERT INTO access_version (only_row, version) VALUES (1, 0);

CREATE TABLE application (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  client_id TEXT NOT NULL UNIQUE,
  redirect_uris TEXT NOT NULL,
  user_types TEXT NOT NULL,
  scopes TEXT NOT NULL,
  tier TEXT NOT NULL,
  is_public BIGINT NOT NULL,
  auto_approve BIGINT NOT NULL,
  taken_fields TEXT NOT NULL,
  state TEXT NOT NULL,
  created TEXT NOT NULL
){table};

CREATE TABLE application_secret (
  application_id TEXT NOT NULL,
  id TEXT NOT NULL,
  secret_hash TEXT NOT NULL,
  created TEXT NOT NULL,
  PRIMARY KEY (application_id, id)
){clustered};

-- One district and one application. The district token is derived from its id and token_version. A pair that was disconnected keeps its
-- row and can be connected again by a new one.
CREATE TABLE connection (
  id TEXT PRIMARY KEY,
  district_id TEXT NOT NULL,
  application_id TEXT NOT NULL,
  state TEXT NOT NULL,
  scopes TEXT NOT NULL,
  sharing TEXT NOT NULL,
  audience_id TEXT,
  launch_date TEXT,
  token_version BIGINT NOT NULL,
  token_hash TEXT UNIQUE,
  previous_token_hash TEXT,
  previous_token_until BIGINT,
  created TEXT NOT NULL,
  ended TEXT
){table};
CREATE UNIQUE INDEX connection_live_pair ON connection (district_id, application_id) WHERE ended IS NULL;
CREATE INDEX connection_by_application ON connection (application_id);
CREATE INDEX connection_by_previous_token ON connection (previous_token_hash);

-- Audiences that no connection is turned to any more: they were let go, or are about to be.
CREATE TABLE retired_audience (
  audience_id TEXT PRIMARY KEY
){clustered};

CREATE TABLE login_method (
  district_id TEXT NOT NULL,
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  label TEXT NOT NULL,
  settings TEXT NOT NULL,
  sealed TEXT,
  is_enabled BIGINT NOT NULL,
  created TEXT NOT NULL,
  PRIMARY KEY (district_id, id)
){clustered};

CREATE TABLE login_password (
  district_id TEXT NOT NULL,
  username TEXT NOT NULL,
  person_type TEXT NOT NULL,
  person_id TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  must_change BIGINT NOT NULL,
  updated TEXT NOT NULL,
  PRIMARY KEY (district_id, username)
){clustered};
CREATE INDEX login_password_by_person ON login_password (district_id, person_type, person_id);

CREATE TABLE hub_session (
  id_hash TEXT PRIMARY KEY,
  district_id TEXT NOT NULL,
  person_type TEXT NOT NULL,
  person_id TEXT NOT NULL,
  method TEXT NOT NULL,
  actor_account_id TEXT,
  created BIGINT NOT NULL,
  last_seen BIGINT NOT NULL,
  ends BIGINT NOT NULL
){clustered};
CREATE INDEX hub_session_by_person ON hub_session (district_id, person_type, person_id);
CREATE INDEX hub_session_by_end ON hub_session (ends);

CREATE TABLE authorization_code (
  code_hash TEXT PRIMARY KEY,
  application_id TEXT NOT NULL,
  district_id TEXT NOT NULL,
  person_type TEXT NOT NULL,
  person_id TEXT NOT NULL,
  redirect_uri TEXT NOT NULL,
  code_challenge TEXT,
  scopes TEXT NOT NULL,
  authorized_by TEXT NOT NULL,
  actor_account_id TEXT,
  session_hash TEXT,
  created BIGINT NOT NULL,
  expires BIGINT NOT NULL,
  used_at BIGINT,
  token_hash TEXT
){clustered};
CREATE INDEX authorization_code_by_expiry ON authorization_code (expires);

CREATE TABLE user_token (
  token_hash TEXT PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  application_id TEXT NOT NULL,
  district_id TEXT NOT NULL,
  person_type TEXT NOT NULL,
  person_id TEXT NOT NULL,
  scopes TEXT NOT NULL,
  authorized_by TEXT NOT NULL,
  actor_account_id TEXT,
  session_hash TEXT,
  created BIGINT NOT NULL,
  expires BIGINT NOT NULL,
  revoked_at BIGINT
){clustered};
CREATE INDEX user_token_by_person ON user_token (district_id, person_type, person_id);
CREATE INDEX user_token_by_expiry ON user_token (expires);

CREATE TABLE teacher_authorization (
  application_id TEXT NOT NULL,
  district_id TEXT NOT NULL,
  teacher_id TEXT NOT NULL,
  created TEXT NOT NULL,
  PRIMARY KEY (application_id, district_id, teacher_id)
){clustered};

CREATE TABLE account (
  id TEXT PRIMARY KEY,
  email TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  totp_sealed TEXT,
  totp_pending_sealed TEXT,
  totp_last_step BIGINT NOT NULL,
  must_change_password BIGINT NOT NULL,
  state TEXT NOT NULL,
  created TEXT NOT NULL
){table};

CREATE TABLE account_role (
  account_id TEXT NOT NULL,
  role TEXT NOT NULL,
  district_id TEXT NOT NULL,
  school_id TEXT NOT NULL,
  application_id TEXT NOT NULL,
  PRIMARY KEY (account_id, role, district_id, school_id, application_id)
){clustered};
-- A district has one owner.
CREATE UNIQUE INDEX account_role_owner ON account_role (district_id) WHERE role = 'district_owner';

CREATE TABLE account_session (
  id_hash TEXT PRIMARY KEY,
  account_id TEXT NOT NULL,
  level TEXT NOT NULL,
  created BIGINT NOT NULL,
  last_seen BIGINT NOT NULL,
  ends BIGINT NOT NULL
){clustered};
CREATE INDEX account_session_by_account ON account_session (account_id);

CREATE TABLE recovery_code (
  account_id TEXT NOT NULL,
  code_hash TEXT NOT NULL,
  used_at BIGINT,
  PRIMARY KEY (account_id, code_hash)
){clustered};

CREATE TABLE idempotent_answer (
  account_id TEXT NOT NULL,
  idempotency_key TEXT NOT NULL,
  request_hash TEXT NOT NULL,
  answer_sealed TEXT,
  created BIGINT NOT NULL,
  PRIMARY KEY (account_id, idempotency_key)
){clustered};
CREATE INDEX idempotent_answer_by_age ON idempotent_answer (created);

-- Each row holds the hash of the one before it in its chain, so that a changed, lost or moved row is found.
CREATE TABLE audit (
  chain TEXT NOT NULL,
  number BIGINT NOT NULL,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  act TEXT NOT NULL,
  subject TEXT NOT NULL,
  outcome TEXT NOT NULL,
  request_id TEXT,
  detail TEXT NOT NULL,
  previous TEXT NOT NULL,
  hash TEXT NOT NULL,
  PRIMARY KEY (chain, number)
){clustered};
CREATE INDEX audit_by_subject ON audit (subject, chain, number);

-- Lines that were left beside acts on rosters and stand in the ledger already.
CREATE TABLE chained_line (
  id TEXT PRIMARY KEY,
  chained_at BIGINT NOT NULL
){clustered};

CREATE TABLE disclosure (
  id TEXT PRIMARY KEY,
  district_id TEXT NOT NULL,
  application_id TEXT NOT NULL,
  token TEXT NOT NULL,
  audience_id TEXT NOT NULL,
  view_version BIGINT NOT NULL,
  record_type TEXT NOT NULL,
  fields_id TEXT NOT NULL,
  first_id TEXT NOT NULL,
  last_id TEXT NOT NULL,
  ids TEXT,
  is_exact BIGINT NOT NULL,
  row_count BIGINT NOT NULL,
  requests BIGINT NOT NULL,
  first_at BIGINT NOT NULL,
  last_at BIGINT NOT NULL
){clustered};
-- Who received one record. Single records, of which there are most, are looked up and never stand in the way; runs are searched by their
-- ends, on an index that holds all that is asked for; a run of named records is read to see whether the record is one of them.
CREATE INDEX disclosure_by_record ON disclosure (district_id, record_type, first_id) WHERE first_id = last_id;
CREATE INDEX disclosure_by_run ON disclosure
  (district_id, record_type, first_id, last_id, last_at, first_at, application_id, token, audience_id, view_version, fields_id, is_exact, ids)
  WHERE first_id < last_id AND ids IS NULL;
CREATE INDEX disclosure_by_names ON disclosure (district_id, record_type, first_id, last_id, last_at)
  WHERE ids IS NOT NULL;
CREATE INDEX disclosure_by_token ON disclosure (token, id);

CREATE TABLE disclosed_fields (
  id TEXT PRIMARY KEY,
  fields TEXT NOT NULL
){clustered};
