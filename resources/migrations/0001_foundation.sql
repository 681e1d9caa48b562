-- The first tables of a workspace. Days are whole days since 1970-01-01, instants are milliseconds since the epoch,
-- JSON columns are validated by their schema when read.
CREATE TABLE workspace (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  uuid TEXT NOT NULL,
  name TEXT NOT NULL,
  currency TEXT NOT NULL DEFAULT 'EUR',
  contact_noun TEXT NOT NULL DEFAULT 'contact' CHECK (contact_noun IN ('contact', 'HCP')),
  created_at INTEGER NOT NULL
) STRICT;

-- Counts writes per domain, so that a plan can tell whether what it was made from has changed since.
CREATE TABLE revisions (
  domain TEXT PRIMARY KEY,
  revision INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE imports (
  id INTEGER PRIMARY KEY,
  file_name TEXT NOT NULL,
  file_bytes INTEGER NOT NULL,
  file_hash TEXT NOT NULL,
  target TEXT NOT NULL,
  mode TEXT NOT NULL CHECK (mode IN ('upsert', 'create', 'update')),
  settings TEXT NOT NULL,
  report TEXT NOT NULL,
  committed_at INTEGER NOT NULL,
  undone_at INTEGER
) STRICT;

-- How the columns of a file with these headers were read the last time.
CREATE TABLE import_mappings (
  signature TEXT PRIMARY KEY,
  settings TEXT NOT NULL,
  used_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE contacts (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  name TEXT,
  first_name TEXT,
  last_name TEXT,
  email TEXT,
  phone TEXT,
  npi TEXT,
  specialty TEXT,
  segment TEXT,
  territory TEXT,
  rep TEXT,
  street TEXT,
  postal_code TEXT,
  city TEXT,
  region TEXT,
  country TEXT,
  value REAL CHECK (value IS NULL OR value >= 0),
  attributes TEXT NOT NULL DEFAULT '{}',
  import_id INTEGER REFERENCES imports (id)
) STRICT;
CREATE INDEX contacts_by_email ON contacts (lower(email)) WHERE email IS NOT NULL;
CREATE INDEX contacts_by_npi ON contacts (npi) WHERE npi IS NOT NULL;
CREATE INDEX contacts_by_import ON contacts (import_id);

CREATE TABLE channels (
  id TEXT PRIMARY KEY,
  position INTEGER NOT NULL,
  unit_cost REAL NOT NULL CHECK (unit_cost >= 0),
  saturation REAL NOT NULL CHECK (saturation > 0 AND saturation <= 1),
  max_per_contact INTEGER NOT NULL CHECK (max_per_contact >= 0),
  cooldown_days INTEGER NOT NULL CHECK (cooldown_days >= 0),
  weekdays TEXT
) STRICT, WITHOUT ROWID;

-- What took place. `second` is the second of the day, −1 where the export gives only the day.
CREATE TABLE touches (
  id INTEGER PRIMARY KEY,
  source_key TEXT,
  contact_id INTEGER NOT NULL REFERENCES contacts (id),
  channel TEXT NOT NULL,
  day INTEGER NOT NULL,
  second INTEGER NOT NULL DEFAULT -1,
  kind TEXT NOT NULL DEFAULT '',
  campaign TEXT,
  cost REAL,
  import_id INTEGER REFERENCES imports (id)
) STRICT;
CREATE UNIQUE INDEX touches_identity ON touches (contact_id, day, channel, second, kind, ifnull(campaign, ''), ifnull(source_key, ''));
CREATE UNIQUE INDEX touches_by_source ON touches (source_key) WHERE source_key IS NOT NULL;

CREATE TABLE outcomes (
  id INTEGER PRIMARY KEY,
  source_key TEXT,
  contact_id INTEGER NOT NULL REFERENCES contacts (id),
  channel TEXT NOT NULL DEFAULT '',
  day INTEGER NOT NULL,
  second INTEGER NOT NULL DEFAULT -1,
  kind TEXT NOT NULL,
  value REAL,
  import_id INTEGER REFERENCES imports (id)
) STRICT;
CREATE UNIQUE INDEX outcomes_identity ON outcomes (contact_id, day, kind, channel, second, ifnull(source_key, ''));
CREATE UNIQUE INDEX outcomes_by_source ON outcomes (source_key) WHERE source_key IS NOT NULL;

-- Whole rows that imports changed (before) or that an undone import had written (after): enough to undo and redo. Their
-- columns are those of the tables they are kept for.
CREATE TABLE kept_contacts (
  kept_import_id INTEGER NOT NULL REFERENCES imports (id),
  kept_side TEXT NOT NULL CHECK (kept_side IN ('before', 'after')),
  id INTEGER NOT NULL,
  key TEXT,
  name TEXT,
  first_name TEXT,
  last_name TEXT,
  email TEXT,
  phone TEXT,
  npi TEXT,
  specialty TEXT,
  segment TEXT,
  territory TEXT,
  rep TEXT,
  street TEXT,
  postal_code TEXT,
  city TEXT,
  region TEXT,
  country TEXT,
  value REAL,
  attributes TEXT,
  import_id INTEGER,
  PRIMARY KEY (kept_import_id, kept_side, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE kept_touches (
  kept_import_id INTEGER NOT NULL REFERENCES imports (id),
  kept_side TEXT NOT NULL CHECK (kept_side IN ('before', 'after')),
  id INTEGER NOT NULL,
  source_key TEXT,
  contact_id INTEGER,
  channel TEXT,
  day INTEGER,
  second INTEGER,
  kind TEXT,
  campaign TEXT,
  cost REAL,
  import_id INTEGER,
  PRIMARY KEY (kept_import_id, kept_side, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE kept_outcomes (
  kept_import_id INTEGER NOT NULL REFERENCES imports (id),
  kept_side TEXT NOT NULL CHECK (kept_side IN ('before', 'after')),
  id INTEGER NOT NULL,
  source_key TEXT,
  contact_id INTEGER,
  channel TEXT,
  day INTEGER,
  second INTEGER,
  kind TEXT,
  value REAL,
  import_id INTEGER,
  PRIMARY KEY (kept_import_id, kept_side, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE audiences (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  filter TEXT NOT NULL
) STRICT;

-- One row per part of the planning rules that is not a list: horizon, objective, contact mapping.
CREATE TABLE rule_settings (
  name TEXT PRIMARY KEY CHECK (name IN ('horizon', 'objective', 'contacts')),
  body TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE constraints (
  id TEXT PRIMARY KEY,
  position INTEGER NOT NULL,
  kind TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE pinned_actions (
  contact TEXT NOT NULL,
  channel TEXT NOT NULL,
  date TEXT NOT NULL,
  effect TEXT NOT NULL CHECK (effect IN ('fixed', 'forbidden')),
  PRIMARY KEY (contact, channel, date)
) STRICT, WITHOUT ROWID;

-- One undoable step: its name and the row images before and after.
CREATE TABLE edits (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  changes TEXT NOT NULL,
  import_id INTEGER REFERENCES imports (id),
  state TEXT NOT NULL DEFAULT 'done' CHECK (state IN ('done', 'undone', 'dropped'))
) STRICT;

CREATE TABLE response_snapshots (
  id INTEGER PRIMARY KEY,
  made_at INTEGER NOT NULL,
  as_of_day INTEGER NOT NULL,
  input_hash TEXT NOT NULL,
  summary TEXT NOT NULL
) STRICT;

CREATE TABLE response_estimates (
  snapshot_id INTEGER NOT NULL REFERENCES response_snapshots (id) ON DELETE CASCADE,
  contact_id INTEGER NOT NULL REFERENCES contacts (id) ON DELETE CASCADE,
  channel TEXT NOT NULL,
  mean REAL NOT NULL,
  sd REAL NOT NULL,
  touches INTEGER NOT NULL,
  PRIMARY KEY (snapshot_id, contact_id, channel)
) STRICT, WITHOUT ROWID;

CREATE INDEX response_estimates_by_contact ON response_estimates (contact_id);

CREATE TABLE jobs (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('queued', 'running', 'succeeded', 'failed', 'cancelled')),
  input TEXT NOT NULL,
  progress TEXT,
  result TEXT,
  fault TEXT,
  queued_at INTEGER NOT NULL,
  started_at INTEGER,
  finished_at INTEGER
) STRICT, WITHOUT ROWID;

-- A problem is the whole input of a solve, compressed; it is never rewritten.
CREATE TABLE problems (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  hash TEXT NOT NULL,
  document BLOB NOT NULL,
  inputs TEXT NOT NULL
) STRICT;

CREATE TABLE plans (
  id INTEGER PRIMARY KEY,
  problem_id INTEGER NOT NULL REFERENCES problems (id),
  made_at INTEGER NOT NULL,
  solve_status TEXT NOT NULL,
  method TEXT NOT NULL,
  seed INTEGER NOT NULL,
  objective REAL NOT NULL,
  bound REAL,
  gap REAL,
  cost REAL NOT NULL,
  lift REAL NOT NULL,
  reached INTEGER NOT NULL,
  elapsed_ms REAL NOT NULL,
  engine_version TEXT NOT NULL,
  usage TEXT NOT NULL,
  conflicts TEXT NOT NULL DEFAULT '[]',
  state TEXT NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'approved', 'exported')),
  approver TEXT,
  note TEXT,
  approved_at INTEGER,
  exported_at INTEGER
) STRICT;

CREATE TABLE plan_actions (
  plan_id INTEGER NOT NULL REFERENCES plans (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  contact_id INTEGER REFERENCES contacts (id) ON DELETE SET NULL,
  contact TEXT NOT NULL,
  channel TEXT NOT NULL,
  day INTEGER NOT NULL,
  rep TEXT,
  segment TEXT,
  territory TEXT,
  lift REAL NOT NULL,
  cost REAL NOT NULL,
  exploration INTEGER NOT NULL DEFAULT 0,
  reason TEXT NOT NULL,
  PRIMARY KEY (plan_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX plan_actions_by_contact ON plan_actions (contact_id);

-- Who did what and why. Each entry's hash covers the one before it; rows can be added, never changed.
CREATE TABLE decisions (
  seq INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  detail TEXT NOT NULL,
  previous_hash TEXT NOT NULL,
  hash TEXT NOT NULL UNIQUE
) STRICT;
CREATE TRIGGER decisions_never_change BEFORE UPDATE ON decisions BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END;
CREATE TRIGGER decisions_never_leave BEFORE DELETE ON decisions BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END;

-- Where the planner left a screen: filters, columns, positions.
CREATE TABLE ui_state (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
