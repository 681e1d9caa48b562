-- Problems a planner defined and may solve again. `body` holds audience or campaigns, rules left out, objective, horizon and method.
CREATE TABLE problem_drafts (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  parent INTEGER,
  body TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL
) STRICT;

-- How large a problem was (contacts by open days of every channel), and how its best plan and bound came together while it was
-- solved: a list of [ms, best or null, bound or null].
CREATE TABLE plan_progress (
  plan_id INTEGER PRIMARY KEY REFERENCES plans (id) ON DELETE CASCADE,
  columns INTEGER NOT NULL,
  points TEXT NOT NULL
) STRICT;
