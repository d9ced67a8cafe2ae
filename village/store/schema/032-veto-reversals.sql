-- A veto that was wrong is taken back by a row of its own (JX-02); the month may then be vetoed anew, as a veto with an id of its own.
CREATE TABLE vetoes_032 (
    id INTEGER PRIMARY KEY,
    household_id INTEGER NOT NULL REFERENCES households (id),
    month TEXT NOT NULL,
    reason TEXT NOT NULL,
    known_on TEXT NOT NULL,
    actor TEXT NOT NULL
) STRICT;
INSERT INTO vetoes_032 SELECT id, household_id, month, reason, known_on, actor FROM vetoes;
DROP TABLE vetoes;
ALTER TABLE vetoes_032 RENAME TO vetoes;
CREATE INDEX vetoes_month ON vetoes (household_id, month);

CREATE TABLE veto_reversals (
    veto_id INTEGER PRIMARY KEY REFERENCES vetoes (id),
    reason TEXT NOT NULL,
    taken_back_on TEXT NOT NULL,
    actor TEXT NOT NULL,
    token TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE VIEW standing_vetoes AS
    SELECT * FROM vetoes WHERE id NOT IN (SELECT veto_id FROM veto_reversals);
