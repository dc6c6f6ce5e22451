"""Guesses a film's emotions and emojis from its text, with the lexicon and the offline embedder."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ..embedders.feelings import nearness
from ..models import Movie
from ..text import movie_text
from ..text.emojis import emojis_of
from ..text.emotions import MOST, families, spoken_of

# What a word of the lexicon counts beside nearness in meaning, whose standard deviation is 1: of 0 to 3 the
# best on the moods of the English sample; on the Spanish one 3 is a little better.
WORD_WEIGHT = 2.0
EMOJIS = 8


def derived_emotions(movies: Sequence[Movie]) -> list[list[str]]:
    """The eight likeliest emotions of each film, by their English names, the likeliest first."""
    names = list(families())
    return [[names[place] for place in np.argsort(-row, kind="stable")[:MOST]] for row in scores(movies)]


def scores(movies: Sequence[Movie]) -> NDArray[np.float64]:
    """How likely each film leaves each family of emotions, (films, families)."""
    names = {name: place for place, name in enumerate(families())}
    texts = [movie_text(movie) for movie in movies]
    words = np.zeros((len(texts), len(names)))
    for row, text in zip(words, texts, strict=True):
        for family, count in spoken_of(text).items():
            row[names[family]] = np.log1p(count)
    return nearness(texts) + WORD_WEIGHT * words


def derived_emojis(movie: Movie, emotions: Sequence[str]) -> str:
    """Emojis for what the text speaks of, in its order; then one for each emotion, until there are eight."""
    told = emojis_of(f"{movie.description}\n{movie.keywords}\n{movie.genre}")
    felt = [families()[emotion].emojis for emotion in emotions if emotion in families()]
    return "".join(list(dict.fromkeys([*told, *felt]))[:EMOJIS])
