-- Searches and analyses of scenarios that were removed. A removal is an edit that can be taken back: what was removed stays in
-- its tables until ten others were removed after it.
CREATE TABLE scenario_removals (
  subject TEXT NOT NULL CHECK (subject IN ('batch', 'sensitivity')),
  id INTEGER NOT NULL,
  removed_at INTEGER NOT NULL,
  PRIMARY KEY (subject, id)
) STRICT, WITHOUT ROWID;
