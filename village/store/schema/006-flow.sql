-- The year's work: declarations, signatures, boards, objections, vetoes, goods, redemptions, wishes, changed items, closed years.
CREATE TABLE declarations (
    id INTEGER PRIMARY KEY,
    household_id INTEGER NOT NULL REFERENCES households (id),
    item TEXT NOT NULL,
    option TEXT NOT NULL,
    count INTEGER NOT NULL CHECK (count > 0),
    occurred TEXT NOT NULL,
    evidence_id INTEGER REFERENCES evidence (id),
    actor TEXT NOT NULL,
    declared_at TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'approved', 'rejected')),
    entry_seq INTEGER,
    visited TEXT,
    reason TEXT NOT NULL DEFAULT '',
    token TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX declarations_waiting ON declarations (id) WHERE state = 'waiting';
CREATE INDEX declarations_household ON declarations (household_id, id);
CREATE UNIQUE INDEX declarations_token ON declarations (token) WHERE token <> '';

CREATE TABLE signatures (
    id INTEGER PRIMARY KEY,
    period TEXT NOT NULL,
    signer TEXT NOT NULL,
    signed_at TEXT NOT NULL
) STRICT;

-- A board is frozen the day it goes up: its months are public for ever, and a month is published once.
CREATE TABLE publications (
    id INTEGER PRIMARY KEY,
    period TEXT NOT NULL,
    published_on TEXT NOT NULL,
    actor TEXT NOT NULL
) STRICT;

CREATE TABLE published_months (
    month TEXT PRIMARY KEY,
    publication_id INTEGER NOT NULL REFERENCES publications (id)
) STRICT;

CREATE TABLE published_rows (
    publication_id INTEGER NOT NULL REFERENCES publications (id),
    household_id INTEGER NOT NULL REFERENCES households (id),
    head TEXT NOT NULL,
    group_name TEXT NOT NULL,
    points INTEGER NOT NULL,
    total INTEGER NOT NULL,
    vetoed INTEGER NOT NULL CHECK (vetoed IN (0, 1)),
    PRIMARY KEY (publication_id, household_id)
) STRICT;

CREATE TABLE published_lines (
    publication_id INTEGER NOT NULL REFERENCES publications (id),
    seq INTEGER NOT NULL,
    PRIMARY KEY (publication_id, seq)
) STRICT;

CREATE TABLE objections (
    id INTEGER PRIMARY KEY,
    entry_seq INTEGER NOT NULL,
    household_id INTEGER NOT NULL REFERENCES households (id),
    raised_on TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'upheld', 'dismissed'))
) STRICT;
CREATE INDEX objections_open ON objections (entry_seq) WHERE state = 'open';

CREATE TABLE vetoes (
    id INTEGER PRIMARY KEY,
    household_id INTEGER NOT NULL REFERENCES households (id),
    month TEXT NOT NULL,
    reason TEXT NOT NULL,
    known_on TEXT NOT NULL,
    actor TEXT NOT NULL,
    UNIQUE (household_id, month)
) STRICT;

-- Stock is what came in less what went out (GY-04): the moves are only ever added, and the sum beside them can never fall below nought.
CREATE TABLE goods (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    points INTEGER CHECK (points > 0),
    cost INTEGER CHECK (cost > 0),
    stock INTEGER NOT NULL DEFAULT 0 CHECK (stock >= 0),
    delivery TEXT NOT NULL CHECK (delivery IN ('daily', 'appliance')),
    prohibited INTEGER NOT NULL CHECK (prohibited IN (0, 1)),
    cash_like INTEGER NOT NULL CHECK (cash_like IN (0, 1)),
    CHECK ((points IS NULL) <> (cost IS NULL))
) STRICT;

CREATE TABLE stock_moves (
    id INTEGER PRIMARY KEY,
    goods_id INTEGER NOT NULL REFERENCES goods (id),
    quantity INTEGER NOT NULL CHECK (quantity <> 0),
    source TEXT NOT NULL,
    moved_at TEXT NOT NULL,
    actor TEXT NOT NULL
) STRICT;
CREATE INDEX stock_moves_goods ON stock_moves (goods_id, id);

CREATE TABLE redemptions (
    id INTEGER PRIMARY KEY,
    household_id INTEGER NOT NULL REFERENCES households (id),
    goods_id INTEGER NOT NULL REFERENCES goods (id),
    quantity INTEGER NOT NULL CHECK (quantity > 0),
    points INTEGER NOT NULL CHECK (points > 0),
    entry_seq INTEGER NOT NULL,
    requested_on TEXT NOT NULL,
    due TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'requested' CHECK (state IN ('requested', 'handed_over', 'cancelled')),
    finished_on TEXT,
    reason TEXT NOT NULL DEFAULT '',
    token TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX redemptions_open ON redemptions (due) WHERE state = 'requested';
CREATE INDEX redemptions_household ON redemptions (household_id, id);
CREATE UNIQUE INDEX redemptions_token ON redemptions (token) WHERE token <> '';

CREATE TABLE wishes (
    id INTEGER PRIMARY KEY,
    household_id INTEGER NOT NULL REFERENCES households (id),
    goods_id INTEGER NOT NULL REFERENCES goods (id),
    wished_at TEXT NOT NULL
) STRICT;
CREATE INDEX wishes_goods ON wishes (goods_id);

CREATE TABLE item_changes (
    id INTEGER PRIMARY KEY,
    row TEXT NOT NULL,
    amends INTEGER NOT NULL CHECK (amends IN (0, 1)),
    approval TEXT NOT NULL,
    note TEXT NOT NULL,
    adopted_at TEXT NOT NULL,
    actor TEXT NOT NULL
) STRICT;

-- A year is closed once, and its remainder lapses once: with the closing, or on 1 February where January is a window for it.
CREATE TABLE year_acts (
    year INTEGER NOT NULL,
    act TEXT NOT NULL CHECK (act IN ('closed', 'lapsed')),
    done_at TEXT NOT NULL,
    actor TEXT NOT NULL,
    PRIMARY KEY (year, act)
) STRICT;

-- A line that moved to another account is found by what its copy says it came from.
CREATE INDEX entries_moved ON entries (source) WHERE source GLOB 'moved:*';
