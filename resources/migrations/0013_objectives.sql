-- What a plan was judged by where that is not its problem's metric alone (JSON), and what may come of it: `body` = its settings and
-- spreads, `lift` and `responses` = the value of every replication.
ALTER TABLE plans ADD COLUMN goal TEXT;

CREATE TABLE plan_ranges (
  plan_id INTEGER PRIMARY KEY REFERENCES plans (id) ON DELETE CASCADE,
  made_at INTEGER NOT NULL,
  engine_version TEXT NOT NULL,
  body TEXT NOT NULL,
  lift BLOB NOT NULL,
  responses BLOB NOT NULL
) STRICT;
