-- What the village tells everybody, from one day to another. A notice is never changed: a wrong one is taken down.
CREATE TABLE notices (
    id INTEGER PRIMARY KEY,
    title TEXT NOT NULL CHECK (title <> ''),
    text TEXT NOT NULL CHECK (text <> ''),
    since TEXT NOT NULL,
    until TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    actor TEXT NOT NULL,
    CHECK (since <= until)
) STRICT;

CREATE TABLE notice_ends (
    notice_id INTEGER PRIMARY KEY REFERENCES notices (id),
    taken_down TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    actor TEXT NOT NULL
) STRICT;
