-- Who left a household stays written, and so do the names a person had before: lines of the ledger tell of them.
ALTER TABLE members ADD COLUMN former TEXT NOT NULL DEFAULT '';

ALTER TABLE members ADD COLUMN gone_on TEXT;
