-- A round's score sheet while it is filled in (JX-09): a draft, so its cells may change; the ledger hears of it when it is
-- booked. `step` numbers the saves, so that a second desk can ask for what is new.
CREATE TABLE score_sheets (
    id INTEGER PRIMARY KEY,
    day TEXT NOT NULL,
    items TEXT NOT NULL,
    place TEXT NOT NULL,
    reason TEXT NOT NULL,
    mark TEXT NOT NULL,
    evidence_id INTEGER REFERENCES evidence (id),
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'submitted', 'booked', 'dropped')),
    step INTEGER NOT NULL DEFAULT 0,
    opened_at TEXT NOT NULL,
    opened_by TEXT NOT NULL,
    submitted_by TEXT NOT NULL DEFAULT '',
    decided_by TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE score_cells (
    sheet_id INTEGER NOT NULL REFERENCES score_sheets (id),
    household_id INTEGER NOT NULL REFERENCES households (id),
    item TEXT NOT NULL,
    text TEXT NOT NULL,
    actor TEXT NOT NULL,
    saved_at TEXT NOT NULL,
    step INTEGER NOT NULL,
    PRIMARY KEY (sheet_id, household_id, item)
) STRICT, WITHOUT ROWID;
CREATE INDEX score_cells_step ON score_cells (sheet_id, step);

-- The word that a document wants chosen with a line: the level of an honour (GY-08), the part of a score (MH-07).
CREATE TABLE line_marks (
    entry_id TEXT PRIMARY KEY,
    word TEXT NOT NULL CHECK (word <> '')
) STRICT, WITHOUT ROWID;

-- Rounds in which groups look at each other (MH-08): who visits whom, from which day to which.
CREATE TABLE peer_rounds (
    id INTEGER PRIMARY KEY,
    first_day TEXT NOT NULL,
    last_day TEXT NOT NULL CHECK (last_day >= first_day),
    recorded_at TEXT NOT NULL,
    actor TEXT NOT NULL
) STRICT;

CREATE TABLE peer_visits (
    round_id INTEGER NOT NULL REFERENCES peer_rounds (id),
    visited TEXT NOT NULL,
    visitors TEXT NOT NULL CHECK (visitors <> visited),
    PRIMARY KEY (round_id, visited)
) STRICT, WITHOUT ROWID;
