-- Groups that the village has named, also while no household lives in them yet: in the order in which they were named.
CREATE TABLE group_names (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;
