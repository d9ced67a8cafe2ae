-- Every change of a price, from what to what and why: the panel watches them (GY-06). Only ever added to.
CREATE TABLE goods_prices (
    id INTEGER PRIMARY KEY,
    goods_id INTEGER NOT NULL REFERENCES goods (id),
    former_points INTEGER,
    former_cost INTEGER,
    points INTEGER,
    cost INTEGER,
    reason TEXT NOT NULL CHECK (reason <> ''),
    changed_at TEXT NOT NULL,
    actor TEXT NOT NULL,
    CHECK ((points IS NULL) <> (cost IS NULL))
) STRICT;
CREATE INDEX goods_prices_goods ON goods_prices (goods_id, id);
