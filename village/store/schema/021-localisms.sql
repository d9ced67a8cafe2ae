-- How people here say it (地方说法), added by the desk. A row is never changed; that it holds no longer is another row.
CREATE TABLE localisms (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('intent', 'goods', 'item', 'group')),
    meant TEXT NOT NULL CHECK (meant <> ''),
    said TEXT NOT NULL CHECK (said <> ''),
    added_at TEXT NOT NULL,
    actor TEXT NOT NULL
) STRICT;

CREATE TABLE localism_ends (
    localism_id INTEGER PRIMARY KEY REFERENCES localisms (id),
    ended_at TEXT NOT NULL,
    actor TEXT NOT NULL
) STRICT;
