-- Who this installation serves, and which rule pack it obeys since when (an adoption is never taken back, only followed by another).
CREATE TABLE village (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    node TEXT NOT NULL,
    name TEXT NOT NULL,
    town TEXT NOT NULL,
    group_word TEXT NOT NULL
) STRICT;

CREATE TABLE adoptions (
    id INTEGER PRIMARY KEY,
    pack TEXT NOT NULL,
    digest TEXT NOT NULL,
    since TEXT NOT NULL,
    settings TEXT NOT NULL,
    adopted_at TEXT NOT NULL,
    actor TEXT NOT NULL
) STRICT;
