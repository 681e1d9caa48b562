-- What is booked, used and given back of capacity and budget. Every entry moves actions, money or both from one account to
-- another, so that all accounts together stay at zero and utilisation is always a sum, as of any instant. Rows can be
-- added, never changed: a mistake is answered by a contrary entry.
CREATE TABLE ledger_entries (
  id INTEGER PRIMARY KEY,
  posting INTEGER NOT NULL,
  at INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('book', 'release', 'consume', 'commit', 'spend')),
  source TEXT NOT NULL CHECK (source IN ('open', 'booked', 'used')),
  target TEXT NOT NULL CHECK (target IN ('open', 'booked', 'used') AND target <> source),
  actions INTEGER NOT NULL CHECK (actions >= 0),
  amount REAL NOT NULL CHECK (amount >= 0),
  day INTEGER NOT NULL,
  channel TEXT NOT NULL,
  contact TEXT,
  rep TEXT,
  plan_id INTEGER,
  note TEXT,
  reverses INTEGER
) STRICT;
CREATE INDEX ledger_by_day ON ledger_entries (day, channel);
CREATE INDEX ledger_by_plan ON ledger_entries (plan_id) WHERE plan_id IS NOT NULL;
CREATE TRIGGER ledger_never_changes BEFORE UPDATE ON ledger_entries BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER ledger_never_forgets BEFORE DELETE ON ledger_entries BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
