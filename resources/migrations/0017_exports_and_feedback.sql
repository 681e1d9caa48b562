-- What a planner set about an export target: `body` = the whole settings of a profile. No row = as it comes.
CREATE TABLE export_settings (
  profile TEXT PRIMARY KEY,
  body TEXT NOT NULL
) STRICT;

-- When challenges from the field are accepted without asking. One row, or none = as it comes.
CREATE TABLE feedback_settings (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  body TEXT NOT NULL
) STRICT;

-- What reps asked to change about a plan, one row per contact and channel; a later sheet of the same plan replaces it.
-- `planned` = actions of the plan, `goal` = actions asked for. `because` says which rule accepted it or why it waits.
CREATE TABLE challenges (
  id INTEGER PRIMARY KEY,
  plan_id INTEGER NOT NULL,
  contact TEXT NOT NULL,
  channel TEXT NOT NULL,
  rep TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('drop', 'add', 'change')),
  planned INTEGER NOT NULL CHECK (planned >= 0),
  goal INTEGER NOT NULL CHECK (goal >= 0),
  reason TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL CHECK (state IN ('pending', 'accepted', 'declined')),
  decided_by TEXT CHECK (decided_by IN ('rule', 'planner')),
  because TEXT NOT NULL DEFAULT '',
  file TEXT NOT NULL,
  imported_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX challenges_of_plan ON challenges (plan_id, contact, channel);
