-- What was deducted for is told to the household to mend (YK-19); this says that it was, how, and what help was offered.
CREATE TABLE mendings (
    entry_id TEXT PRIMARY KEY,
    mended_on TEXT NOT NULL,
    how TEXT NOT NULL CHECK (how <> ''),
    offered TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    actor TEXT NOT NULL
) STRICT, WITHOUT ROWID;
