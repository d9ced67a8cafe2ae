-- The village's plan or the town's paper behind a version of the rules, as a file (JX-36, MH-06): in the book, so that
-- every backup takes it along.
CREATE TABLE papers (
    id INTEGER PRIMARY KEY,
    since TEXT NOT NULL,
    title TEXT NOT NULL CHECK (title <> ''),
    name TEXT NOT NULL,
    content BLOB NOT NULL,
    sha256 TEXT NOT NULL,
    kept_at TEXT NOT NULL,
    actor TEXT NOT NULL
) STRICT;
