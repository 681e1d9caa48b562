-- Reps with their working calendar, and who may act on which contact from when to when. Contacts are named by their key, so
-- that an assignment outlives an import that is undone and done again.
CREATE TABLE reps (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL DEFAULT '',
  weekdays TEXT NOT NULL DEFAULT '[1,2,3,4,5]',
  days_off TEXT NOT NULL DEFAULT '[]'
) STRICT, WITHOUT ROWID;

CREATE TABLE territory_assignments (
  id INTEGER PRIMARY KEY,
  rep TEXT NOT NULL,
  contact TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('primary', 'secondary', 'backup')),
  from_day INTEGER,
  to_day INTEGER
) STRICT;
CREATE INDEX territory_by_contact ON territory_assignments (contact);
CREATE INDEX territory_by_rep ON territory_assignments (rep);
