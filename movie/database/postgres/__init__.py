"""What is PostgreSQL's own: text search vectors, its triggers and functions, and how these rest."""
