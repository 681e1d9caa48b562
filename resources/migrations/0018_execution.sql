-- Plans that are carried out. A planned action has no row of its own here until something happens to it: its day is that of the
-- plan, its time follows from the day. What is done, failed or skipped, or has another day, stands in execution_actions; the
-- ledger follows these rows.
CREATE TABLE executions (
  plan_id INTEGER PRIMARY KEY REFERENCES plans (id) ON DELETE CASCADE,
  state TEXT NOT NULL CHECK (state IN ('running', 'paused')),
  started_at INTEGER NOT NULL,
  paused_day INTEGER,
  CHECK ((state = 'paused') = (paused_day IS NOT NULL))
) STRICT;

CREATE TABLE execution_actions (
  plan_id INTEGER NOT NULL REFERENCES executions (plan_id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  position INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('planned', 'done', 'failed', 'skipped')),
  day INTEGER NOT NULL,
  done_day INTEGER CHECK ((done_day IS NOT NULL) = (state = 'done')),
  answered INTEGER CHECK (answered IN (0, 1)),
  source TEXT NOT NULL CHECK (source IN ('hand', 'touch', 'pause')),
  note TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (plan_id, position)
) STRICT, WITHOUT ROWID;

-- One document, absent while everything is as it comes.
CREATE TABLE execution_settings (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  body TEXT NOT NULL
) STRICT;

-- Rebalanced versions that were worked out; `new_plan_id` is a draft that stays out of sight until it is accepted.
CREATE TABLE rebalance_suggestions (
  id INTEGER PRIMARY KEY,
  plan_id INTEGER NOT NULL REFERENCES plans (id) ON DELETE CASCADE,
  new_plan_id INTEGER REFERENCES plans (id) ON DELETE SET NULL,
  made_at INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'accepted', 'dismissed')),
  triggers TEXT NOT NULL,
  options TEXT NOT NULL,
  summary TEXT NOT NULL,
  reason TEXT NOT NULL DEFAULT '',
  decided_at INTEGER
) STRICT;
CREATE INDEX suggestions_of_plan ON rebalance_suggestions (plan_id, id);
CREATE INDEX suggestions_by_new_plan ON rebalance_suggestions (new_plan_id) WHERE new_plan_id IS NOT NULL;

-- What moved and why, compressed.
CREATE TABLE rebalance_changes (
  suggestion_id INTEGER PRIMARY KEY REFERENCES rebalance_suggestions (id) ON DELETE CASCADE,
  document BLOB NOT NULL
) STRICT;

-- Runs by schedule, newest last.
CREATE TABLE execution_runs (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  does TEXT NOT NULL CHECK (does IN ('rebalance', 'optimize')),
  plan_id INTEGER,
  result TEXT NOT NULL
) STRICT;
