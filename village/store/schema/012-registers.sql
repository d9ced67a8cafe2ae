-- The office's registers: who has which duty, titles, occasions, what an inspector found. Each row is only ever added;
-- how it ended is another row.
CREATE TABLE registrations (
    id INTEGER PRIMARY KEY,
    register TEXT NOT NULL,
    day TEXT NOT NULL,
    title TEXT NOT NULL,
    household_id INTEGER REFERENCES households (id),
    group_name TEXT NOT NULL,
    name TEXT NOT NULL,
    place TEXT NOT NULL,
    note TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    actor TEXT NOT NULL
) STRICT;
CREATE INDEX registrations_register ON registrations (register, id);

CREATE TABLE registration_ends (
    registration_id INTEGER PRIMARY KEY REFERENCES registrations (id),
    ended_on TEXT NOT NULL,
    reason TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    actor TEXT NOT NULL
) STRICT;
