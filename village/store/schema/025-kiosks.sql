-- Which kiosks and tablets there are and how each last said it was (mission: several at once); never who stands there.
-- `mark` is the cookie of the browser, `name` and `nth` what it is called: a second one of a name is its second.
CREATE TABLE kiosks (
    id INTEGER PRIMARY KEY,
    mark TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    nth INTEGER NOT NULL CHECK (nth > 0),
    place TEXT NOT NULL,
    address TEXT NOT NULL,
    microphone TEXT NOT NULL,
    speaker TEXT NOT NULL,
    in_use INTEGER NOT NULL CHECK (in_use IN (0, 1)),
    seen_at TEXT NOT NULL,
    UNIQUE (name, nth)
) STRICT;
