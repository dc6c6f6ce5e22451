"""Embeds films: the only room that writes vectors."""
