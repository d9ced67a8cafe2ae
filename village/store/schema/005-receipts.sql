-- Receipts are committed with what they tell of and printed later; a copy (补打) is a job of its own.
CREATE TABLE print_jobs (
    id INTEGER PRIMARY KEY,
    number TEXT NOT NULL,
    household_id INTEGER NOT NULL,
    receipt TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('queued', 'sent', 'confirmed', 'unknown')),
    trouble TEXT NOT NULL DEFAULT '',
    attempts INTEGER NOT NULL DEFAULT 0,
    token TEXT NOT NULL DEFAULT '',
    changed_at TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX print_jobs_token ON print_jobs (token) WHERE token <> '';
CREATE INDEX print_jobs_number ON print_jobs (number, id);
CREATE INDEX print_jobs_household ON print_jobs (household_id, id);
CREATE INDEX print_jobs_queued ON print_jobs (id) WHERE state = 'queued';
