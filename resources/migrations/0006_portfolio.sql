-- Plans for several campaigns say which campaign each action is for, the ledger for which campaign capacity and money are
-- held, and what was decided between campaigns stands in a table of its own.
ALTER TABLE plan_actions ADD COLUMN campaign TEXT;
ALTER TABLE ledger_entries ADD COLUMN campaign TEXT;
CREATE INDEX ledger_by_campaign ON ledger_entries (campaign) WHERE campaign IS NOT NULL;

-- A missing channel is all channels.
CREATE TABLE plan_settlements (
  plan_id INTEGER NOT NULL REFERENCES plans (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  contact TEXT NOT NULL,
  channel TEXT,
  winner TEXT NOT NULL,
  loser TEXT NOT NULL,
  over TEXT NOT NULL CHECK (over IN ('reservation', 'audience')),
  because TEXT NOT NULL CHECK (because IN ('rank', 'priority', 'id', 'budget', 'plan')),
  PRIMARY KEY (plan_id, position)
) STRICT, WITHOUT ROWID;

INSERT INTO plan_settlements (plan_id, position, contact, channel, winner, loser, over, because)
SELECT plans.id, decided.key, decided.value ->> 'contact', decided.value ->> 'channel', decided.value ->> 'winner', decided.value ->> 'loser', decided.value ->> 'over', decided.value ->> 'because'
FROM plans JOIN problems ON problems.id = plans.problem_id, json_each(problems.inputs, '$.planned.settled') AS decided;
UPDATE problems SET inputs = json_remove(inputs, '$.planned.settled') WHERE json_type(inputs, '$.planned.settled') IS NOT NULL;
