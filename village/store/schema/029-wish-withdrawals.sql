-- A wish that its household took back (点单, JX-26): it counts no longer, and both stay to be read.
CREATE TABLE wish_withdrawals (
    wish_id INTEGER PRIMARY KEY REFERENCES wishes (id),
    withdrawn_at TEXT NOT NULL,
    actor TEXT NOT NULL
) STRICT;
CREATE INDEX wishes_household ON wishes (household_id, goods_id);
