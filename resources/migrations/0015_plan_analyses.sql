-- What was asked of a plan: what-if, prices of rules, frontier, diagnosis. `plan_id` is null for the rules as they are.
-- `plan` is the plan of a what-if, compressed, until it is kept as one of its own (`kept_as`). `rules_hash` tells
-- whether the rules changed since.
CREATE TABLE plan_analyses (
  id INTEGER PRIMARY KEY,
  plan_id INTEGER REFERENCES plans (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('what_if', 'prices', 'frontier', 'diagnosis')),
  made_at INTEGER NOT NULL,
  body TEXT NOT NULL,
  plan BLOB,
  kept_as INTEGER,
  rules_hash TEXT NOT NULL
) STRICT;
CREATE INDEX plan_analyses_of_plan ON plan_analyses (plan_id, kind, id);
