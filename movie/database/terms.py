"""What a database's full text is asked for."""

from typing import NamedTuple


class Term(NamedTuple):
    """A word, or a phrase where signs part it; with `begun` all that begins so."""

    text: str
    begun: bool = False
