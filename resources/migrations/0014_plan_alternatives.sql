-- What else was considered for an action: up to three alternatives as JSON, best first. NULL in plans made before.
ALTER TABLE plan_actions ADD COLUMN alternatives TEXT;
