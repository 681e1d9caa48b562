-- Problems a planner defined and may solve again. `body` holds audience or campaigns, rules left out, objective, horizon and method.
CREATE TABLE problem_drafts (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  parent INTEGER,
  body TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL
) STRICT;

-- How the best plan and the bound came together while a plan was solved: a list of [ms, best or null, bound or null].
CREATE TABLE plan_progress (
  plan_id INTEGER PRIMARY KEY REFERENCES plans (id) ON DELETE CASCADE,
  points TEXT NOT NULL
) STRICT;
