"""Finds films: everything here reads, nothing here writes a film or pays for more than the prompt."""
