-- Which notices stand before all others: the newest row of a notice counts, and none is ever changed.
CREATE TABLE notice_pins (
    id INTEGER PRIMARY KEY,
    notice_id INTEGER NOT NULL REFERENCES notices (id),
    pinned INTEGER NOT NULL CHECK (pinned IN (0, 1)),
    recorded_at TEXT NOT NULL,
    actor TEXT NOT NULL
) STRICT;
CREATE INDEX notice_pins_notice ON notice_pins (notice_id, id);
