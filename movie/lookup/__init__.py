"""Looks titles and people up by what somebody types, slips and all."""
