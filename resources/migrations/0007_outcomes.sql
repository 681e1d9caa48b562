-- Outcomes as events: which system told of one, when it came in and what became of it. Those of files are of the system
-- `file`. An event is known by its system and the id it has there.
ALTER TABLE outcomes ADD COLUMN source_system TEXT NOT NULL DEFAULT 'file';
ALTER TABLE outcomes ADD COLUMN received_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE outcomes ADD COLUMN status TEXT NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'attributed', 'unattributed'));
ALTER TABLE outcomes ADD COLUMN processed_at INTEGER;
ALTER TABLE kept_outcomes ADD COLUMN source_system TEXT DEFAULT 'file';
ALTER TABLE kept_outcomes ADD COLUMN received_at INTEGER DEFAULT 0;
ALTER TABLE kept_outcomes ADD COLUMN status TEXT DEFAULT 'pending';
ALTER TABLE kept_outcomes ADD COLUMN processed_at INTEGER;
UPDATE outcomes SET received_at = imports.committed_at FROM imports WHERE imports.id = outcomes.import_id;
DROP INDEX outcomes_identity;
CREATE UNIQUE INDEX outcomes_identity ON outcomes (contact_id, day, kind, channel, second, ifnull(source_key, ''), source_system);
DROP INDEX outcomes_by_source;
CREATE UNIQUE INDEX outcomes_by_source ON outcomes (source_key, source_system) WHERE source_key IS NOT NULL;
-- Ids of rows that undo keeps are not given again.
CREATE INDEX kept_outcomes_by_id ON kept_outcomes (id);

-- Events that could not be taken, with the record as it came. `code` says why; those that only miss their contact can be
-- taken once it is there.
CREATE TABLE rejected_outcomes (
  id INTEGER PRIMARY KEY,
  source_system TEXT NOT NULL,
  source_event_id TEXT NOT NULL,
  source_id TEXT,
  received_at INTEGER NOT NULL,
  code TEXT NOT NULL CHECK (code IN ('malformed', 'unknown_contact', 'several_contacts', 'contact_left')),
  reason TEXT NOT NULL,
  contact TEXT,
  channel TEXT NOT NULL DEFAULT '',
  day INTEGER,
  second INTEGER NOT NULL DEFAULT -1,
  kind TEXT,
  value REAL,
  record TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX rejected_outcomes_by_source ON rejected_outcomes (source_event_id, source_system);
CREATE INDEX rejected_outcomes_by_contact ON rejected_outcomes (contact, source_system) WHERE contact IS NOT NULL;

-- Which contact the planner said a system means by a reference.
CREATE TABLE outcome_contacts (
  source_system TEXT NOT NULL,
  reference TEXT NOT NULL,
  contact TEXT NOT NULL,
  PRIMARY KEY (source_system, reference)
) STRICT, WITHOUT ROWID;

-- Where outcomes are synced from. Secrets stand in the system's safe storage, never here.
CREATE TABLE sync_sources (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 200),
  source_system TEXT NOT NULL CHECK (source_system <> 'file'),
  config TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- How far each source was read and how its last run ended; kept apart, so that undoing an edit of a source forgets nothing.
CREATE TABLE sync_states (
  source_id TEXT PRIMARY KEY,
  state TEXT NOT NULL CHECK (state IN ('never', 'ok', 'partly', 'failed', 'needs_sign_in')),
  fault TEXT,
  cursor TEXT,
  last_run_at INTEGER,
  last_job_id TEXT,
  counts TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Payload files of a folder that were read, by their content.
CREATE TABLE sync_files (
  source_id TEXT NOT NULL,
  hash TEXT NOT NULL,
  name TEXT NOT NULL,
  read_at INTEGER NOT NULL,
  records INTEGER NOT NULL,
  PRIMARY KEY (source_id, hash)
) STRICT, WITHOUT ROWID;
