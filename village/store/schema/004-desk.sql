-- The desk: who may log in, what was done by whom (acts are only ever added, and have no index: every line of the
-- ledger would pay for it, and only an inquiry reads them), evidence, calls for help, the state of devices.
CREATE TABLE staff (
    id INTEGER PRIMARY KEY,
    login TEXT NOT NULL UNIQUE COLLATE NOCASE,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    active INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE acts (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    actor TEXT NOT NULL,
    act TEXT NOT NULL,
    subject TEXT NOT NULL,
    detail TEXT NOT NULL
) STRICT;

-- Wrong PINs, passwords and cards, so that guessing is slowed even across a restart.
CREATE TABLE failures (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    door TEXT NOT NULL,
    who TEXT NOT NULL
) STRICT;
CREATE INDEX failures_door ON failures (door, who, at);

CREATE TABLE evidence (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    file TEXT NOT NULL,
    kept_at TEXT NOT NULL,
    actor TEXT NOT NULL
) STRICT;

CREATE TABLE help_calls (
    id INTEGER PRIMARY KEY,
    kiosk TEXT NOT NULL,
    step TEXT NOT NULL,
    called_at TEXT NOT NULL,
    answered_at TEXT,
    answered_by TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX help_calls_waiting ON help_calls (id) WHERE answered_at IS NULL;

CREATE TABLE device_status (
    name TEXT PRIMARY KEY,
    trouble TEXT NOT NULL,
    detail TEXT NOT NULL,
    seen_at TEXT NOT NULL
) STRICT;
