"""Reads for whom a film should be: children, grandparents, the whole family."""

from .prompt import Prompt


def take_audience(prompt: Prompt) -> bool:
    """Whether everybody should be able to watch it, children as well."""
    return not prompt.is_long and prompt.heard("audience") is not None
