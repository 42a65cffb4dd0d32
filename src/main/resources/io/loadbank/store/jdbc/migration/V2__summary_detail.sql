-- The full text, the machine-readable summary, and which of them the run wished for, as JSON; none of runs kept before.
ALTER TABLE run_summary ADD COLUMN detail BYTEA;
