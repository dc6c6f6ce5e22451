"""How far the emotions that films leave are those that somebody asks for."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..database.cached import Cached
from ..models import Mood
from ..text.emotions import english, family_of
from .emojis import state_of_moods
from .matrix import Index

# What an emotion that a film leaves by the very name, or by another of its family, puts it ahead, in
# standard deviations of a similarity, where it is the film's first; later ones count less by steps.
BY_NAME, BY_FAMILY, STEP = 2.0, 1.5, 0.1

Asked = Sequence[tuple[str, str]]  # emotions by their English names, each with its family or ""


def with_families(emotions: Iterable[str]) -> Asked:
    """Emotions by their English names, with their families."""
    return [(english(emotion), family_of(emotion) or "") for emotion in emotions]


def is_asked_for(emotion: str, asked: Asked) -> bool:
    """Whether a film's emotion, or one of its family, is among those asked for."""
    [(name, family)] = with_families([emotion])
    return any(name == wanted or (family and family == kin) for wanted, kin in asked)


@dataclass
class FeltFilms:
    """The films that leave emotions: `left[name]` has their places in `ids`, and what it weighs in each.

    Of the films that leave one of a family the same stands under the family's name with a colon before it.
    """

    ids: NDArray[np.int64]  # (n,), ascending
    left: dict[str, tuple[NDArray[np.int32], NDArray[np.float32]]]

    def agreement(self, emotions: Iterable[str]) -> NDArray[np.float32]:
        """How far the films' emotions are these, (n,); less for each where more are asked for."""
        asked, scores = with_families(emotions), np.zeros(len(self.ids), dtype=np.float32)
        for wanted, family in asked:
            worth = {f":{family}": BY_FAMILY, wanted: BY_NAME - BY_FAMILY} if family else {wanted: BY_NAME}
            for name, each in worth.items():
                if name in self.left:
                    places, weights = self.left[name]
                    np.add.at(scores, places, each * weights)
        return scores / max(1, len(asked)) ** 0.5


def is_anything_felt() -> bool:
    """Whether of any film it is known which emotions it leaves."""
    return bool(len(_films.get().ids))


def agreements(emotions: Iterable[str]) -> dict[int, float]:
    """How far films leave these emotions, by id, without those that leave none of them."""
    films = _films.get()
    scores = films.agreement(emotions)
    there = scores.nonzero()
    return dict(zip(films.ids[there].tolist(), scores[there].tolist(), strict=True))


def felt_in(emotions: Iterable[str], index: Index) -> NDArray[np.float32]:
    """The same of an index's films, (n,); 0 where a film leaves none of these emotions."""
    films = _films.get()
    if not len(films.ids):
        return np.zeros(len(index.ids), dtype=np.float32)
    places = np.minimum(np.searchsorted(films.ids, index.ids), len(films.ids) - 1)
    return np.where(films.ids[places] == index.ids, films.agreement(emotions)[places], 0).astype(np.float32)


def _read(before: FeltFilms | None) -> FeltFilms:
    rows = Mood.objects.exclude(emotions="").order_by("pk").values_list("pk", "emotions")
    ids: list[int] = []
    left: dict[str, tuple[list[int], list[float]]] = {}
    for place, (movie, text) in enumerate(rows.iterator()):
        ids.append(movie)
        for name, weight in _weighed(text):
            places, weights = left.setdefault(name, ([], []))
            places.append(place)
            weights.append(weight)
    arrays = {name: (np.array(at, np.int32), np.array(of, np.float32)) for name, (at, of) in left.items()}
    return FeltFilms(np.array(ids, dtype=np.int64), arrays)


def _weighed(text: str) -> Iterator[tuple[str, float]]:
    """The emotions of "a, b", and their families, each with its weight."""
    for place, name in enumerate(dict.fromkeys(map(english, text.split(", ")))):
        weight = max(1 - STEP * place, STEP)
        yield name, weight
        if family := family_of(name):
            yield f":{family}", weight


_films: Cached[FeltFilms] = Cached(_read, state_of_moods)
