"""Films from The Movie Database: found by name or id, and stored as those of a file are."""
