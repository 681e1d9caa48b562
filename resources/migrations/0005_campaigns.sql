-- Campaigns, the contacts they hold and what was decided where they collided. Contacts are named by their key, so that a
-- reservation outlives an import that is undone and done again. References are checked when a step ends, because a step may
-- write both ends of one in any order.
CREATE TABLE campaigns (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 200),
  description TEXT,
  brand TEXT,
  business_unit TEXT,
  priority INTEGER NOT NULL CHECK (priority BETWEEN 1 AND 100),
  status TEXT NOT NULL CHECK (status IN ('draft', 'active', 'paused', 'completed')),
  from_day INTEGER,
  to_day INTEGER,
  audience_id INTEGER REFERENCES audiences (id) DEFERRABLE INITIALLY DEFERRED,
  channel_mix TEXT NOT NULL DEFAULT '{}',
  budget REAL CHECK (budget >= 0),
  CHECK (from_day IS NULL OR to_day IS NULL OR from_day <= to_day)
) STRICT, WITHOUT ROWID;
CREATE INDEX campaigns_by_audience ON campaigns (audience_id) WHERE audience_id IS NOT NULL;

-- Days held, both ends included; a missing channel is all channels. `preempted` lists the reservations whose place this one
-- took, `shared_with` the other campaigns its touch serves.
CREATE TABLE reservations (
  id TEXT PRIMARY KEY,
  campaign TEXT NOT NULL REFERENCES campaigns (id) DEFERRABLE INITIALLY DEFERRED,
  contact TEXT NOT NULL,
  channel TEXT,
  kind TEXT NOT NULL CHECK (kind IN ('exclusive', 'priority', 'soft')),
  priority INTEGER NOT NULL CHECK (priority BETWEEN 1 AND 100),
  status TEXT NOT NULL CHECK (status IN ('active', 'released', 'executed', 'expired', 'preempted')),
  from_day INTEGER NOT NULL,
  to_day INTEGER NOT NULL,
  planned_day INTEGER,
  can_preempt INTEGER NOT NULL CHECK (can_preempt IN (0, 1)),
  expires_day INTEGER,
  preempted_by TEXT REFERENCES reservations (id) DEFERRABLE INITIALLY DEFERRED,
  merged_into TEXT REFERENCES reservations (id) DEFERRABLE INITIALLY DEFERRED,
  preempted TEXT NOT NULL DEFAULT '[]',
  shared_with TEXT NOT NULL DEFAULT '[]',
  CHECK (from_day <= to_day),
  CHECK (channel IS NOT NULL OR (kind = 'exclusive' AND planned_day IS NULL)),
  CHECK (planned_day IS NULL OR planned_day BETWEEN from_day AND to_day),
  CHECK ((status = 'preempted') = (preempted_by IS NOT NULL)),
  CHECK (merged_into IS NULL OR status = 'released')
) STRICT, WITHOUT ROWID;
CREATE INDEX reservations_by_contact ON reservations (contact);
CREATE INDEX reservations_by_campaign ON reservations (campaign, status);
CREATE INDEX reservations_by_preemptor ON reservations (preempted_by) WHERE preempted_by IS NOT NULL;
CREATE INDEX reservations_by_merge ON reservations (merged_into) WHERE merged_into IS NOT NULL;

-- What was decided about a conflict, by whom. Conflicts themselves are never stored: they are what the reservations say.
CREATE TABLE conflict_log (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('overlap', 'frequency', 'preemption')),
  contact TEXT NOT NULL,
  channel TEXT,
  from_day INTEGER NOT NULL,
  to_day INTEGER NOT NULL,
  campaigns TEXT NOT NULL,
  reservations TEXT NOT NULL,
  resolution TEXT NOT NULL CHECK (resolution IN ('firstWins', 'secondWins', 'merge', 'defer', 'preempted', 'deferred')),
  is_automatic INTEGER NOT NULL CHECK (is_automatic IN (0, 1)),
  summary TEXT NOT NULL,
  note TEXT NOT NULL DEFAULT '',
  resolved_by TEXT NOT NULL,
  resolved_at INTEGER NOT NULL,
  CHECK (from_day <= to_day)
) STRICT;
CREATE INDEX conflict_log_by_contact ON conflict_log (contact);

-- Who decided a step, where it stands in the decision log; undoing it is written there too.
ALTER TABLE edits ADD COLUMN actor TEXT;
