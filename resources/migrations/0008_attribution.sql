-- How outcomes are credited to touches: one document, absent while everything is as it comes.
CREATE TABLE attribution_settings (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  body TEXT NOT NULL
) STRICT;

-- One run of attribution with its settings and the comparison of its models. A run counts once it is done; credits of one
-- that was not finished are removed with it.
CREATE TABLE attribution_runs (
  id INTEGER PRIMARY KEY,
  state TEXT NOT NULL CHECK (state IN ('writing', 'done')),
  made_at INTEGER NOT NULL,
  settings TEXT NOT NULL,
  input_hash TEXT NOT NULL,
  report TEXT NOT NULL
) STRICT;

-- What a run made of an outcome; without a touch it is unattributed.
CREATE TABLE outcome_attributions (
  run_id INTEGER NOT NULL REFERENCES attribution_runs (id) ON DELETE CASCADE,
  outcome_id INTEGER NOT NULL,
  primary_touch_id INTEGER,
  confidence REAL NOT NULL,
  PRIMARY KEY (run_id, outcome_id)
) STRICT, WITHOUT ROWID;

-- Partial credit, oldest touch first. The shares of an outcome add up to 1, the values to its value.
CREATE TABLE outcome_credits (
  run_id INTEGER NOT NULL REFERENCES attribution_runs (id) ON DELETE CASCADE,
  outcome_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  touch_id INTEGER NOT NULL,
  share REAL NOT NULL,
  value REAL NOT NULL,
  PRIMARY KEY (run_id, outcome_id, position)
) STRICT, WITHOUT ROWID;
