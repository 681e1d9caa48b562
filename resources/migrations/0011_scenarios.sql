-- What-if scenarios. `body` holds audience, horizon, policy, assumptions, replications and seed. A branch is a copy that names
-- its parent: a parent may change or go without a branch noticing.
CREATE TABLE scenarios (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  notes TEXT NOT NULL DEFAULT '',
  parent INTEGER,
  locked INTEGER NOT NULL DEFAULT 0 CHECK (locked IN (0, 1)),
  body TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL
) STRICT;

-- What scenarios were played on: contacts, estimates, rules and the actions of a plan, compressed, once for all that share it.
CREATE TABLE scenario_inputs (
  hash TEXT PRIMARY KEY,
  made_at INTEGER NOT NULL,
  document BLOB NOT NULL
) STRICT;

-- One run of a scenario, never rewritten. Runs with equal `hash` have equal results. `samples` = every measure by replication.
CREATE TABLE scenario_runs (
  id INTEGER PRIMARY KEY,
  scenario_id INTEGER NOT NULL,
  made_at INTEGER NOT NULL,
  hash TEXT NOT NULL,
  input_hash TEXT NOT NULL REFERENCES scenario_inputs (hash),
  body TEXT NOT NULL,
  inputs TEXT NOT NULL,
  engine_version TEXT NOT NULL,
  elapsed_ms REAL NOT NULL,
  result TEXT NOT NULL,
  samples BLOB NOT NULL
) STRICT;
CREATE INDEX scenario_runs_of_scenario ON scenario_runs (scenario_id, id);
CREATE INDEX scenario_runs_by_hash ON scenario_runs (hash);

-- A search over variants of a scenario as it was when the batch was made. `base` = values of the varied parameters in it.
CREATE TABLE scenario_batches (
  id INTEGER PRIMARY KEY,
  scenario_id INTEGER NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('pending', 'running', 'paused', 'done', 'failed', 'cancelled')),
  spec TEXT NOT NULL,
  body TEXT NOT NULL,
  base TEXT NOT NULL,
  input_hash TEXT NOT NULL REFERENCES scenario_inputs (hash),
  inputs TEXT NOT NULL,
  skipped TEXT NOT NULL DEFAULT '{}',
  total INTEGER NOT NULL,
  round INTEGER NOT NULL DEFAULT 0,
  rounds INTEGER NOT NULL,
  engine_version TEXT NOT NULL,
  job_id TEXT,
  fault TEXT,
  created_at INTEGER NOT NULL,
  started_at INTEGER,
  finished_at INTEGER
) STRICT;
CREATE INDEX scenario_batches_of_scenario ON scenario_batches (scenario_id, id);

-- One variant; `measures` = each over its replications, `means` = their means as a list, for sorting and charts.
CREATE TABLE scenario_variants (
  batch_id INTEGER NOT NULL REFERENCES scenario_batches (id) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  name TEXT,
  status TEXT NOT NULL CHECK (status IN ('waiting', 'running', 'stopped', 'infeasible', 'done')),
  parameters TEXT NOT NULL,
  replications INTEGER NOT NULL DEFAULT 0,
  score REAL,
  standard_error REAL,
  stopped_in_round INTEGER,
  reason TEXT,
  measures TEXT,
  means TEXT,
  PRIMARY KEY (batch_id, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX scenario_variants_ranked ON scenario_variants (batch_id, score, status, stopped_in_round);

-- Every measure by replication, of variants that may still play on in a race.
CREATE TABLE scenario_variant_samples (
  batch_id INTEGER NOT NULL,
  number INTEGER NOT NULL,
  samples BLOB NOT NULL,
  PRIMARY KEY (batch_id, number),
  FOREIGN KEY (batch_id, number) REFERENCES scenario_variants (batch_id, number) ON DELETE CASCADE
) STRICT;

-- Which inputs decide a measure of a scenario as it was then.
CREATE TABLE scenario_sensitivities (
  id INTEGER PRIMARY KEY,
  scenario_id INTEGER NOT NULL,
  made_at INTEGER NOT NULL,
  spec TEXT NOT NULL,
  body TEXT NOT NULL,
  input_hash TEXT NOT NULL REFERENCES scenario_inputs (hash),
  inputs TEXT NOT NULL,
  evaluations INTEGER NOT NULL,
  infeasible INTEGER NOT NULL,
  result TEXT NOT NULL
) STRICT;
CREATE INDEX scenario_sensitivities_of_scenario ON scenario_sensitivities (scenario_id, id);

-- Answers that take a while to find and stay the same: variants played again, what drove a difference.
CREATE TABLE scenario_answers (
  hash TEXT PRIMARY KEY,
  made_at INTEGER NOT NULL,
  answer TEXT NOT NULL
) STRICT;
