"""What is SQLite's own: FTS5, its triggers, and how these rest."""
