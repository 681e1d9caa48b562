-- What a fixed action is taken for: to learn, and for a campaign where it has one.
ALTER TABLE pinned_actions ADD COLUMN exploration INTEGER NOT NULL DEFAULT 0 CHECK (exploration IN (0, 1));
ALTER TABLE pinned_actions ADD COLUMN campaign TEXT;

-- Choices that a randomised policy made and the planner accepted as they were: with what probability the channel was taken, and
-- from which channels (`arms`: what was expected of each, and its probability). They tell later what another policy would have earned.
CREATE TABLE queue_choices (
  contact TEXT NOT NULL,
  channel TEXT NOT NULL,
  date TEXT NOT NULL,
  policy TEXT NOT NULL,
  propensity REAL NOT NULL CHECK (propensity > 0 AND propensity <= 1),
  value REAL NOT NULL,
  arms TEXT NOT NULL,
  chosen_at INTEGER NOT NULL,
  PRIMARY KEY (contact, channel, date)
) STRICT, WITHOUT ROWID;
