-- What an order was for before other goods of the same points took its place (A.7-10): it stays to be read.
CREATE TABLE substitutions (
    id INTEGER PRIMARY KEY,
    redemption_id INTEGER NOT NULL REFERENCES redemptions (id),
    goods_id INTEGER NOT NULL REFERENCES goods (id),
    quantity INTEGER NOT NULL CHECK (quantity > 0),
    reason TEXT NOT NULL CHECK (reason <> ''),
    substituted_at TEXT NOT NULL,
    actor TEXT NOT NULL
) STRICT;
CREATE INDEX substitutions_redemption ON substitutions (redemption_id, id);
