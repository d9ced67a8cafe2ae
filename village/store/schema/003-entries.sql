-- The ledger. Lines are only ever added; `ledger_writer` is a function that only this program's writing connection
-- knows, so an index on it (always empty) makes REPLACE, upsert, DELETE and table rebuilding fail for everybody else.
CREATE TABLE entries (
    node TEXT NOT NULL,
    seq INTEGER NOT NULL CHECK (seq > 0),
    household_id INTEGER NOT NULL REFERENCES households (id),
    kind TEXT NOT NULL CHECK (kind IN ('base', 'award', 'deduction', 'redemption', 'carry', 'closing')),
    points INTEGER NOT NULL,
    period TEXT NOT NULL CHECK (period GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]'),
    occurred_on TEXT NOT NULL CHECK (occurred_on GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
    recorded_at TEXT NOT NULL,
    actor TEXT NOT NULL CHECK (actor <> ''),
    pack TEXT NOT NULL,
    digest TEXT NOT NULL,
    item TEXT NOT NULL,
    version TEXT NOT NULL,
    option TEXT NOT NULL,
    count INTEGER NOT NULL CHECK (count > 0),
    clause TEXT NOT NULL,
    member TEXT NOT NULL,
    place TEXT NOT NULL,
    reason TEXT NOT NULL,
    evidence TEXT NOT NULL,
    source TEXT NOT NULL,
    reverses INTEGER,
    token TEXT NOT NULL,
    prev_hash TEXT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (node, seq)
) STRICT;
CREATE INDEX entries_household ON entries (household_id, seq);
CREATE UNIQUE INDEX entries_token ON entries (token) WHERE token <> '';
CREATE UNIQUE INDEX entries_reverses ON entries (node, reverses) WHERE reverses IS NOT NULL;
CREATE INDEX entries_writer ON entries (ledger_writer(seq)) WHERE ledger_writer(seq) IS NOT NULL;

-- Sums by household, year of account and kind: the only projection, kept by the trigger below and re-derived by `village verify`.
CREATE TABLE figures (
    household_id INTEGER NOT NULL,
    year INTEGER NOT NULL,
    kind TEXT NOT NULL,
    points INTEGER NOT NULL,
    lines INTEGER NOT NULL,
    PRIMARY KEY (household_id, year, kind)
) STRICT, WITHOUT ROWID;
