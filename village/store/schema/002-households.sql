-- Households are the accounts (one dwelling, one account: YK-05); a number, a card and a dwelling belong to one at a time.
CREATE TABLE households (
    id INTEGER PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    head TEXT NOT NULL CHECK (length(head) BETWEEN 1 AND 30),
    group_name TEXT NOT NULL,
    enrolled TEXT NOT NULL,
    dwelling TEXT NOT NULL DEFAULT '',
    phone TEXT NOT NULL DEFAULT '',
    residence TEXT NOT NULL DEFAULT 'local' CHECK (residence IN ('local', 'outside')),
    months_home INTEGER NOT NULL DEFAULT 12 CHECK (months_home BETWEEN 0 AND 12),
    opted_in INTEGER CHECK (opted_in IN (0, 1)),
    reading TEXT NOT NULL DEFAULT '',
    initials TEXT NOT NULL DEFAULT '',
    pinyin TEXT NOT NULL DEFAULT '',
    closed TEXT,
    pin_hash TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE UNIQUE INDEX households_dwelling ON households (dwelling) WHERE dwelling <> '' AND closed IS NULL;
CREATE INDEX households_group ON households (group_name, head);
CREATE INDEX households_phone ON households (substr(phone, -4)) WHERE phone <> '';

CREATE TABLE members (
    id INTEGER PRIMARY KEY,
    household_id INTEGER NOT NULL REFERENCES households (id),
    name TEXT NOT NULL,
    relation TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX members_household ON members (household_id);

-- A lost card is revoked, never deleted: an old card must say so, not open somebody's account.
CREATE TABLE cards (
    number TEXT PRIMARY KEY,
    household_id INTEGER NOT NULL REFERENCES households (id),
    issued_at TEXT NOT NULL,
    revoked_at TEXT
) STRICT;
CREATE INDEX cards_household ON cards (household_id);
