-- The office's own books: visits, the panel and who may no longer sit on it, money, budgets, papers filed, evaluations of
-- the items, the shopkeeper's reward. Each row is only ever added; what was wrong is taken back by another row.
CREATE TABLE visits (
    month TEXT NOT NULL,
    household_id INTEGER NOT NULL REFERENCES households (id),
    visited_on TEXT NOT NULL,
    visitors TEXT NOT NULL CHECK (visitors <> ''),
    actor TEXT NOT NULL,
    PRIMARY KEY (month, household_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE committee_members (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL CHECK (name <> ''),
    seat TEXT NOT NULL,
    since TEXT NOT NULL,
    actor TEXT NOT NULL
) STRICT;

-- Somebody leaves the panel: by turn, or because the seat was forfeited (YK-03).
CREATE TABLE committee_leavings (
    member_id INTEGER PRIMARY KEY REFERENCES committee_members (id),
    left_on TEXT NOT NULL,
    forfeited INTEGER NOT NULL CHECK (forfeited IN (0, 1)),
    reason TEXT NOT NULL,
    actor TEXT NOT NULL
) STRICT;

-- Amounts of money are in fen, above nought; a line taken back names the line.
CREATE TABLE funds (
    id INTEGER PRIMARY KEY,
    day TEXT NOT NULL,
    flow TEXT NOT NULL CHECK (flow IN ('received', 'spent')),
    amount INTEGER NOT NULL CHECK (amount > 0),
    heading TEXT NOT NULL,
    note TEXT NOT NULL,
    takes_back INTEGER UNIQUE REFERENCES funds (id),
    recorded_at TEXT NOT NULL,
    actor TEXT NOT NULL
) STRICT;
CREATE INDEX funds_day ON funds (day);

CREATE TABLE goods_budgets (
    id INTEGER PRIMARY KEY,
    year INTEGER NOT NULL,
    amount INTEGER NOT NULL CHECK (amount > 0),
    note TEXT NOT NULL,
    drawn_on TEXT NOT NULL,
    actor TEXT NOT NULL
) STRICT;

CREATE TABLE goods_budget_approvals (
    budget_id INTEGER PRIMARY KEY REFERENCES goods_budgets (id),
    approval TEXT NOT NULL CHECK (approval <> ''),
    approved_on TEXT NOT NULL,
    actor TEXT NOT NULL
) STRICT;

CREATE TABLE filings (
    form TEXT NOT NULL,
    period TEXT NOT NULL,
    filed_on TEXT NOT NULL,
    actor TEXT NOT NULL,
    PRIMARY KEY (form, period)
) STRICT, WITHOUT ROWID;

CREATE TABLE evaluations (
    id INTEGER PRIMARY KEY,
    quarter TEXT NOT NULL,
    held_on TEXT NOT NULL,
    opinions TEXT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome <> ''),
    actor TEXT NOT NULL
) STRICT;
CREATE INDEX evaluations_quarter ON evaluations (quarter);

CREATE TABLE operator_rewards (
    id INTEGER PRIMARY KEY,
    year INTEGER NOT NULL UNIQUE,
    operator TEXT NOT NULL CHECK (operator <> ''),
    points INTEGER NOT NULL CHECK (points > 0),
    grounds TEXT NOT NULL CHECK (grounds <> ''),
    approval TEXT NOT NULL,
    given_on TEXT NOT NULL,
    actor TEXT NOT NULL
) STRICT;

-- A changed item within the year cites the quarter's evaluation (YK-07).
ALTER TABLE item_changes ADD COLUMN evaluation_id INTEGER REFERENCES evaluations (id);
