-- Nothing changes here yet.
SELECT 1;
