"""Fills the catalogue: everything that writes films, posters and vectors."""
