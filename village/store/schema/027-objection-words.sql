-- An objection is kept with its words: what was said, what shows it, and what the village answered after which visit.
ALTER TABLE objections ADD COLUMN words TEXT NOT NULL DEFAULT '';
ALTER TABLE objections ADD COLUMN evidence_id INTEGER REFERENCES evidence (id);
ALTER TABLE objections ADD COLUMN answer TEXT NOT NULL DEFAULT '';
ALTER TABLE objections ADD COLUMN visited TEXT;
ALTER TABLE objections ADD COLUMN decided_on TEXT;
