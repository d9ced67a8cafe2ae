-- Where a person with a log-in lives: who decides on nobody of their own has to be known to belong somewhere (GY-22, MH-08).
ALTER TABLE staff ADD COLUMN household_id INTEGER REFERENCES households (id);
