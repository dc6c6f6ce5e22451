"""Draws the catalogue as a map on which films that are alike lie side by side."""
