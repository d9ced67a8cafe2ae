-- What lies between the village and its street: the contest of villages (拉练评比), what an inspector drew and found, money
-- applied for, and papers kept as they were filed. Each row is only ever added; what was wrong is put right by another row.
-- Points and marks are in hundredths, money is in fen.
CREATE TABLE contest_plans (
    id INTEGER PRIMARY KEY,
    year INTEGER NOT NULL,
    planned_on TEXT NOT NULL,
    actor TEXT NOT NULL
) STRICT;
CREATE INDEX contest_plans_year ON contest_plans (year);

CREATE TABLE contest_places (
    plan_id INTEGER NOT NULL REFERENCES contest_plans (id),
    place INTEGER NOT NULL,
    round INTEGER NOT NULL,
    village TEXT NOT NULL CHECK (village <> ''),
    PRIMARY KEY (plan_id, place),
    UNIQUE (plan_id, village)
) STRICT, WITHOUT ROWID;

CREATE TABLE contest_criteria (
    plan_id INTEGER NOT NULL REFERENCES contest_plans (id),
    place INTEGER NOT NULL,
    title TEXT NOT NULL CHECK (title <> ''),
    most INTEGER NOT NULL CHECK (most > 0),
    PRIMARY KEY (plan_id, place)
) STRICT, WITHOUT ROWID;

-- A judge's sheet for one village; of several sheets of the same judge the newest counts.
CREATE TABLE contest_sheets (
    id INTEGER PRIMARY KEY,
    year INTEGER NOT NULL,
    village TEXT NOT NULL,
    judge TEXT NOT NULL CHECK (judge <> ''),
    judged_on TEXT NOT NULL,
    reason TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    actor TEXT NOT NULL
) STRICT;
CREATE INDEX contest_sheets_year ON contest_sheets (year);

CREATE TABLE contest_marks (
    sheet_id INTEGER NOT NULL REFERENCES contest_sheets (id),
    place INTEGER NOT NULL,
    points INTEGER NOT NULL CHECK (points >= 0),
    PRIMARY KEY (sheet_id, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE contest_results (
    year INTEGER PRIMARY KEY,
    record TEXT NOT NULL,
    settled_on TEXT NOT NULL,
    actor TEXT NOT NULL
) STRICT;

CREATE TABLE contest_winners (
    year INTEGER NOT NULL REFERENCES contest_results (year),
    village TEXT NOT NULL,
    rank INTEGER NOT NULL,
    amount INTEGER NOT NULL CHECK (amount >= 0),
    PRIMARY KEY (year, village)
) STRICT, WITHOUT ROWID;

-- What was drawn by lot to be looked at: the seed, of how many, and the lines themselves.
CREATE TABLE draws (
    id INTEGER PRIMARY KEY,
    quarter TEXT NOT NULL,
    part TEXT NOT NULL,
    seed TEXT NOT NULL,
    population INTEGER NOT NULL,
    drawn_at TEXT NOT NULL,
    actor TEXT NOT NULL
) STRICT;
CREATE INDEX draws_quarter ON draws (quarter);

CREATE TABLE draw_lines (
    draw_id INTEGER NOT NULL REFERENCES draws (id),
    place INTEGER NOT NULL,
    subject TEXT NOT NULL,
    PRIMARY KEY (draw_id, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE findings (
    id INTEGER PRIMARY KEY,
    quarter TEXT NOT NULL,
    part TEXT NOT NULL,
    subject TEXT NOT NULL,
    agrees INTEGER NOT NULL CHECK (agrees IN (0, 1)),
    found TEXT NOT NULL,
    inspector TEXT NOT NULL CHECK (inspector <> ''),
    found_on TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    actor TEXT NOT NULL
) STRICT;
CREATE INDEX findings_quarter ON findings (quarter);

CREATE TABLE finding_mendings (
    id INTEGER PRIMARY KEY,
    finding_id INTEGER NOT NULL REFERENCES findings (id),
    how TEXT NOT NULL CHECK (how <> ''),
    mended_on TEXT NOT NULL,
    actor TEXT NOT NULL
) STRICT;

CREATE TABLE finding_approvals (
    finding_id INTEGER PRIMARY KEY REFERENCES findings (id),
    approval TEXT NOT NULL CHECK (approval <> ''),
    approved_on TEXT NOT NULL,
    actor TEXT NOT NULL
) STRICT;

-- What the register of findings held before there were findings of a quarter.
INSERT INTO findings (quarter, part, subject, agrees, found, inspector, found_on, recorded_at, actor)
SELECT substr(day, 1, 4) || '-Q' || ((CAST(substr(day, 6, 2) AS INTEGER) + 2) / 3), title,
       CASE WHEN household_id IS NULL THEN '' ELSE 'household:' || household_id END, 0, note, name, day, recorded_at, actor
FROM registrations WHERE register = 'finding' ORDER BY id;

INSERT INTO finding_mendings (finding_id, how, mended_on, actor)
SELECT findings.id, reason, ended_on, ends.actor
FROM registrations AS former JOIN registration_ends AS ends ON ends.registration_id = former.id
JOIN findings ON findings.recorded_at = former.recorded_at AND findings.found = former.note
WHERE former.register = 'finding';

INSERT INTO finding_approvals (finding_id, approval, approved_on, actor)
SELECT finding_id, how, mended_on, actor FROM finding_mendings GROUP BY finding_id;

-- Money that the village applied for (annex 6): for a quarter's redemptions, or for a year's prize.
CREATE TABLE claims (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('redemption', 'prize')),
    period TEXT NOT NULL,
    amount INTEGER NOT NULL CHECK (amount > 0),
    purpose TEXT NOT NULL,
    ground TEXT NOT NULL,
    paper_id INTEGER REFERENCES papers (id),
    claimed_on TEXT NOT NULL,
    actor TEXT NOT NULL
) STRICT;

CREATE TABLE claim_returns (
    claim_id INTEGER PRIMARY KEY REFERENCES claims (id),
    reason TEXT NOT NULL CHECK (reason <> ''),
    returned_on TEXT NOT NULL,
    actor TEXT NOT NULL
) STRICT;

-- A payment whose line of the book of money was taken back is none.
CREATE TABLE claim_payments (
    fund_id INTEGER PRIMARY KEY REFERENCES funds (id),
    claim_id INTEGER NOT NULL REFERENCES claims (id),
    paid_on TEXT NOT NULL,
    actor TEXT NOT NULL
) STRICT;

-- A paper as it was filed, to the byte: its page, and its table.
CREATE TABLE filed_papers (
    subject TEXT NOT NULL,
    form TEXT NOT NULL,
    content BLOB NOT NULL,
    sha256 TEXT NOT NULL,
    PRIMARY KEY (subject, form)
) STRICT;
