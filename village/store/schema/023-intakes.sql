-- Tables of the office that came in whole, what each of their rows made, and which were taken back. Only ever added to.
CREATE TABLE intakes (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('roll', 'goods', 'scores')),
    name TEXT NOT NULL,
    seal TEXT NOT NULL,
    rows INTEGER NOT NULL,
    act INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    taken_at TEXT NOT NULL,
    actor TEXT NOT NULL
) STRICT;

CREATE TABLE intake_rows (
    intake_id INTEGER NOT NULL REFERENCES intakes (id),
    place INTEGER NOT NULL,
    line INTEGER NOT NULL,
    what TEXT NOT NULL CHECK (what IN ('household', 'facts', 'member', 'card', 'goods', 'entry')),
    ref INTEGER NOT NULL,
    former TEXT NOT NULL,
    PRIMARY KEY (intake_id, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX intake_rows_ref ON intake_rows (what, ref);

CREATE TABLE intakes_undone (
    intake_id INTEGER PRIMARY KEY REFERENCES intakes (id),
    undone_at TEXT NOT NULL,
    actor TEXT NOT NULL
) STRICT;

-- Goods whose table was taken back: their moves of stock stay, and nobody is offered them.
CREATE TABLE withdrawn_goods (
    goods_id INTEGER PRIMARY KEY REFERENCES goods (id)
) STRICT;
