-- What a connection is still shown, because its application is asked before a large change reaches it. It counts for as long as the
-- connection looks through withheld_audience_id. What it is shown was seen through shown_audience_id in the state view_version; it is
-- kept under kept_id, which stands for a district and for an audience in the tables of rosters. exceeded is JSON. ended_at, in
-- milliseconds: since then it is not shown any more, and is cleared away a little later.
CREATE TABLE frozen_view (
  connection_id TEXT NOT NULL,
  withheld_audience_id TEXT NOT NULL,
  district_id TEXT NOT NULL,
  shown_audience_id TEXT NOT NULL,
  kept_id TEXT NOT NULL,
  policy TEXT NOT NULL,
  view_version BIGINT NOT NULL,
  frozen_at TEXT NOT NULL,
  cause TEXT NOT NULL,
  exceeded TEXT NOT NULL,
  ended_at BIGINT,
  PRIMARY KEY (connection_id, withheld_audience_id)
){table};
CREATE INDEX frozen_view_by_district ON frozen_view (district_id);
