"""The features by which a request is told from nonsense: its vector, and the look of its text."""

import numpy as np
from numpy.typing import NDArray

from ...text import WORD, fold
from ...vectors import Vector

# A visitor may paste 4,000 characters; the first words tell.
MOST_WORDS = 300
SYMBOLS = frozenset("{}[]()<>=+*/;_#$%&|\\^@~")
FILM_WORDS = frozenset(
    """
    movie movies film films flick flicks peli pelis pelicula peliculas filme filmes cine watch ver actor
    actress actriz scene scenes escena escenas plot director directed dirigida starring sequel oscar character
    characters protagonista protagonistas personaje personajes animated trailer
    """.split()  # noqa: SIM905
)
QUESTIONS = frozenset("how what can when where is como que cuanto cuanta cuando puedo cual donde".split())  # noqa: SIM905


def features(prompt: str, vector: Vector) -> NDArray[np.float64]:
    """Gives the features (d + 7,) of a prompt whose vector is (d,)."""
    return np.concatenate([np.asarray(vector, dtype=np.float64), look(prompt)])


def look(prompt: str) -> list[float]:
    """Describes a text by seven numbers.

    Shares of letters, digits and symbols; length; a word for films; a single word; a question word first.
    """
    words = [fold(word) for word in WORD.findall(prompt)[:MOST_WORDS]] or [""]
    size = max(len(prompt), 1)
    return [
        sum(char.isalpha() or char.isspace() for char in prompt) / size,
        sum(map(str.isdigit, prompt)) / size,
        sum(char in SYMBOLS for char in prompt) / size,
        float(np.log1p(len(words))),
        float(not FILM_WORDS.isdisjoint(words)),
        float(len(words) == 1),
        float(words[0] in QUESTIONS),
    ]
