-- Where goods go over the counter (JX-17), who fetches them for somebody else (代领), what kind they are (JX-27), and what
-- a passbook was seen to say beside the book (JX-18).
ALTER TABLE redemptions ADD COLUMN place TEXT NOT NULL DEFAULT '';

ALTER TABLE goods ADD COLUMN category TEXT NOT NULL DEFAULT '';

CREATE TABLE collectors (
    id INTEGER PRIMARY KEY,
    redemption_id INTEGER NOT NULL REFERENCES redemptions (id),
    name TEXT NOT NULL,
    relation TEXT NOT NULL,
    named_at TEXT NOT NULL,
    actor TEXT NOT NULL
) STRICT;
CREATE INDEX collectors_redemption ON collectors (redemption_id, id);

CREATE TABLE passbook_checks (
    id INTEGER PRIMARY KEY,
    household_id INTEGER NOT NULL REFERENCES households (id),
    written INTEGER NOT NULL,
    due INTEGER NOT NULL,
    lines INTEGER NOT NULL,
    checked_at TEXT NOT NULL,
    actor TEXT NOT NULL
) STRICT;
CREATE INDEX passbook_checks_household ON passbook_checks (household_id, id);
