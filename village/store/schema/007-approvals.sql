-- A pack goes live with the record that approved it, and a changed item belongs to the pack that was in force.
ALTER TABLE adoptions ADD COLUMN approval TEXT NOT NULL DEFAULT '';

ALTER TABLE item_changes ADD COLUMN pack TEXT NOT NULL DEFAULT '';
