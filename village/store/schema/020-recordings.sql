-- Sentences that villagers recorded for the kiosk, with their consent: who, when, which one. The sounds are files beside
-- the book; a recording that was withdrawn keeps its row and loses its file.
CREATE TABLE recordings (
    id INTEGER PRIMARY KEY,
    text TEXT NOT NULL CHECK (text <> ''),
    kind TEXT NOT NULL,
    speaker TEXT NOT NULL CHECK (speaker <> ''),
    consented_on TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    kept_at TEXT NOT NULL,
    actor TEXT NOT NULL,
    withdrawn_at TEXT NOT NULL DEFAULT '',
    withdrawn_by TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE UNIQUE INDEX recordings_one_a_text ON recordings (text) WHERE withdrawn_at = '';
