"""Where sentences end: for showing one, and for judging each of them.

Two rules, for two ends. A sentence that is shown must be whole: it ends only where a capital or a digit goes
on, so that "vs. the" does not break it. What is judged is cut wherever a sentence may end, so that nothing
hides behind a small letter.
"""

import re
from collections.abc import Iterator

WHOLE = re.compile(r"(?<=[.!?…])[\"”»)]*\s+(?=[\"“«(¿¡]*[A-ZÁÉÍÓÚÑ0-9])")
# Signs from their first on (a run of a thousand is looked at once), the quotes,
# brackets and emphasis that close behind them, and the blanks after it.
END = re.compile(r"(?:(?<![.!?…])[.!?…]++[\"”’»)*_]*+(?=\s)|\n)\s*")


def sentences(text: str) -> list[str]:
    """The whole sentences of a text, without the blanks around them."""
    return [sentence.strip() for sentence in WHOLE.split(text) if sentence.strip()]


def pieces(text: str) -> Iterator[str]:
    """A text cut wherever a sentence may end; joined, the pieces are the text again."""
    start = 0
    for found in END.finditer(text):
        yield text[start : found.end()]
        start = found.end()
    if start < len(text):
        yield text[start:]
