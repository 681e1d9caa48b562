-- Which program runs a job: the id under which it has the workspace open. Only that program may end the job while it
-- lives. Jobs from before this step have none.
ALTER TABLE jobs ADD COLUMN owner TEXT;
