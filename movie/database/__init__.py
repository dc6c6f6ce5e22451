"""What hangs together in the database: full text, the journal of changes, triggers, bulk writing."""
