-- Contact profiles as they were when a snapshot of the response model was made, so that drift has something to stand against.
CREATE TABLE response_profiles (
  snapshot_id INTEGER PRIMARY KEY REFERENCES response_snapshots (id) ON DELETE CASCADE,
  document BLOB NOT NULL
) STRICT;

-- How next actions are recommended: one document, absent while everything is as it comes.
CREATE TABLE queue_settings (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  body TEXT NOT NULL
) STRICT;

-- What the planner decided on the recommendation for a contact. An accepted one stands among the pinned actions too;
-- `response` and `worth` are what it was decided on: a dismissed one comes back once they have moved.
CREATE TABLE queue_decisions (
  contact TEXT PRIMARY KEY,
  channel TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('accepted', 'dismissed')),
  date TEXT CHECK ((state = 'accepted') = (date IS NOT NULL)),
  exploration INTEGER NOT NULL DEFAULT 0 CHECK (exploration IN (0, 1)),
  recommended TEXT NOT NULL,
  response REAL NOT NULL,
  worth REAL NOT NULL,
  reason TEXT NOT NULL DEFAULT '',
  decided_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
