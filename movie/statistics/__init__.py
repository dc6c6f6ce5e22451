"""Figures about the catalogue."""
